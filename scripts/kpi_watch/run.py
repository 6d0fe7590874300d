"""The whole pipeline step: build, judge, report."""

from typing import Any

import click

from kpi_watch.cli import check
from kpi_watch.commands import REPORT, report
from kpi_watch.errors import UserError
from kpi_watch.labels import Lang
from kpi_watch.options import dbt_options
from kpi_watch.probe import closed
from kpi_watch.warehouse import DbtOptions

BUILD = ("--quiet", "--warn-error", "build", "--exclude-resource-type", "unit_test")


def build(options: DbtOptions) -> None:
    """Build and test every model; what dbt says is shown as it says it."""
    if reason := closed():
        raise UserError(reason)
    if not succeeds([*BUILD, *options.arguments()]):
        raise UserError("the build failed: what failed stands above, and nothing was judged")


def succeeds(command: list[str]) -> bool:
    """Run dbt in this process: a second one would find the warehouse locked by the question before."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  importing dbt takes two seconds

    return bool(dbtRunner().invoke(command).success)


@click.command()
@click.option(
    "--fail-on",
    type=click.Choice(["warn", "critical"]),
    default="critical",
    help="As for kpis check.",
)
@click.option("--lang", type=click.Choice([lang.value for lang in Lang]), default=Lang.EN.value)
@dbt_options
@click.pass_context
def run(context: click.Context, /, fail_on: str, lang: str, **dbt: Any) -> int:
    """Build the marts, judge them, and write the report and the review.

    Exit code 0: fine. 1: at least one KPI is off. 2: the build failed, or nothing could be judged.
    """
    build(DbtOptions(**dbt))
    code: int = context.invoke(check, output="text", fail_on=fail_on, as_of=None, lang=lang, **dbt)
    context.invoke(report, out=REPORT, as_of=None, lang=lang, **dbt)
    return code
