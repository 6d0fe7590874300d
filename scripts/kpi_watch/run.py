"""The whole pipeline step: build, publish, judge, report."""

from typing import Any

import click

from kpi_watch.cli import check
from kpi_watch.commands import REPORT, report
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.errors import UserError
from kpi_watch.labels import Lang
from kpi_watch.lock import held, wait_option
from kpi_watch.options import dbt_options
from kpi_watch.probe import closed
from kpi_watch.publication import publish
from kpi_watch.releases import Status


@click.command()
@click.option(
    "--fail-on",
    type=click.Choice(["warn", "critical"]),
    default="critical",
    help="As for kpis check.",
)
@click.option("--lang", type=click.Choice([lang.value for lang in Lang]), default=Lang.EN.value)
@wait_option
@dbt_options
@click.pass_context
def run(context: click.Context, /, fail_on: str, lang: str, wait: float, **dbt: Any) -> int:
    """Build the marts, publish those that came out clean, judge them, and write the report and the review.

    Exit code 0: fine. 1: at least one KPI is off, or was kept as it was released last. 2: the build failed,
    nothing could be judged, or another run is at it.
    """
    options = DbtOptions(**dbt)
    with held(options.folder, "kpis run", wait):
        if reason := closed(*options.arguments()):
            raise UserError(reason)
        rows = publish(options, debug=context.obj.debug)
    code: int = context.invoke(check, output="text", fail_on=fail_on, as_of=None, lang=lang, **dbt)
    context.invoke(report, out=REPORT, as_of=None, lang=lang, **dbt)
    return max(code, int(any(row.status is not Status.CURRENT for row in rows)))
