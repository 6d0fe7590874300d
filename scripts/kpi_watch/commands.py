"""The deciding commands: report, review, explain, decide, decisions and backtest."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from kpi_watch import backtest as replayed
from kpi_watch import decisions as book
from kpi_watch import pages
from kpi_watch.cli import Settings, read_day
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.dossier import Asks, Dossier, Replays, ask_about, gather
from kpi_watch.errors import UserError
from kpi_watch.explain import Question
from kpi_watch.labels import Lang
from kpi_watch.options import dbt_options
from kpi_watch.periods import KpiFacts, judge_kpi
from kpi_watch.records import ALL
from kpi_watch.scorecard import Scorecard
from kpi_watch.slices import DIMENSIONS
from kpi_watch.verdicts import Judgement, Verdict
from kpi_watch.views import explained, render
from kpi_watch.warehouse import Published, read_published

CommandT = TypeVar("CommandT", bound=Callable[..., object])
Given = dict[str, Any]

REPORT = Path("target/report/index.html")
REVIEW = Path("target/report/review.html")
KNOWN = (Verdict.ALERT, Verdict.WATCH, Verdict.NOT_ENOUGH_EVIDENCE, Verdict.ON_TARGET)
"""Where no slice is named the worst is explained of which something is known."""


day_option = click.option(
    "--as-of", metavar="DAY", callback=read_day, help="The day to speak of; without it, the last of the data."
)


def reader_options(command: CommandT) -> CommandT:
    """The day and the language."""
    lang = click.option("--lang", type=click.Choice([lang.value for lang in Lang]), default=Lang.EN.value)
    return day_option(lang(command))


def slice_options(command: CommandT) -> CommandT:
    """A member of each dimension."""
    for name in reversed(DIMENSIONS):
        command = click.option(f"--{name}", help=f"One {name} only.")(command)
    return command


def _dbt(given: Given) -> DbtOptions:
    return DbtOptions(**{field.name: given.pop(field.name) for field in fields(DbtOptions)})


def _dossier(settings: Settings, given: Given, asks: Asks = pages.questions) -> Dossier:
    options = _dbt(given)
    return gather(options, given["as_of"], Lang(given["lang"]), asks, debug=settings.debug)


@click.command()
@click.option("--out", type=Path, default=REPORT, help="Where to write it.")
@reader_options
@dbt_options
@click.pass_obj
def report(settings: Settings, /, out: Path, **given: Any) -> None:
    """Write the report, one HTML page, and the review.

    Both are made to be read, sent or printed, and need nothing but themselves: no script, no network.
    """
    dossier = _dossier(settings, given)
    _write({out: pages.report(dossier), **_review(out.with_name(REVIEW.name), dossier)})


@click.command()
@click.option("--out", type=Path, default=REVIEW, help="Where to write it; Markdown goes beside it.")
@reader_options
@dbt_options
@click.pass_obj
def review(settings: Settings, /, out: Path, **given: Any) -> None:
    """Write the agenda of the weekly meeting.

    As HTML and Markdown, team by team: what is off, why, and what to do; decisions that are open,
    overdue first; and what was decided or closed in the seven days before.
    """
    _write(_review(out, _dossier(settings, given)))


def _review(out: Path, dossier: Dossier) -> dict[Path, str]:
    return {out.with_suffix(suffix): pages.review(dossier, suffix) for suffix in (".html", ".md")}


def _write(files: Mapping[Path, str]) -> None:
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UserError(f"{path} cannot be written: {error.strerror}") from error
        click.echo(path)


@click.command()
@click.argument("kpi")
@slice_options
@click.option("--span", type=click.IntRange(1), help="Periods to take together.")
@reader_options
@dbt_options
@click.pass_obj
def explain(settings: Settings, /, kpi: str, span: int | None, **given: Any) -> None:
    """Say why KPI moved, and what to do about it.

    The change is split, exactly, into what each member's own value did and what its weight did.
    Compared are the periods since the value left its target (at most four, or --span) with the same
    ones a year before. Without a slice the worst of the judged ones is explained; --segment All is
    the total.
    """
    members = tuple(given.pop(name) for name in DIMENSIONS)

    def asks(card: Scorecard, facts: Mapping[str, KpiFacts], replays: Replays) -> list[Question]:
        return ask_about(_chosen(card, _known(kpi, facts), members), facts, replays, span)

    dossier = _dossier(settings, given, asks)
    if not dossier.explanations:
        raise UserError(f"{kpi} has no two periods to compare for that slice and day")
    view = explained(dossier.explanations[0], dossier.formats)
    click.echo(render("explain.txt.j2", dossier.formats.lang, view), nl=False)


def _chosen(card: Scorecard, kpi: str, members: tuple[str | None, ...]) -> list[Judgement]:
    found = [j for j in card.in_order() if j.definition.kpi == kpi and j.target]
    if any(members):
        wanted = tuple(member or ALL for member in members)
        found = [j for j in found if j.target and j.target.members == wanted]
        if not found:
            raise UserError(f"{kpi} has no target for that slice: kpis check lists those that have one")
    return sorted(found, key=lambda j: KNOWN.index(j.verdict) if j.verdict in KNOWN else len(KNOWN))[:1]


def _known(kpi: str, facts: Mapping[str, KpiFacts]) -> str:
    """The KPI's name, with or without its prefix."""
    if found := next((name for name in (kpi, f"kpi_{kpi}") if name in facts), None):
        return found
    raise UserError(f"no KPI {kpi!r}: there are {', '.join(sorted(facts))}")


