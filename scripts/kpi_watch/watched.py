"""What alerts watch: of each KPI and slice that may page somebody, its judged periods in order."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kpi_watch.anomalies import Sensitivity, latest_surprise
from kpi_watch.incidents import Point
from kpi_watch.periods import JUDGED, Judged, KpiFacts, closed_periods, judge_period, judged_periods
from kpi_watch.records import ALL, Comparison, Definition, Direction, Grain, Period, Reading, Target
from kpi_watch.verdicts import Judgement, Reason, Verdict

ANOMALY = "anomaly"
NO_LIMITS = (None, None, None, None, None, None, None)
RECENT_MONTHS = 4
"""An anomaly is news of the last months; longer ago it is history."""


@dataclass(frozen=True)
class Watched:
    """One KPI, rule and slice: its latest judgement, and the periods up to it."""

    rule: str
    grain: Grain
    judgement: Judgement
    points: tuple[Point, ...]

    @property
    def scope(self) -> tuple[str, str, str, str]:
        """The KPI, rule and length of its periods, and the period where each has its own incident."""
        period = self.judgement.period
        own_period = str(period.start) if period and self.points[-1].is_running else ""
        return self.judgement.definition.kpi, self.rule, self.grain, own_period

    @property
    def members(self) -> tuple[str, ...]:
        """The members of the slice."""
        return self.judgement.target.members if self.judgement.target else ()

    @property
    def is_total(self) -> bool:
        """Whether it is cut by nothing."""
        return set(self.members) <= {ALL}

    @property
    def name(self) -> str:
        """The slice in words."""
        return " · ".join(member for member in self.members if member != ALL)

    @property
    def fingerprint(self) -> str:
        """KPI, rule and slice, as text that no name can forge."""
        return json.dumps([*self.scope, *self.members], ensure_ascii=False)


def watched_targets(facts: KpiFacts, as_of: date, clear_margin: Decimal) -> list[Watched]:
    """Every total, segment and channel with a target; sellers and industries page nobody."""
    kpi, periods = facts.definition.kpi, facts.periods
    is_running = JUDGED.get(kpi) is Judged.RUNNING_AND_NEXT
    due = (judged_periods if is_running else closed_periods)(kpi, periods, as_of)
    series: dict[tuple[tuple[str, ...], Comparison, Period | None], list[Judgement]] = {}
    for judgement in (j for period in due for j in judge_period(facts, period, as_of)):
        target = judgement.target
        if target and target.industry == target.seller == ALL:
            own = judgement.period if is_running else None
            series.setdefault((target.members, target.comparison, own), []).append(judgement)
    return [
        Watched(comparison, facts.grain, judgements[-1], _points(judgements, clear_margin, is_running))
        for (_, comparison, _), judgements in series.items()
        if is_running or _start(judgements[-1]) == due[-1].start
    ]


def _start(judgement: Judgement) -> date:
    return judgement.period.start if judgement.period else date.min


def _points(judgements: Sequence[Judgement], margin: Decimal, is_running: bool) -> tuple[Point, ...]:
    """A raw value, without an interval, must be off in two consecutive periods."""
    befores: Iterable[Judgement | None] = [None, *judgements[:-1]]
    return tuple(
        Point(
            _start(judgement),
            judgement.verdict,
            is_running or judgement.interval is not None or _was_off(before, judgement),
            is_clear(judgement, margin),
            is_running,
        )
        for before, judgement in zip(befores, judgements, strict=True)
    )


def _was_off(before: Judgement | None, judgement: Judgement) -> bool:
    if judgement.verdict is Verdict.ALERT:
        return True
    follows = before and before.reading is not None and before.reading == judgement.previous
    return bool(before and follows and before.verdict in {Verdict.ALERT, Verdict.WATCH})


def is_clear(judgement: Judgement, margin: Decimal) -> bool:
    """Whether a value lies so far inside that the next small move brings no new alert.

    The clear threshold is inside the edge of the target band by a part of the way from the alert limit to
    that edge, and no further than the middle of the band.
    """
    target, value = judgement.target, judgement.measured
    if judgement.verdict is not Verdict.ON_TARGET or target is None or value is None:
        return judgement.verdict is Verdict.ON_TARGET
    low, high = target.target_low, target.target_high
    is_higher = judgement.definition.direction is Direction.HIGHER
    from_below = value, low if is_higher else None, target.alert_below, high
    from_above = value, None if is_higher else high, target.alert_above, low
    return _has_room(margin, *from_below) and _has_room(margin, *from_above)


def _has_room(
    margin: Decimal, value: Decimal, edge: Decimal | None, limit: Decimal | None, far_edge: Decimal | None
) -> bool:
    """Whether a value on target is far enough from one edge, or from the alert limit where it has none."""
    inner = edge if edge is not None else limit
    if inner is None:
        return True
    zone = abs(inner - limit) if limit is not None else Decimal(0)
    room = margin * (zone or abs(inner))
    if edge is not None and far_edge is not None:
        room = min(room, abs(far_edge - edge) / 2)
    return abs(value - inner) >= room


def watched_months(
    definition: Definition, segment: str, readings: Sequence[Reading], limits: Sensitivity
) -> Watched | None:
    """The same KPI by month, where a month is unlike those before it."""
    known: list[Reading] = []
    for reading in reversed(readings):
        is_next = not known or reading.period_end + timedelta(days=1) == known[0].period_start
        if reading.kpi_value is None or not is_next:
            break
        known.insert(0, reading)
    target = Target(segment, ALL, ALL, ALL, Comparison.LEVEL, *NO_LIMITS, ANOMALY)
    found = [_month(definition, target, known[:n], limits) for n in range(1, len(known) + 1)[-RECENT_MONTHS:]]
    return Watched(ANOMALY, Grain.MONTH, found[-1][0], tuple(point for _, point in found)) if found else None


def _month(
    definition: Definition, target: Target, readings: Sequence[Reading], limits: Sensitivity
) -> tuple[Judgement, Point]:
    reading = readings[-1]
    found = latest_surprise([float(r.kpi_value or 0) for r in readings], limits)
    given: dict[str, Any] = {"reading": reading, "previous": readings[-2] if len(readings) > 1 else None}
    blank = Judgement(definition, target, reading.period, Verdict.ON_TARGET, Reason.INSIDE, **given)
    if found is None or (reading.sample_size or 0) < limits.sample:
        verdict = Verdict.NOT_ENOUGH_EVIDENCE
        return replace(blank, verdict=verdict, reason=Reason.SMALL_SAMPLE), Point(
            reading.period_start, verdict
        )
    verdict = Verdict.WATCH if found.is_anomaly(limits) else Verdict.ON_TARGET
    judgement = replace(blank, verdict=verdict, reason=Reason.UNUSUAL, measured=Decimal(repr(found.expected)))
    point = Point(reading.period_start, verdict, is_clear=abs(found.score) < limits.clear_score)
    return judgement, point
