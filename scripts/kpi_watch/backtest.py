"""What the targets would have said: alerts per period and owner, against what really happened."""

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_watch.errors import UserError
from kpi_watch.formats import Formats
from kpi_watch.labels import Lang, plain
from kpi_watch.records import ALL, Definition, Period, Target
from kpi_watch.replay import replay
from kpi_watch.verdicts import Verdict
from kpi_watch.warehouse import Published

EVENT_COLUMNS = ("event", "kpi", "segment", "starts_on", "ends_on")


@dataclass(frozen=True)
class Event:
    """Something that really happened to a KPI."""

    event: str
    kpi: str
    segment: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Alert:
    """An alert of one slice and period, and whether the period before was none."""

    definition: Definition
    target: Target
    period: Period
    heard_on: date
    is_new: bool

    def is_about(self, event: Event) -> bool:
        """The KPI and the segment of the event, or the total that it is part of, once it had begun."""
        same_slice = self.target.segment in {event.segment or self.target.segment, ALL}
        overlaps = self.period.start <= event.ends_on and event.starts_on <= min(
            self.period.end, self.heard_on
        )
        return self.definition.kpi == event.kpi and same_slice and overlaps


def alerts_of(published: Published, as_of: date) -> list[Alert]:
    """Every alert that would have been heard by a day."""
    found = []
    for facts in published.kpis:
        for target, told in replay(facts).items():
            before = None
            for replayed in told:
                judgement = replayed.judgement
                if target and judgement.period and judgement.verdict is Verdict.ALERT:
                    is_new = before is not Verdict.ALERT
                    alert = Alert(facts.definition, target, judgement.period, replayed.heard_on, is_new)
                    found += [alert] if alert.heard_on <= as_of else []
                before = judgement.verdict
    return sorted(found, key=lambda a: (a.period.start, a.definition.kpi, a.target.members))


_day = date.fromisoformat


def read_events(path: Path) -> list[Event]:
    """The file of events; none where there is no such file."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if not set(EVENT_COLUMNS) <= set(rows.fieldnames or ()):
                raise ValueError("columns")
            return [
                Event(row["event"], row["kpi"], row["segment"], _day(row["starts_on"]), _day(row["ends_on"]))
                for row in rows
            ]
    except ValueError as error:
        raise UserError(f"{path} needs the columns {', '.join(EVENT_COLUMNS)}, days as 2026-03-31") from error


def table(published: Published, as_of: date, events_file: Path) -> str:
    """The back-test as a text in Markdown, which reads on a terminal too."""
    formats = Formats(Lang.EN, published.run)
    alerts, events = alerts_of(published, as_of), read_events(events_file)
    blocks = [_per_period(alerts, published, as_of, formats), _per_owner(alerts, published, as_of)]
    blocks += [_per_event(alerts, events, formats)] if events else []
    return "\n\n".join(blocks) + "\n"


def _per_period(alerts: Sequence[Alert], published: Published, as_of: date, formats: Formats) -> str:
    periods = sorted(
        {p.start: p for facts in published.kpis for p in facts.periods if p.end <= as_of}.items()
    )
    rows = [
        [formats.period(period), str(sum(a.is_new for a in now)), str(len(now)), _names(now, formats)]
        for start, period in periods
        for now in [[alert for alert in alerts if alert.period.start == start]]
    ]
    return _table(["period", "new alerts", "standing", "alerts"], rows)


def _names(alerts: Sequence[Alert], formats: Formats) -> str:
    """Each KPI with its slice, or with the number of its slices."""
    slices: dict[str, list[str]] = defaultdict(list)
    for alert in alerts:
        slices[formats.label(alert.definition)].append(formats.slice(alert.target))
    return "; ".join(f"{kpi} {of[0] if len(of) == 1 else f'×{len(of)}'}" for kpi, of in slices.items())


def _per_owner(alerts: Sequence[Alert], published: Published, as_of: date) -> str:
    """Alerts per period replayed, those to come included of which one speaks."""
    new = Counter(alert.definition.kpi_owner for alert in alerts if alert.is_new)
    standing = Counter(alert.definition.kpi_owner for alert in alerts)
    replayed = {p.start for facts in published.kpis for p in facts.periods if p.end <= as_of}
    periods = len(replayed | {alert.period.start for alert in alerts}) or 1
    rows = [
        [plain(owner), str(new[owner]), str(n), f"{n / periods:.1f}"] for owner, n in sorted(standing.items())
    ]
    return _table(["owner", "new alerts", "standing", "standing per period"], rows)


def _per_event(alerts: Sequence[Alert], events: Sequence[Event], formats: Formats) -> str:
    """Whether each event was caught and how soon, and how many alerts were about one."""
    rows = []
    for event in events:
        hits = [alert for alert in alerts if alert.is_about(event)]
        of_kpi = [alert for alert in alerts if alert.definition.kpi == event.kpi]
        first = min(hits, key=lambda a: (a.heard_on, a.target.segment != event.segment), default=None)
        rows.append(
            [
                plain(event.event),
                f"{event.kpi} {event.segment}".strip(),
                str(event.starts_on),
                f"{formats.slice(first.target)} on {first.heard_on}" if first else "never",
                str((first.heard_on - event.starts_on).days) if first else "",
                f"{len(hits)} of {len(of_kpi)}",
            ]
        )
    caught = sum(row[4] != "" for row in rows)
    about = sum(any(alert.is_about(event) for event in events) for alert in alerts)
    rows.append(["all", "", "", f"{caught} of {len(events)}", "", f"{about} of {len(alerts)}"])
    return _table(["event", "KPI", "starts on", "first alert", "days", "alerts about it"], rows)


def _table(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    )
