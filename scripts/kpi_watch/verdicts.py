"""The verdicts: pure rules over published rows and targets.

A *beyond* verdict needs evidence; a raw point alone never alerts.

- A level of a share (a ratio whose numerator is part of its denominator) is beyond a limit when
  its whole Wilson interval is. This holds for `watch` as for `alert`: with `--fail-on warn` a
  watch stops somebody's work too, and a healthy rate at its target lies below it every second
  quarter. A point that is off while its interval reaches the target is `not_enough_evidence`.
- Everything else (money, days, months, times, ratios that may pass 1, changes on the year) has no
  interval. It must be beyond the alert limit in two consecutive closed periods; in the first one
  it is on `watch`, and so is a value between the target band and the limit. Both periods are held
  against the limit in force for the judged one: the question is whether the value is really
  there, not since when somebody minds. The running period of a stock does not wait for a second
  one, since it can only be mended before it closes.
- A target's minimum sample holds for every period that a verdict rests on.
- Equality with a limit is inside. Only the bad side of a target band is off target; an alert limit
  on the good side counts, because somebody wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from kpi_watch.evidence import Interval, effective_sample, wilson_interval
from kpi_watch.records import Comparison, Definition, Direction, Period, Reading, Target, Unit

CHANGE_STEP = Decimal("0.000001")
"""Changes are compared in steps of a millionth: a value's ninth decimal is rounding."""

NOT_SHARES = frozenset({"kpi_net_revenue_retention", "kpi_forecast_accuracy"})
"""Ratios whose numerator is no part of their denominator."""


class Verdict(StrEnum):
    """What is said of one KPI and slice, worst first."""

    ALERT = "alert"
    WATCH = "watch"
    STALE = "stale"
    NO_DATA = "no_data"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    ON_TARGET = "on_target"


class Reason(StrEnum):
    """Why it is said."""

    BEYOND_LIMIT = "beyond_alert_limit"
    FIRST_PERIOD = "first_period_beyond_alert_limit"
    OFF_TARGET = "off_target"
    INTERVAL_REACHES_TARGET = "interval_reaches_target"
    SMALL_SAMPLE = "below_minimum_sample"
    NO_TARGET = "no_target"
    NO_ROW = "no_row"
    NO_VALUE = "no_value"
    NO_YEAR_BEFORE = "no_year_before"
    DATA_TOO_OLD = "data_too_old"
    HELD_BACK = "held_back"
    NEVER_RELEASED = "never_released"
    QUOTA_REACHED = "quota_reached"
    UNUSUAL = "unusual"
    INSIDE = "inside"


@dataclass(frozen=True)
class History:
    """The readings of one slice."""

    readings: Mapping[date, Reading]

    def before(self, reading: Reading) -> Reading | None:
        """The reading of the period that ends the day before this one starts."""
        eve = reading.period_start - timedelta(days=1)
        return next((r for r in self.readings.values() if r.period_end == eve), None)

    def year_before(self, reading: Reading) -> Reading | None:
        """The same period of the year before; a week has the one 52 weeks ago."""
        start = reading.period_start
        if (reading.period_end - start).days < 7:
            return self.readings.get(start - timedelta(weeks=52))
        return self.readings.get(start.replace(year=start.year - 1))


@dataclass(frozen=True)
class Judgement:
    """A verdict, and all that it rests on."""

    definition: Definition
    target: Target | None
    period: Period | None
    verdict: Verdict
    reason: Reason
    reading: Reading | None = None
    previous: Reading | None = None
    measured: Decimal | None = None
    interval: Interval | None = None


