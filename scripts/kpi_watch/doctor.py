"""The command `kpis doctor`: what is missing, stale, unmapped or unreachable."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import click

from kpi_watch.alerts import config_path
from kpi_watch.channels import DEFAULT, AnyChannel, read_alerts
from kpi_watch.cli import Settings, read_day, scorecard
from kpi_watch.dbt_calls import DbtOptions, show
from kpi_watch.delivery import UndeliveredError, deliver
from kpi_watch.errors import UserError
from kpi_watch.labels import Lang, plain, word
from kpi_watch.options import dbt_options
from kpi_watch.outbox import Message, read_outbox
from kpi_watch.packages import installed_expectations
from kpi_watch.periods import is_stale
from kpi_watch.plans import check_names
from kpi_watch.scorecard import kept_in_words
from kpi_watch.warehouse import read_published

EMPTY = (
    "select source_table as name from governance.row_reconciliation where raw_rows = 0 order by source_table"
)
UNMAPPED = """
select
    seed_name as name,
    concat(
        max(case when raw_name like '(% more names)' then 'more than ' else '' end),
        cast(sum(case when raw_name like '(% more names)' then 0 else 1 end) as {{ dbt.type_string() }})
    ) as name_count
from governance.unmapped_names group by seed_name order by seed_name
"""

FINE, LOOK, BROKEN = "✔", "▲", "✖"

Finding = tuple[str, str]


@click.command()
@click.option("--send", is_flag=True, help="Send a test message to every channel.")
@click.option(
    "--as-of", metavar="DAY", callback=read_day, default="today", help="What should be known on that day."
)
@dbt_options
@click.pass_obj
def doctor(settings: Settings, /, send: bool, as_of: date, **dbt: str | None) -> None:
    """Say what is missing, stale, unmapped or unreachable.

    Exit code 0: all that is needed works. 2: the warehouse cannot be read, or a channel cannot be used.
    """
    options = DbtOptions(**dbt)
    checks: list[Callable[[], Iterator[Finding]]] = [
        lambda: _project(options),
        lambda: _freshness(options, as_of, debug=settings.debug),
        lambda: _names(options, debug=settings.debug),
        lambda: _alerts(options, send=send, debug=settings.debug),
    ]
    findings = [finding for check in checks for finding in _safely(check)]
    for glyph, text in findings:
        click.echo(f"{glyph} {plain(text)}")
    if broken := sum(glyph == BROKEN for glyph, _ in findings):
        raise UserError(f"{broken} of {len(findings)} checks failed: what to do stands beside each ✖")


def _safely(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from check()
    except UserError as error:
        yield BROKEN, str(error)


def _project(options: DbtOptions) -> Iterator[Finding]:
    text = installed_expectations(Path(options.project_dir or "."))
    yield BROKEN if "not installed" in text else FINE, text


def _freshness(options: DbtOptions, as_of: date, *, debug: bool) -> Iterator[Finding]:
    published = read_published(options, debug=debug)
    yield FINE, f"{len(published.kpis)} KPIs are published, data as of {published.data_as_of}"
    card = scorecard(published, published.data_as_of, Lang.EN)
    if card.published_at:
        yield FINE, f"the last release is of {card.published_at:%Y-%m-%d %H:%M} UTC"
        yield _listed("kept as they were released before", kept_in_words(card))
    stale = [facts.definition.kpi for facts in published.kpis if is_stale(facts, as_of)]
    yield _listed(f"stale on {as_of}, since a period closed without data", stale)
    check_names(read_alerts(config_path(options)), published)


def _names(options: DbtOptions, *, debug: bool) -> Iterator[Finding]:
    empty = [str(row["name"]) for row in show(EMPTY, options, debug=debug)]
    yield _listed("contract tables that are absent or empty", empty)
    rows = show(UNMAPPED, options, debug=debug)
    unmapped = [f"{row['name_count']} that {row['name']}.csv lacks" for row in rows]
    yield _listed("unmapped names (governance.unmapped_names)", unmapped)


def _listed(heading: str, names: list[str]) -> Finding:
    return LOOK if names else FINE, f"{heading}: {', '.join(names) or 'none'}"


def _alerts(options: DbtOptions, *, send: bool, debug: bool) -> Iterator[Finding]:
    config = read_alerts(config_path(options))
    if not config.channels:
        yield LOOK, "alerts.yml names no channel: kpis alert sends nothing (docs/alerts.md)"
    for channel in config.channels:
        yield from _safely(partial(_channel, channel, send=send))
    unsent = read_outbox(options, debug=debug).unsent
    yield _listed("messages that wait in the outbox", [message.subject for message in unsent])


def _channel(channel: AnyChannel, *, send: bool) -> Iterator[Finding]:
    """Reach it, and write to it only when asked."""
    name = f"channel {channel.name}"
    place = channel.place()
    try:
        if send:
            text = word("test", channel.lang)
            deliver(channel, Message(channel.name, DEFAULT, (), text, text))
            yield FINE, f"{name}: a test message was sent"
        elif place:
            with closing(socket.create_connection(place, timeout=5)):
                yield FINE, f"{name}: {place[0]} answers"
        else:
            yield FINE, f"{name}: its secret is set; --send tries it"
    except UndeliveredError as error:
        yield BROKEN, f"{name}: {error}"
    except OSError:
        yield BROKEN, f"{name}: {place[0]} port {place[1]} cannot be reached" if place else name
