"""What is to be said now, from what is watched and what was said: pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi_watch.channels import Alerts, Channel, Mute
from kpi_watch.errors import UserError
from kpi_watch.incidents import Event, Incident, State, walk
from kpi_watch.messages import News, Wording
from kpi_watch.outbox import Message, Outbox
from kpi_watch.records import ALL, Reading
from kpi_watch.verdicts import Verdict
from kpi_watch.warehouse import Published
from kpi_watch.watched import Watched, watched_months, watched_targets

FIRING = (State.WARN, State.CRITICAL)


@dataclass(frozen=True)
class Stand:
    """One KPI and slice, and where it stands."""

    watched: Watched
    incident: Incident
    also: Sequence[str] = ()


def watch(
    published: Published, months: Mapping[tuple[str, str], Sequence[Reading]], config: Alerts, as_of: date
) -> list[Watched]:
    """Everything that may page somebody."""
    found = [w for facts in published.kpis for w in watched_targets(facts, as_of, config.clear_margin)]
    definitions = {facts.definition.kpi: facts.definition for facts in published.kpis}
    stale = {w.judgement.definition.kpi for w in found if w.judgement.verdict is Verdict.STALE}
    for (kpi, segment), readings in months.items():
        closed = [reading for reading in readings if reading.period_end <= as_of]
        if kpi in definitions and kpi not in stale:
            found += filter(None, [watched_months(definitions[kpi], segment, closed, config.anomalies)])
    return found


def check_names(config: Alerts, published: Published) -> None:
    """Refuse a name that nothing has: its messages, or its silence, would be missed by nobody."""
    kpis = {facts.definition.kpi for facts in published.kpis}
    owners = {facts.definition.kpi_owner for facts in published.kpis}
    segments = {target.segment for facts in published.kpis for target in facts.histories if target}
    wrong = [f"{mute.kpi!r} is no KPI" for mute in config.mutes if mute.kpi not in kpis]
    wrong += [f"{m.segment!r} is no segment" for m in config.mutes if m.segment and m.segment not in segments]
    named = {name for channel in config.channels for name in channel.names()}
    wrong += [f"{name!r} answers for no KPI" for name in sorted(named - owners)]
    if wrong:
        raise UserError(f"alerts.yml: {'; '.join(wrong)}: correct it, or take it out")


def stands(watched: Iterable[Watched], outbox: Outbox, mutes: Sequence[Mute], as_of: date) -> list[Stand]:
    """Walk each, mute what is muted, and let a breach of a total speak for its slices."""
    said, keys = outbox.last_events(), outbox.event_keys
    walked = [(w, _walk(w, said.get(w.fingerprint), mutes, as_of)) for w in watched]
    totals = {w.scope: incident for w, incident in walked if w.is_total}
    found = []
    for item, incident in walked:
        total = totals.get(item.scope)
        is_covered = not item.is_total and total is not None and _speaks_for(total, incident)
        also = [
            w.name for w, i in walked if w.scope == item.scope and not w.is_total and _speaks_for(incident, i)
        ]
        is_new = incident.event is not None and incident.event.key not in keys and not is_covered
        is_new_note = incident.note is not None and incident.note.key not in keys
        event, note = incident.event if is_new else None, incident.note if is_new_note else None
        found.append(Stand(item, replace(incident, event=event, note=note), also if item.is_total else []))
    return found


def _walk(item: Watched, said: Event | None, mutes: Sequence[Mute], as_of: date) -> Incident:
    target = item.judgement.target
    segment = target.segment if target else ALL
    if any(mute.covers(item.judgement.definition.kpi, segment, as_of) for mute in mutes):
        return Incident(State.MUTED)
    return walk(item.fingerprint, item.points, said)


def _speaks_for(total: Incident, incident: Incident) -> bool:
    """A slice that is worse than its total speaks for itself."""
    both = total.state in FIRING and incident.state in FIRING
    return both and FIRING.index(total.state) >= FIRING.index(incident.state)


def news_by_owner(found: Iterable[Stand]) -> dict[str, list[News]]:
    """A note waits for an event of the same owner: alone it is no reason to disturb anybody."""
    news: dict[str, list[News]] = defaultdict(list)
    notes: dict[str, list[News]] = defaultdict(list)
    for stand in found:
        item, incident = stand.watched, stand.incident
        for event, pile in ((incident.event, news), (incident.note, notes)):
            if event is not None:
                told = News(event, item.judgement, item.rule, tuple(stand.also))
                pile[item.judgement.definition.kpi_owner].append(told)
    return {owner: [*told, *notes[owner]] for owner, told in sorted(news.items())}


def messages(
    news: Mapping[str, Sequence[News]], channels: Iterable[Channel], wording: Wording
) -> list[Message]:
    """One per owner and channel that takes it."""
    return [
        wording.message(channel, owner, told)
        for owner, told in news.items()
        for channel in channels
        if channel.takes(owner)
    ]