@click.command()
@click.argument("kpi")
@slice_options
@click.option("--finding", required=True, help="What was found, in a sentence.")
@click.option("--action", required=True, help="What is done about it.")
@click.option("--deadline", required=True, metavar="DAY", callback=read_day, help="Day by which it is done.")
@click.option("--owner", help="Team that does it; without it, the KPI's.")
@click.option("--cause", default="", help="Cause in the KPI's playbook that it answers.")
@click.option("--expect", default="", help="What it should change, in a sentence.")
@click.option("--change", help="Expected change of the value: 0.05 is five points of a rate.")
@click.option("--on", "day", default="today", metavar="DAY", callback=read_day, help="Day of the decision.")
@dbt_options
@click.pass_obj
def decide(settings: Settings, /, kpi: str, day: date, **given: Any) -> None:
    """Record a decision about KPI.

    It goes to seeds/decisions/kpi_decisions.csv and speaks of the period that is judged now. Commit the
    file; the next make kpis publishes it, and measures what it did once it is closed and a period has
    passed.
    """
    options = _dbt(given)
    published = read_published(options, debug=settings.debug)
    facts = {of_kpi.definition.kpi: of_kpi for of_kpi in published.kpis}
    decision = _decision(facts[_known(kpi, facts)], published, day, given)
    written = book.append(options.folder / book.FILE, decision)
    click.echo(
        f"decision {written.decision_id}: {written.action}, {written.decision_owner}, by {written.deadline}"
    )


def _decision(facts: KpiFacts, published: Published, day: date, given: Given) -> book.Decision:
    if given["deadline"] < day:
        raise UserError(f"the deadline {given['deadline']} is before the decision of {day}")
    period = judge_kpi(facts, published.data_as_of)[0].period
    if period is None:
        raise UserError(f"{facts.definition.kpi} has no judged period yet: there is nothing to decide about")
    return book.Decision(
        decision_id="",
        decided_on=str(day),
        kpi=facts.definition.kpi,
        period_grain=facts.grain.value,
        period_start=str(period.start),
        **{name: given[name] or ALL for name in DIMENSIONS},
        playbook_cause=given["cause"],
        finding=given["finding"],
        action=given["action"],
        decision_owner=given["owner"] or facts.definition.kpi_owner,
        deadline=str(given["deadline"]),
        expectation=given["expect"],
        expected_change=_number(given["change"]),
    )


def _number(text: str | None) -> str:
    try:
        return f"{Decimal(text):f}" if text else ""
    except ArithmeticError as error:
        raise UserError(f"--change {text!r} is not a number: 0.05 is five points of a rate") from error


@click.command()
@click.option("--close", "decision_id", metavar="ID", help="Close this one.")
@click.option("--drop", is_flag=True, help="With --close: it was not done and will not be.")
@click.option("--note", default="", help="With --close: what became of it, in a sentence.")
@click.option("--on", "day", default="today", metavar="DAY", callback=read_day, help="With --close: the day.")
@reader_options
@dbt_options
@click.pass_obj
def decisions(
    settings: Settings, /, decision_id: str | None, drop: bool, note: str, day: date, **given: Any
) -> None:
    """List decisions and their effects, or close one.

    An effect is the KPI of the slice before and after, held against the slices left alone: worked, no
    effect, or too noisy to tell. It is measured by the first make kpis after a whole period has passed.
    """
    if decision_id:
        closed = book.close(
            _dbt(given).folder / book.FILE, decision_id, "dropped" if drop else "done", day, note
        )
        click.echo(f"decision {closed.decision_id}: {closed.status} on {closed.closed_on}")
        return
    dossier = _dossier(settings, given, lambda *_: [])
    click.echo(pages.decision_list(dossier), nl=False)


@click.command()
@click.option(
    "--events",
    type=Path,
    default=Path("seeds/demo/truth/events.csv"),
    help="What really happened, for precision and lead time.",
)
@day_option
@dbt_options
@click.pass_obj
def backtest(settings: Settings, /, events: Path, as_of: date | None, **given: Any) -> None:
    """Replay the targets over history.

    It shows the alerts that would have fired, and on whose desk. With a file of events (kpi, segment,
    starts_on, ends_on) it tells how many of them were caught, how soon, and how many alerts were about
    one. Values are today's, as the last build published them.
    """
    published = read_published(_dbt(given), debug=settings.debug)
    click.echo(replayed.table(published, as_of or published.data_as_of, events), nl=False)
