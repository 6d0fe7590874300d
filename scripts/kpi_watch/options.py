"""Options that several commands share."""

from collections.abc import Callable
from typing import Any

import click

DBT = {
    "--project-dir": "As for dbt.",
    "--profiles-dir": "As for dbt.",
    "--target": "As for dbt.",
    "--vars": "As for dbt, such as '{judged_grain: month}'.",
}


def dbt_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is passed on to dbt."""
    for name, text in reversed(DBT.items()):
        command = click.option(name, help=text)(command)
    return command
