"""The one kind of error that a user may see."""


class UserError(Exception):
    """One line that says what is wrong and what to do about it."""
