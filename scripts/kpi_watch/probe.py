"""Asks before a build whether the warehouse can be opened: dbt would end in a traceback."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

from kpi_watch.advice import CLOSED, advice


def closed(*arguments: str) -> str | None:
    """Why the warehouse of these arguments cannot be opened, in one line; the rest is the build's to say."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  importing dbt takes two seconds

    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        outcome = dbtRunner().invoke(["debug", "--connection", *arguments])
    return advice(f"{said.getvalue()}\n{outcome.exception or ''}", CLOSED)