def change(value: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Relative change; none where there is nothing to compare with."""
    if value is None or base is None or base <= 0:
        return None
    return (value / base - 1).quantize(CHANGE_STEP)


def judge_slice(
    definition: Definition,
    target: Target,
    history: History,
    reading: Reading,
    *,
    is_running: bool = False,
) -> Judgement:
    """Judge one reading against one target."""
    case = _Case(definition, target, history)
    verdict, reason = case.verdict(reading, is_running=is_running)
    return Judgement(
        definition,
        target,
        reading.period,
        verdict,
        reason,
        reading,
        history.before(reading),
        case.measure(reading),
        case.interval(reading),
    )


@dataclass(frozen=True)
class _Case:
    definition: Definition
    target: Target
    history: History

    def verdict(self, reading: Reading, *, is_running: bool) -> tuple[Verdict, Reason]:
        if reading.value_status == Reason.QUOTA_REACHED:
            return Verdict.ON_TARGET, Reason.QUOTA_REACHED
        if reading.kpi_value is None:
            return Verdict.NO_DATA, Reason.NO_VALUE
        point = self.measure(reading)
        if point is None:
            return Verdict.NO_DATA, Reason.NO_YEAR_BEFORE
        if not self.has_sample(reading):
            return Verdict.NOT_ENOUGH_EVIDENCE, Reason.SMALL_SAMPLE
        if interval := self.interval(reading):
            return self.by_interval(point, interval)
        return self.by_periods(point, confirmed=is_running or self.was_beyond_limit(reading))

    def measure(self, reading: Reading) -> Decimal | None:
        """The number that the target speaks of."""
        if self.target.comparison is Comparison.LEVEL:
            return reading.kpi_value
        base = self.history.year_before(reading)
        return change(reading.kpi_value, base.kpi_value if base else None)

    def has_sample(self, reading: Reading) -> bool:
        resting_on = [reading]
        if self.target.comparison is Comparison.CHANGE_ON_YEAR:
            resting_on += filter(None, [self.history.year_before(reading)])
        minimum = self.target.minimum_sample or 0
        return all((r.sample_size or 0) >= minimum for r in resting_on)

    def interval(self, reading: Reading) -> Interval | None:
        if (
            reading.kpi_value is None
            or self.definition.unit is not Unit.RATIO
            or self.definition.kpi in NOT_SHARES
            or self.target.comparison is not Comparison.LEVEL
            or not 0 <= reading.kpi_value <= 1
        ):
            return None
        sample = effective_sample(reading.denominator, reading.sum_of_squares)
        return wilson_interval(float(reading.kpi_value), sample)

    def by_interval(self, point: Decimal, interval: Interval) -> tuple[Verdict, Reason]:
        low, high = Decimal(interval.low), Decimal(interval.high)
        if self.beyond_limit(low, high):
            return Verdict.ALERT, Reason.BEYOND_LIMIT
        if self.off_target(low, high):
            return Verdict.WATCH, Reason.OFF_TARGET
        if self.beyond_limit(point, point) or self.off_target(point, point):
            return Verdict.NOT_ENOUGH_EVIDENCE, Reason.INTERVAL_REACHES_TARGET
        return Verdict.ON_TARGET, Reason.INSIDE

    def by_periods(self, point: Decimal, *, confirmed: bool) -> tuple[Verdict, Reason]:
        if self.beyond_limit(point, point):
            if confirmed:
                return Verdict.ALERT, Reason.BEYOND_LIMIT
            return Verdict.WATCH, Reason.FIRST_PERIOD
        if self.off_target(point, point):
            return Verdict.WATCH, Reason.OFF_TARGET
        return Verdict.ON_TARGET, Reason.INSIDE

    def was_beyond_limit(self, reading: Reading) -> bool:
        before = self.history.before(reading)
        point = self.measure(before) if before else None
        if before is None or point is None or not self.has_sample(before):
            return False
        return self.beyond_limit(point, point)

    def beyond_limit(self, low: Decimal, high: Decimal) -> bool:
        """Whether all from low to high is beyond one of the alert limits."""
        below, above = self.target.alert_below, self.target.alert_above
        return (below is not None and high < below) or (above is not None and low > above)

    def off_target(self, low: Decimal, high: Decimal) -> bool:
        """Whether all from low to high is on the bad side of the target band."""
        if self.definition.direction is Direction.HIGHER:
            return self.target.target_low is not None and high < self.target.target_low
        return self.target.target_high is not None and low > self.target.target_high
