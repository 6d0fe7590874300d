"""The state machine of alerts: pure, and counted in periods, so that a second run has nothing to say.

What was last said of a KPI and slice comes from the outbox; the periods after it are walked anew in every
run. Only where the walk ends is told: what came and went while nobody ran is no news, and a corrected past
is a note in the next message.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi_watch.verdicts import Verdict

SETTLED = 4
"""Periods on target in a row after which an incident is over, though none passed the clear threshold."""


class Transition(StrEnum):
    """What an event says."""

    WARN = "warn"
    CRITICAL = "critical"
    RESOLVED = "resolved"
    RESTATED = "restated"


class State(StrEnum):
    """Where a KPI and slice stand."""

    OK = "ok"
    PENDING = "pending"
    WARN = "firing_warn"
    CRITICAL = "firing_critical"
    RECOVERING = "recovering"
    RESOLVED = "resolved"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NO_DATA = "no_data"
    STALE = "stale"
    MUTED = "muted"


LEVELS = {Transition.WARN: 1, Transition.CRITICAL: 2}
SEVERITIES = {Verdict.WATCH: 1, Verdict.ALERT: 2}
UNKNOWN = {
    Verdict.NOT_ENOUGH_EVIDENCE: State.NOT_ENOUGH_EVIDENCE,
    Verdict.NO_DATA: State.NO_DATA,
    Verdict.STALE: State.STALE,
}


@dataclass(frozen=True)
class Point:
    """One judged period: confirmed where one period is proof enough, clear where it lies well inside."""

    start: date
    verdict: Verdict
    is_confirmed: bool = True
    is_clear: bool = False
    is_running: bool = False

    @property
    def severity(self) -> int:
        """0 nothing, 1 warn, 2 critical."""
        return SEVERITIES.get(self.verdict, 0)


@dataclass(frozen=True)
class Event:
    """One thing said of one KPI and slice."""

    fingerprint: str
    transition: Transition
    period: date
    since: date

    @property
    def key(self) -> str:
        """What makes it the same event in every run."""
        return json.dumps([self.fingerprint, self.period.isoformat(), self.transition])


@dataclass(frozen=True)
class Incident:
    """Where the walk ended, and the event to send, if any."""

    state: State
    since: date | None = None
    event: Event | None = None
    note: Event | None = None


def walk(fingerprint: str, points: Sequence[Point], said: Event | None = None) -> Incident:
    """Walk the periods after the one that was last spoken of, in order."""
    if not points or points[-1].verdict is Verdict.STALE:
        return Incident(State.STALE if points else State.NO_DATA)
    known = LEVELS.get(said.transition, 0) if said else 0
    level, since = known, said.since if said else points[0].start
    fine, is_new = 0, False
    onset: date | None = None
    for point in points:
        if point.verdict is Verdict.ON_TARGET:
            onset = None
        elif point.severity:
            onset = onset or point.start
        if said and point.start <= said.period and not point.is_running:
            continue
        fine = fine + 1 if point.verdict is Verdict.ON_TARGET else 0
        if level and (point.is_clear or fine >= SETTLED):
            level = 0
        elif point.is_confirmed and point.severity > level:
            if level == 0:
                since, is_new = onset or point.start, True
            level = point.severity
    last = points[-1]
    transition = _transition(known, level, last, is_new=is_new)
    event = Event(fingerprint, transition, last.start, since) if transition else None
    state = _state(level, last, was_open=known > 0)
    return Incident(state, since if level else None, event, _note(points, said))


def _state(level: int, last: Point, *, was_open: bool) -> State:
    if last.verdict in UNKNOWN:
        return UNKNOWN[last.verdict]
    if level:
        return State.RECOVERING if not last.severity else State.CRITICAL if level > 1 else State.WARN
    if last.severity:
        return State.PENDING
    return State.RESOLVED if was_open else State.OK


def _transition(known: int, level: int, last: Point, *, is_new: bool) -> Transition | None:
    """The one that is news; a breach is news only while its latest period is one."""
    if known and not level:
        return Transition.RESOLVED
    if level and last.severity and (level > known or is_new):
        return Transition.CRITICAL if level > 1 else Transition.WARN
    return None


def _note(points: Sequence[Point], said: Event | None) -> Event | None:
    """A period that was told as a breach, and is none any more."""
    if said is None or said.transition not in LEVELS:
        return None
    is_corrected = any(p.start == said.period and p.is_clear and not p.is_running for p in points)
    if not is_corrected:
        return None
    return Event(said.fingerprint, Transition.RESTATED, said.period, said.since)
