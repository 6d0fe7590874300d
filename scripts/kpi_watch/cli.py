"""The command `kpis`: options in, one line per error out, and an exit code that scripts can trust."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import click

from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.errors import UserError
from kpi_watch.formats import Formats
from kpi_watch.labels import Lang, plain
from kpi_watch.periods import judge_kpi
from kpi_watch.scorecard import Scorecard, as_github, as_json
from kpi_watch.terminal import as_text
from kpi_watch.warehouse import Published, read_published

COULD_NOT_JUDGE = 2
ELSEWHERE = {
    "alert": "kpi_watch.alerts",
    "demo": "kpi_demo.command",
    "doctor": "kpi_watch.doctor",
    "run": "kpi_watch.run",
    **dict.fromkeys(["land", "init"], "kpi_watch.bring"),
    **dict.fromkeys(["report", "review", "explain", "decide", "decisions", "backtest"], "kpi_watch.commands"),
}
"""Commands that are imported when they are called for."""

WRITERS = {"text": as_text, "json": as_json, "github": as_github}


@dataclass
class Settings:
    """What the edge must know after the command is gone."""

    debug: bool


class Commands(click.Group):
    """A group that imports some of its commands late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(ELSEWHERE[cmd_name]), cmd_name)
        return command


def read_day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """A day as 2026-03-31, or `today`."""
    try:
        return date.today() if text == "today" else date.fromisoformat(text) if text else None
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a day: write it as 2026-03-31, or today") from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option(
    "--debug", is_flag=True, help="Show the whole of an error, and what dbt says. Also: KPI_DEBUG=1."
)
@click.pass_obj
def cli(settings: Settings, /, debug: bool) -> None:
    """KPIs of a B2B company, judged against their targets."""
    settings.debug |= debug


@cli.command()
@click.option("--output", type=click.Choice(list(WRITERS)), default="text")
@click.option(
    "--fail-on",
    type=click.Choice(["warn", "critical"]),
    default="critical",
    help="Exit with 1 from a watch on (warn), or from an alert on (critical).",
)
@click.option(
    "--as-of",
    metavar="DAY",
    callback=read_day,
    show_default="last day of the data",
    help="Judge what was closed on that day; a later day than the data's tells what they miss.",
)
@click.option("--lang", type=click.Choice([lang.value for lang in Lang]), default=Lang.EN.value)
@click.option("--project-dir", help="As for dbt.")
@click.option("--profiles-dir", help="As for dbt.")
@click.option("--target", help="As for dbt.")
@click.option("--vars", help="As for dbt, such as '{judged_grain: month}'.")
@click.pass_obj
def check(
    settings: Settings, /, output: str, fail_on: str, as_of: date | None, lang: str, **dbt: str | None
) -> int:
    """Judge the published KPIs against their targets.

    Exit code 0: fine. 1: at least one KPI is off. 2: could not judge.
    """
    published = read_published(DbtOptions(**dbt), debug=settings.debug)
    card = scorecard(published, as_of or published.data_as_of, Lang(lang))
    click.echo(WRITERS[output](card), color=False if os.environ.get("NO_COLOR") else None)
    if not card.could_judge():
        raise UserError("nothing could be judged: the reason stands beside each KPI")
    return card.exit_code(fail_on)


def scorecard(published: Published, as_of: date, lang: Lang) -> Scorecard:
    """Judge all that was read."""
    judgements = [judgement for facts in published.kpis for judgement in judge_kpi(facts, as_of)]
    return Scorecard(
        judgements, as_of, published.data_as_of, Formats(lang, published.run), published.releases
    )


@cli.command("docs-table")
@click.option("--manifest", type=Path, default=Path("target/manifest.json"), help="Written by dbt parse.")
@click.option("--write", "document", type=Path, help="Put the table between this document's two markers.")
def docs_table(manifest: Path, document: Path | None) -> None:
    """Write the README's table of KPIs from their cards."""
    from kpi_watch.cards import as_markdown, read_cards, with_table  # noqa: PLC0415  only needed here

    table = as_markdown(read_cards(manifest))
    if document is None:
        click.echo(table)
    else:
        document.write_text(with_table(document.read_text(encoding="utf-8"), table), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; whatever goes wrong is told in one line."""
    settings = Settings(debug=bool(os.environ.get("KPI_DEBUG")))
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        code = cli.main(args=arguments, prog_name="kpis", obj=settings, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as help_page:
        click.echo(help_page.format_message())
        code = COULD_NOT_JUDGE
    except (Exception, KeyboardInterrupt) as error:
        if settings.debug:
            raise
        click.echo(f"kpis: {' '.join(plain(_message(error)).split())}", err=True)
        code = COULD_NOT_JUDGE
    sys.exit(code or 0)


def _message(error: BaseException) -> str:
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, click.ClickException):
        return f"{error.format_message()} (kpis --help lists what there is)"
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        return "stopped"
    return f"unexpected {type(error).__name__}: {error} (KPI_DEBUG=1 shows where)"
