"""Which rows are judged, and whether the data reach them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kpi_watch.records import Definition, Grain, Period, Target
from kpi_watch.releases import Release, Status
from kpi_watch.verdicts import History, Judgement, Reason, Verdict, judge_slice


class Judged(StrEnum):
    """Which periods of a KPI are judged."""

    LATEST_FINAL = "latest_final"
    LATEST_CLOSED = "latest_closed"
    RUNNING_AND_NEXT = "running_and_next"


JUDGED = {
    "kpi_pipeline_coverage": Judged.RUNNING_AND_NEXT,
    "kpi_forecast_accuracy": Judged.LATEST_CLOSED,
}
"""The KPIs that look ahead, or that are done when their period is; all others wait to be final."""


@dataclass(frozen=True)
class KpiFacts:
    """All that was read of one KPI; the target is none where it has none at the judged grain."""

    definition: Definition
    grain: Grain
    data_as_of: date | None
    histories: Mapping[Target | None, History]
    release: Release | None = None

    @property
    def periods(self) -> list[Period]:
        """Every period that any slice has, in order."""
        readings = [r for history in self.histories.values() for r in history.readings.values()]
        return sorted({reading.period for reading in readings}, key=lambda period: period.start)


def judge_kpi(facts: KpiFacts, as_of: date) -> list[Judgement]:
    """Judge every slice that has a target, for every period that is due.

    A target must be valid on the first day of the judged period, so that a quarter that began
    under one target is not judged by the next. Without any the KPI itself is reported.
    """
    due = judged_periods(facts.definition.kpi, facts.periods, as_of)
    if not due:
        return judge_period(facts, None, as_of)
    return [judgement for period in due for judgement in judge_period(facts, period, as_of)]


def judge_period(facts: KpiFacts, period: Period | None, as_of: date) -> list[Judgement]:
    """Judge every slice that has a target, for one period."""
    day = period.start if period else as_of
    targets = [t for t in facts.histories if t is not None and t.holds_on(day)]
    if not targets:
        return [_unjudged(facts, None, period, Reason.NO_TARGET)]
    if facts.release and facts.release.status is Status.NEVER:
        return [_unjudged(facts, target, period, Reason.NEVER_RELEASED) for target in targets]
    if is_stale(facts, as_of):
        return [_unjudged(facts, target, period, Reason.DATA_TOO_OLD) for target in targets]
    judged = [_judge_target(facts, target, period, as_of) for target in targets]
    if facts.release and facts.release.status is Status.STALE:
        return [replace(j, verdict=Verdict.STALE, reason=Reason.HELD_BACK) for j in judged]
    return judged


def _judge_target(facts: KpiFacts, target: Target, period: Period | None, as_of: date) -> Judgement:
    history = facts.histories[target]
    reading = history.readings.get(period.start) if period else None
    if reading is None:
        return _unjudged(facts, target, period, Reason.NO_ROW)
    running = reading.period_end > as_of
    return judge_slice(facts.definition, target, history, reading, is_running=running)


def _unjudged(facts: KpiFacts, target: Target | None, period: Period | None, reason: Reason) -> Judgement:
    verdict = Verdict.STALE if reason is Reason.DATA_TOO_OLD else Verdict.NO_DATA
    return Judgement(facts.definition, target, period, verdict, reason)


def judged_periods(kpi: str, periods: Sequence[Period], as_of: date) -> list[Period]:
    """The periods of a KPI that are judged on a day, given all of its periods in order."""
    rule = JUDGED.get(kpi, Judged.LATEST_FINAL)
    if rule is Judged.RUNNING_AND_NEXT:
        return [p for p in periods if p.end > as_of][:2]
    return closed_periods(kpi, periods, as_of)[-1:]


def closed_periods(kpi: str, periods: Sequence[Period], as_of: date) -> list[Period]:
    """The periods whose numbers are done on a day, in order."""
    is_done_when_closed = JUDGED.get(kpi) is Judged.LATEST_CLOSED
    return [p for p in periods if p.end <= as_of and (p.is_final or is_done_when_closed)]


def is_stale(facts: KpiFacts, as_of: date) -> bool:
    """Whether a period closed after the last day of the data and before as_of was over.

    Its numbers are missing, so the period before it is no longer the latest.
    """
    if facts.data_as_of is None or not facts.periods:
        return False
    ends = [period.end for period in facts.periods]
    open_ends = [end for end in ends if end > facts.data_as_of]
    end = min(open_ends, default=ends[-1])
    while end <= facts.data_as_of:
        end = end_of_next(end, facts.grain)
    return end <= as_of


def end_of_next(period_end: date, grain: Grain) -> date:
    """Last day of the period after the one that ends on a day."""
    if grain is Grain.WEEK:
        return period_end + timedelta(weeks=1)
    months = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
    month_count = period_end.year * 12 + period_end.month + months
    return date(month_count // 12, month_count % 12 + 1, 1) - timedelta(days=1)
