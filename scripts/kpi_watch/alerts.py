"""The command `kpis alert`: judge, compare with what was said, queue, send."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import click

from kpi_watch.channels import Alerts, Channel, read_alerts
from kpi_watch.cli import Settings, read_day
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.delivery import UndeliveredError, deliver
from kpi_watch.dossier import explanations
from kpi_watch.errors import UserError
from kpi_watch.explain import Explanation
from kpi_watch.formats import Formats
from kpi_watch.incidents import State
from kpi_watch.lock import held, wait_option
from kpi_watch.messages import Drivers, Wording
from kpi_watch.options import dbt_options
from kpi_watch.outbox import FAILED, QUEUED, SENT, Message, append, read_outbox
from kpi_watch.plans import Stand, check_names, messages, news_by_owner, stands, watch
from kpi_watch.records import Run
from kpi_watch.verdicts import Judgement
from kpi_watch.views import drivers
from kpi_watch.warehouse import Published, read_actions, read_months, read_published

NO_CHANNEL = (
    "alerts.yml names no channel, so nothing is sent: docs/alerts.md shows one (--dry-run shows the messages)"
)


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the very messages, and neither send nor keep anything.")
@click.option("--config", type=Path, help="Where alerts go.", show_default="alerts.yml of the project")
@click.option(
    "--as-of",
    metavar="DAY",
    callback=read_day,
    show_default="last day of the data",
    help="As for kpis check; a later day mutes what the data miss.",
)
@wait_option
@dbt_options
@click.pass_obj
def alert(settings: Settings, /, wait: float, **given: Any) -> None:
    """Send what changed since the last alert, once.

    A KPI and slice is told when it breaches, when it gets worse, and when it is well again; a second
    run has nothing to send. Exit code 0: all is sent, or there was nothing to send. 2: something could
    not be sent, and waits for the next run; or another run or alert is at it.
    """
    options = DbtOptions(**{field.name: given.pop(field.name) for field in fields(DbtOptions)})
    if given["dry_run"]:
        _alert(settings, options, **given)
        return
    with held(options.folder, "kpis alert", wait):
        _alert(settings, options, **given)


def _alert(
    settings: Settings, options: DbtOptions, *, dry_run: bool, config: Path | None, as_of: date | None
) -> None:
    alerts = read_alerts(config or config_path(options))
    if not alerts.channels and not dry_run:
        click.echo(NO_CHANNEL)
        return
    if not dry_run:
        for channel in alerts.channels:
            channel.secrets()
    outbox = read_outbox(options, debug=settings.debug)
    published = read_published(options, debug=settings.debug)
    check_names(alerts, published)
    day = as_of or published.data_as_of
    watched = watch(published, read_months(options, debug=settings.debug), alerts, day)
    found = stands(watched, outbox, alerts.mutes, day)
    news = news_by_owner(found)
    actions = read_actions(options, debug=settings.debug) if news else {}
    channels = alerts.channels or (Channel(name="terminal"),)
    told = [item.judgement for items in news.values() for item in items]
    causes = causes_of(published, told, options, debug=settings.debug)
    wording = Wording(published.run, actions, alerts.report_url, drivers_in(causes, published.run))
    fresh = messages(news, channels, wording)
    waiting = [*outbox.unsent, *fresh]
    if dry_run:
        for message in waiting:
            click.echo(f"--- {message.channel}: {message.subject}\n{message.body}\n")
    else:
        append(fresh, QUEUED, options, debug=settings.debug)
        send(waiting, alerts, options, debug=settings.debug)
    for owner in news:
        if alerts.channels and not any(channel.takes(owner) for channel in alerts.channels):
            click.echo(f"no channel of alerts.yml is for {owner}: its news wait for one", err=True)
    click.echo(summary(found, len(waiting), dry_run=dry_run))


def causes_of(
    published: Published, told: Sequence[Judgement], options: DbtOptions, *, debug: bool
) -> list[Explanation]:
    """Why; an alert does not wait for its explanation."""
    try:
        return explanations(published, told, options, debug=debug) if told else []
    except UserError:
        return []


def drivers_in(causes: Sequence[Explanation], run: Run) -> Drivers:
    """What drove each judgement, in the words of a language."""
    by_judgement = {id(found.question.judgement): found for found in causes}
    return lambda judgement, lang: drivers(by_judgement.get(id(judgement)), Formats(lang, run))


def config_path(options: DbtOptions) -> Path:
    """alerts.yml beside dbt_project.yml."""
    return options.folder / "alerts.yml"


def send(waiting: Sequence[Message], alerts: Alerts, options: DbtOptions, *, debug: bool) -> None:
    """Send each and write down at once what became of it: a crash repeats one message at most."""
    channels = {channel.name: channel for channel in alerts.channels}
    problems = []
    for message in waiting:
        try:
            if message.channel not in channels:
                raise UndeliveredError("is not in alerts.yml any more")
            note = deliver(channels[message.channel], message)
        except UndeliveredError as error:
            problems.append(f"{message.channel}: {error}")
            append([message], FAILED, options, debug=debug)
        else:
            append([message], SENT, options, debug=debug)
            click.echo(f"sent to {message.channel}: {message.subject}{note}")
    if problems:
        count = f"{len(problems)} of {len(waiting)} messages"
        raise UserError(f"{count} wait for the next run, since {'; '.join(sorted(set(problems)))}")


def summary(found: Sequence[Stand], count: int, *, dry_run: bool) -> str:
    """What was watched, and that there was nothing to send."""
    states = Counter(stand.incident.state for stand in found)
    tally = ", ".join(f"{states[state]} {state.replace('_', ' ')}" for state in State if states[state])
    verb = "to send" if dry_run else "sent"
    return f"{count or 'nothing'} {verb}; {len(found)} watched: {tally}"
