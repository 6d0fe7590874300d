"""The verdicts, rule by rule: each test is one sentence of the definition."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_watch.periods import KpiFacts, end_of_next, judge_kpi, judged_periods
from kpi_watch.records import Comparison, Definition, Direction, Grain, Period, Reading, Target, Unit
from kpi_watch.verdicts import History, Judgement, Reason, Verdict, judge_slice

AS_OF = date(2026, 5, 15)
ENDS = [date(2024, 12, 31), *(date(2025, m, d) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31)))]
ENDS += [date(2026, 3, 31), date(2026, 6, 30)]
"""Ends of the quarters: all but the last have closed on AS_OF."""


def definition(unit: Unit = Unit.MONEY, kpi: str = "kpi_x", *, lower: bool = False) -> Definition:
    better = Direction.LOWER if lower else Direction.HIGHER
    return Definition(kpi, "X", "X", unit, better, "Sales Ops", "conversion", 1)


def target(comparison: Comparison = Comparison.LEVEL, segment: str = "All", **given: Any) -> Target:
    numbers = {
        key: Decimal(given[key]) if key in given else None
        for key in ("target_low", "target_high", "alert_below", "alert_above")
    }
    rest = {key: given.get(key) for key in ("minimum_sample", "valid_from", "valid_to")}
    return Target(segment, "All", "All", "All", comparison, **numbers, **rest, source="test")


def quarter(end: date, value: str | None, sample: int = 100, status: str = "ok") -> Reading:
    start = (end - timedelta(days=80)).replace(day=1)
    number = Decimal(value) if value is not None else None
    parts = (number * sample if number is not None else None, Decimal(sample), Decimal(sample))
    final = end <= AS_OF
    return Reading(start, end, min(end, AS_OF), *parts, sample, number, None, status, final)


def history(*values: str | None, sample: int = 100, until: int = -1) -> History:
    """One reading per closed quarter, the last of them at the end."""
    ends = ENDS[: until or None][-len(values) :]
    readings = [quarter(end, value, sample) for end, value in zip(ends, values, strict=True)]
    return History({reading.period_start: reading for reading in readings})


def judged(what: Definition, against: Target, past: History) -> tuple[Verdict, Reason]:
    latest = max(past.readings.values(), key=lambda reading: reading.period_start)
    judgement = judge_slice(what, against, past, latest)
    return judgement.verdict, judgement.reason


BAND = {"target_low": "0.20", "target_high": "0.35", "alert_below": "0.15"}


@pytest.mark.parametrize(
    ("rate", "sample", "verdict", "reason"),
    [
        ("0.25", 100, Verdict.ON_TARGET, Reason.INSIDE),
        ("0.20", 100, Verdict.ON_TARGET, Reason.INSIDE),  # equality is inside
        ("0.60", 100, Verdict.ON_TARGET, Reason.INSIDE),  # above the band is not bad
        ("-1.50", 100, Verdict.WATCH, Reason.FIRST_PERIOD),  # no share after all, so no interval
        ("0.19", 100, Verdict.NOT_ENOUGH_EVIDENCE, Reason.INTERVAL_REACHES_TARGET),
        ("0.10", 12, Verdict.NOT_ENOUGH_EVIDENCE, Reason.INTERVAL_REACHES_TARGET),
        ("0.17", 1000, Verdict.WATCH, Reason.OFF_TARGET),
        ("0.14", 300, Verdict.WATCH, Reason.OFF_TARGET),  # beyond the limit, but only perhaps
        ("0.10", 300, Verdict.ALERT, Reason.BEYOND_LIMIT),
        ("0.00", 12, Verdict.ALERT, Reason.BEYOND_LIMIT),
        ("0.00", 5, Verdict.NOT_ENOUGH_EVIDENCE, Reason.INTERVAL_REACHES_TARGET),
    ],
)
def test_a_share_is_judged_by_its_interval(rate: str, sample: int, verdict: Verdict, reason: Reason) -> None:
    past = history(rate, sample=sample)
    assert judged(definition(Unit.RATIO), target(**BAND), past) == (verdict, reason)


def test_a_share_of_money_counts_its_deals_by_weight() -> None:
    reading = Reading(
        *(date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 31)),
        *(Decimal(50), Decimal(1000), Decimal(810_000), 101, Decimal("0.05"), None, "ok", True),
    )
    past = History({reading.period_start: reading})
    verdict = judged(definition(Unit.RATIO), target(**BAND), past)
    assert verdict == (Verdict.NOT_ENOUGH_EVIDENCE, Reason.INTERVAL_REACHES_TARGET)


@pytest.mark.parametrize("kpi", ["kpi_net_revenue_retention", "kpi_forecast_accuracy"])
def test_a_ratio_that_is_no_share_has_no_interval(kpi: str) -> None:
    limits = target(target_low="1.10", alert_below="1.00")
    assert judged(definition(Unit.RATIO, kpi), limits, history("0.99", "0.98"))[0] is Verdict.ALERT
    assert judged(definition(Unit.RATIO, kpi), limits, history("1.01", "0.98"))[0] is Verdict.WATCH


HIGHER = {"target_low": "100", "target_high": "120", "alert_below": "90"}
LOWER = {"target_low": "30", "target_high": "40", "alert_above": "50"}


@pytest.mark.parametrize(
    ("values", "limits", "verdict", "reason"),
    [
        (("80", "110"), HIGHER, Verdict.ON_TARGET, Reason.INSIDE),
        (("80", "100"), HIGHER, Verdict.ON_TARGET, Reason.INSIDE),
        (("80", "500"), HIGHER, Verdict.ON_TARGET, Reason.INSIDE),
        (("80", "95"), HIGHER, Verdict.WATCH, Reason.OFF_TARGET),
        (("80", "90"), HIGHER, Verdict.WATCH, Reason.OFF_TARGET),
        (("95", "89"), HIGHER, Verdict.WATCH, Reason.FIRST_PERIOD),
        (("90", "89"), HIGHER, Verdict.WATCH, Reason.FIRST_PERIOD),
        ((None, "89"), HIGHER, Verdict.WATCH, Reason.FIRST_PERIOD),
        (("89",), HIGHER, Verdict.WATCH, Reason.FIRST_PERIOD),
        (("80", "89"), HIGHER, Verdict.ALERT, Reason.BEYOND_LIMIT),
        (("80", None), HIGHER, Verdict.NO_DATA, Reason.NO_VALUE),
        (("60", "10"), LOWER, Verdict.ON_TARGET, Reason.INSIDE),
        (("60", "40"), LOWER, Verdict.ON_TARGET, Reason.INSIDE),
        (("60", "50"), LOWER, Verdict.WATCH, Reason.OFF_TARGET),
        (("45", "51"), LOWER, Verdict.WATCH, Reason.FIRST_PERIOD),
        (("60", "51"), LOWER, Verdict.ALERT, Reason.BEYOND_LIMIT),
        (("7", "8"), {}, Verdict.ON_TARGET, Reason.INSIDE),
    ],
)
def test_money_and_days_need_two_periods_beyond_the_limit(
    values: tuple[str | None, ...], limits: dict[str, str], verdict: Verdict, reason: Reason
) -> None:
    what = definition(Unit.DAYS if limits is LOWER else Unit.MONEY, lower=limits is LOWER)
    assert judged(what, target(**limits), history(*values)) == (verdict, reason)


def test_a_gap_between_two_bad_periods_confirms_nothing() -> None:
    past = History({r.period_start: r for r in (quarter(ENDS[3], "1"), quarter(ENDS[5], "1"))})
    assert judged(definition(), target(**HIGHER), past)[0] is Verdict.WATCH


def test_an_alert_limit_on_the_good_side_counts_because_somebody_wrote_it() -> None:
    limits = target(**HIGHER, alert_above="200")
    assert judged(definition(), limits, history("201", "202"))[0] is Verdict.ALERT


@pytest.mark.parametrize("unit", [Unit.RATIO, Unit.MONEY])
@pytest.mark.parametrize(("minimum", "few"), [(None, False), (100, False), (101, True)])
def test_a_minimum_sample_comes_first(unit: Unit, minimum: int | None, few: bool) -> None:
    limits = target(alert_below="0.9", minimum_sample=minimum)
    expected = Verdict.NOT_ENOUGH_EVIDENCE if few else Verdict.ALERT
    assert judged(definition(unit), limits, history("0.1", "0.1", sample=100))[0] is expected


def test_a_small_sample_before_confirms_nothing() -> None:
    past = History({r.period_start: r for r in (quarter(ENDS[4], "1", sample=3), quarter(ENDS[5], "1"))})
    limits = target(**HIGHER, minimum_sample=10)
    assert judged(definition(), limits, past) == (Verdict.WATCH, Reason.FIRST_PERIOD)


GROWTH = {"target_low": "0.10", "target_high": "0.20", "alert_below": "0"}


@pytest.mark.parametrize(
    ("values", "verdict", "reason"),
    [
        (("100", "1", "1", "1", "110"), Verdict.ON_TARGET, Reason.INSIDE),
        (("33.333333333", "1", "1", "1", "36.666666666"), Verdict.ON_TARGET, Reason.INSIDE),
        (("100", "1", "1", "1", "100"), Verdict.WATCH, Reason.OFF_TARGET),
        (("100", "1", "1", "1", "99"), Verdict.WATCH, Reason.FIRST_PERIOD),
        (("50", "100", "1", "1", "49", "99"), Verdict.ALERT, Reason.BEYOND_LIMIT),
        (("50", "100", "1", "1", "51", "99"), Verdict.WATCH, Reason.FIRST_PERIOD),
        (("1", "1", "1", "110"), Verdict.NO_DATA, Reason.NO_YEAR_BEFORE),
        ((None, "1", "1", "1", "110"), Verdict.NO_DATA, Reason.NO_YEAR_BEFORE),
        (("0", "1", "1", "1", "110"), Verdict.NO_DATA, Reason.NO_YEAR_BEFORE),
    ],
)
def test_a_change_is_judged_against_the_same_quarter_of_the_year_before(
    values: tuple[str | None, ...], verdict: Verdict, reason: Reason
) -> None:
    limits = target(Comparison.CHANGE_ON_YEAR, **GROWTH)
    assert judged(definition(), limits, history(*values)) == (verdict, reason)


def test_a_change_of_a_rate_has_no_interval() -> None:
    limits = target(Comparison.CHANGE_ON_YEAR, **GROWTH)
    past = history("0.5", "0.5", "0.5", "0.5", "0.1")
    assert judged(definition(Unit.RATIO), limits, past) == (Verdict.WATCH, Reason.FIRST_PERIOD)


def test_a_change_from_a_handful_of_deals_proves_nothing() -> None:
    readings = [quarter(ENDS[1], "100", sample=3), quarter(ENDS[5], "50")]
    past = History({reading.period_start: reading for reading in readings})
    limits = target(Comparison.CHANGE_ON_YEAR, **GROWTH, minimum_sample=10)
    assert judged(definition(), limits, past) == (Verdict.NOT_ENOUGH_EVIDENCE, Reason.SMALL_SAMPLE)


def test_a_week_is_compared_with_the_one_52_weeks_before() -> None:
    monday = date(2026, 3, 2)
    readings = {
        start: Reading(start, start + timedelta(6), start, None, None, None, 50, value, None, "ok", True)
        for start, value in ((monday, Decimal(120)), (monday - timedelta(weeks=52), Decimal(100)))
    }
    judgement = judge_slice(
        *(definition(), target(Comparison.CHANGE_ON_YEAR, **GROWTH), History(readings), readings[monday])
    )
    assert judgement.measured == Decimal("0.2")


def test_a_reached_quota_withholds_the_value_and_is_on_target() -> None:
    reading = quarter(ENDS[5], None, status="quota_reached")
    past = History({reading.period_start: reading})
    assert judged(definition(Unit.TIMES), target(**HIGHER), past) == (Verdict.ON_TARGET, Reason.QUOTA_REACHED)


limit_pairs = st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(sorted)
value_lists = st.lists(st.integers(-100, 100), min_size=1, max_size=5)


@given(value_lists, limit_pairs)
def test_higher_and_lower_is_better_mirror_each_other(values: list[int], limits: list[int]) -> None:
    alert, low = limits
    up = target(alert_below=alert, target_low=low)
    down = target(alert_above=-alert, target_high=-low)
    past = history(*map(str, values))
    mirrored = history(*(str(-value) for value in values))
    assert judged(definition(), up, past) == judged(definition(lower=True), down, mirrored)


@given(st.integers(0, 100), st.integers(1, 500), st.integers(1, 500))
def test_an_alert_stands_when_more_deals_say_the_same(rate: int, few: int, more: int) -> None:
    values = str(Decimal(rate) / 100)
    first = judged(definition(Unit.RATIO), target(**BAND), history(values, sample=few))
    second = judged(definition(Unit.RATIO), target(**BAND), history(values, sample=few + more))
    if first[0] is Verdict.ALERT:
        assert second[0] is Verdict.ALERT


@given(st.integers(0, 100), st.integers(0, 500))
def test_a_point_inside_its_band_is_never_a_breach(rate: int, sample: int) -> None:
    verdict, _ = judged(
        definition(Unit.RATIO), target(**BAND), history(str(Decimal(rate) / 100), sample=sample)
    )
    assert (verdict is Verdict.ON_TARGET) == (rate >= 20)


# Which period, which target, how old


def facts(*targets: Target | None, what: Definition | None = None, past: History | None = None) -> KpiFacts:
    past = past or history("110", "110", "110", until=0)
    return KpiFacts(what or definition(), Grain.QUARTER, AS_OF, dict.fromkeys(targets, past))


def starts(judgements: list[Judgement]) -> list[date | None]:
    return [judgement.period.start if judgement.period else None for judgement in judgements]


def test_the_latest_final_period_is_judged_and_the_running_one_is_not() -> None:
    assert starts(judge_kpi(facts(target(**HIGHER)), AS_OF)) == [date(2026, 1, 1)]


def test_a_period_whose_window_is_open_waits() -> None:
    periods = [Period(date(2025, 10, 1), ENDS[4], True), Period(date(2026, 1, 1), ENDS[5], False)]
    assert judged_periods("kpi_x", periods, AS_OF) == periods[:1]
    assert judged_periods("kpi_forecast_accuracy", periods, AS_OF) == periods[1:]


def test_coverage_is_judged_for_the_running_period_and_the_next() -> None:
    ends = [ENDS[5], ENDS[6], date(2026, 9, 30), date(2026, 12, 31)]
    readings = [quarter(end, "9" if end == ENDS[5] else "1") for end in ends]
    past = History({reading.period_start: reading for reading in readings})
    coverage = definition(Unit.TIMES, "kpi_pipeline_coverage")
    found = judge_kpi(facts(target(alert_below="2.5"), what=coverage, past=past), AS_OF)
    assert starts(found) == [date(2026, 4, 1), date(2026, 7, 1)]
    assert [judgement.verdict for judgement in found] == [Verdict.ALERT, Verdict.ALERT]  # without waiting


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 3, 30)])
def test_an_earlier_day_judges_what_was_closed_then(day: date) -> None:
    assert starts(judge_kpi(facts(target(**HIGHER)), day)) == [date(2025, 10, 1)]
    periods = facts(target(**HIGHER)).periods
    assert judged_periods("kpi_pipeline_coverage", periods, day)[0].start == date(2026, 1, 1)


def test_a_target_must_hold_on_the_first_day_of_the_judged_period() -> None:
    old = target(**HIGHER, valid_to=date(2025, 12, 31))
    new = target(**HIGHER, valid_from=date(2026, 1, 1))
    later = target(**HIGHER, valid_from=date(2026, 1, 2))
    assert [j.target for j in judge_kpi(facts(old, new, later), AS_OF)] == [new]


@pytest.mark.parametrize("targets", [[None], [target(valid_to=date(2020, 1, 1))]])
def test_a_kpi_without_a_valid_target_is_reported(targets: list[Target | None]) -> None:
    (found,) = judge_kpi(facts(*targets), AS_OF)
    assert (found.verdict, found.reason) == (Verdict.NO_DATA, Reason.NO_TARGET)


def test_a_slice_without_a_row_is_reported() -> None:
    total, segment = target(**HIGHER), target(segment="Enterprise", **HIGHER)
    past = history("110", "110", until=0)
    kpi = KpiFacts(definition(), Grain.QUARTER, AS_OF, {total: past, segment: History({})})
    assert [j.reason for j in judge_kpi(kpi, AS_OF)] == [Reason.INSIDE, Reason.NO_ROW]


def test_a_kpi_without_any_row_is_reported() -> None:
    kpi = KpiFacts(definition(), Grain.QUARTER, None, {target(**HIGHER): History({})})
    (found,) = judge_kpi(kpi, AS_OF)
    assert (found.verdict, found.reason) == (Verdict.NO_DATA, Reason.NO_ROW)


@pytest.mark.parametrize(
    ("data_as_of", "as_of", "stale"),
    [
        (AS_OF, AS_OF, False),
        (AS_OF, date(2026, 6, 29), False),  # the quarter that runs has not closed
        (AS_OF, date(2026, 6, 30), True),
        (ENDS[5], date(2026, 6, 29), False),  # the data end with a quarter
        (ENDS[5], date(2026, 6, 30), True),
    ],
)
def test_data_that_miss_a_closed_period_are_stale(data_as_of: date, as_of: date, stale: bool) -> None:
    until = 0 if data_as_of == AS_OF else -1
    past = history("110", "110", until=until)
    kpi = KpiFacts(definition(), Grain.QUARTER, data_as_of, {target(**HIGHER): past})
    assert [j.verdict is Verdict.STALE for j in judge_kpi(kpi, as_of)] == [stale]


@pytest.mark.parametrize(
    ("end", "grain", "following"),
    [
        (date(2026, 1, 31), Grain.MONTH, date(2026, 2, 28)),
        (date(2024, 1, 31), Grain.MONTH, date(2024, 2, 29)),
        (date(2026, 11, 30), Grain.MONTH, date(2026, 12, 31)),
        (date(2026, 9, 30), Grain.QUARTER, date(2026, 12, 31)),
        (date(2026, 12, 31), Grain.QUARTER, date(2027, 3, 31)),
        (date(2026, 1, 31), Grain.YEAR, date(2027, 1, 31)),
        (date(2026, 12, 27), Grain.WEEK, date(2027, 1, 3)),
    ],
)
def test_the_next_period_ends_on_its_last_day(end: date, grain: Grain, following: date) -> None:
    assert end_of_next(end, grain) == following
