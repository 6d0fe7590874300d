"""Unusual periods, against the popular test, against chance, and against what must be no surprise."""

import random
from math import inf, isclose, sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_watch.anomalies import Sensitivity, Surprise, latest_surprise, surprise

LIMITS = Sensitivity()


def popular_score(values: list[float]) -> float:
    """The z-score that holds the tested point in its own baseline."""
    return abs(values[-1] - fmean(values)) / stdev(values)


def test_ten_points_of_which_the_last_is_a_hundred_times_higher_are_flagged() -> None:
    values = [100.0, 103.0, 98.0, 101.0, 99.0, 102.0, 97.0, 100.0, 101.0, 10_000.0]
    assert popular_score(values) < 3
    found = surprise(values[:-1], values[-1])
    assert found.score > 1000
    assert found.is_anomaly(LIMITS)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=10))
def test_the_popular_score_cannot_pass_three_before_the_eleventh_point(values: list[float]) -> None:
    highest = (len(values) - 1) / sqrt(len(values))
    assert highest < 3 < 10 / sqrt(11)
    if stdev(values) > 1e-6:
        assert popular_score(values) <= highest + 1e-6


def test_the_tested_value_is_no_part_of_its_baseline() -> None:
    history = [10.0, 12.0, 11.0, 9.0, 10.0, 11.0, 12.0, 10.0, 9.0, 11.0, 10.0, 12.0]
    near, far = surprise(history, 20.0), surprise(history, 2000.0)
    assert near.expected == far.expected
    assert isclose(far.score / near.score, (2000 - near.expected) / (20 - near.expected))


def rate_of_flags(shift: float, periods: int, count: int = 1500) -> float:
    """How often a value `shift` standard deviations off is flagged."""
    chance = random.Random(7)
    flags = [
        abs(
            surprise(
                [chance.gauss(100, 10) for _ in range(periods)], chance.gauss(100 + shift * 10, 10)
            ).score
        )
        > LIMITS.score
        for _ in range(count)
    ]
    return sum(flags) / count


@pytest.mark.parametrize(
    ("shift", "periods", "expected"),
    [(0, 12, 0.018), (0, 24, 0.005), (6, 12, 0.83), (6, 24, 0.93), (8, 24, 0.996)],
)
def test_false_alarms_and_detections_are_as_documented(shift: float, periods: int, expected: float) -> None:
    margin = 4 * sqrt(expected * (1 - expected) / 1500)
    assert abs(rate_of_flags(shift, periods) - expected) < margin


def test_fewer_than_twelve_periods_before_say_nothing() -> None:
    assert latest_surprise([5.0] * 11 + [50.0], LIMITS) is None
    found = latest_surprise([5.0] * 12 + [50.0], LIMITS)
    assert found is not None
    assert found.is_anomaly(LIMITS)


def test_a_trend_and_one_old_outlier_are_no_surprise() -> None:
    history = [float(10 * i) for i in range(20)]
    history[5] = 10_000.0
    assert abs(surprise([*history[:19]], 190.0).expected - 190) < 1e-9
    assert not surprise(history[:19], 190.0).is_anomaly(LIMITS)


@pytest.mark.parametrize(("value", "flagged"), [(109.9, False), (110.0, True), (90.1, False), (90.0, True)])
def test_what_is_unlikely_but_small_is_no_anomaly(value: float, flagged: bool) -> None:
    found = surprise([100.0] * 12, value)
    assert found.score in {inf, -inf}
    assert found.is_anomaly(LIMITS) is flagged


@pytest.mark.parametrize(("score", "flagged"), [(3.5, False), (3.51, True), (-3.5, False), (-3.51, True)])
def test_the_limit_itself_is_inside(score: float, flagged: bool) -> None:
    assert Surprise(100.0, score, 1.0).is_anomaly(LIMITS) is flagged


def test_a_value_as_ever_is_no_surprise() -> None:
    assert surprise([5.0] * 12, 5.0).score == 0


SEASON = [100.0, 90, 110, 100, 95, 105, 60, 40, 120, 115, 110, 200]


def seasonal(months: int) -> list[float]:
    return [SEASON[i % 12] + (i * 7) % 5 for i in range(months)]


def test_a_season_is_a_surprise_until_three_years_are_known() -> None:
    young = [*seasonal(35)[:35], 200.0]
    old = seasonal(48)
    assert latest_surprise(young, LIMITS) is not None
    assert latest_surprise(young, LIMITS).is_anomaly(LIMITS)  # type: ignore[union-attr]
    found = latest_surprise(old, LIMITS)
    assert found is not None
    assert not found.is_anomaly(LIMITS)
    assert abs(found.expected - 200) < 6


def test_a_month_unlike_its_own_of_the_years_before_is_flagged() -> None:
    values = [*seasonal(47), 100.0]  # a usual month, but for December
    found = latest_surprise(values, LIMITS)
    assert found is not None
    assert found.is_anomaly(LIMITS)
    assert found.score < 0
