"""The bounds of a rate, against the textbook and against chance."""

from decimal import Decimal
from math import comb, isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi_watch.evidence import effective_sample, wilson_interval

rates = st.floats(0, 1)
samples = st.floats(0.5, 1e7)


def chance_of_alert(deals: int, true_rate: float, fires: list[bool]) -> float:
    """Exact binomial probability of the numbers of wins on which a rule fires."""
    return sum(
        comb(deals, wins) * true_rate**wins * (1 - true_rate) ** (deals - wins)
        for wins, fired in enumerate(fires)
        if fired
    )


def test_raw_points_alert_on_every_third_healthy_quarter_and_wilson_hardly_ever() -> None:
    deals, true_rate, limit = 12, 0.27, 0.20
    raw = [wins / deals < limit for wins in range(deals + 1)]
    wilson = [wilson_interval(wins / deals, deals).high < limit for wins in range(deals + 1)]
    assert round(chance_of_alert(deals, true_rate, raw), 3) == 0.331
    assert round(chance_of_alert(deals, true_rate, wilson), 3) == 0.023


@pytest.mark.parametrize(
    ("rate", "sample", "confidence", "low", "high"),
    [
        (0.3, 10, 0.975, 0.107791, 0.603222),  # the textbook's two-sided 95 %
        (0.0, 10, 0.975, 0.0, 0.277533),
        (1.0, 10, 0.975, 0.722467, 1.0),
        (0.5, 100, 0.90, 0.436442, 0.563558),
    ],
)
def test_wilson_agrees_with_published_values(
    rate: float, sample: float, confidence: float, low: float, high: float
) -> None:
    interval = wilson_interval(rate, sample, confidence)
    assert isclose(interval.low, low, abs_tol=1e-6)
    assert isclose(interval.high, high, abs_tol=1e-6)


def test_a_sample_of_nothing_bounds_nothing() -> None:
    interval = wilson_interval(0.5, 0)
    assert (interval.low, interval.high) == (0.0, 1.0)


@given(rates, samples)
def test_an_interval_holds_its_rate_and_stays_between_0_and_1(rate: float, sample: float) -> None:
    interval = wilson_interval(rate, sample)
    assert 0 <= interval.low <= rate <= interval.high <= 1


@given(rates, samples, samples)
def test_more_deals_never_widen_an_interval(rate: float, few: float, many: float) -> None:
    assume(few < many)
    wide, narrow = wilson_interval(rate, few), wilson_interval(rate, many)
    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-12


@given(rates, samples)
def test_wins_and_losses_mirror_each_other(rate: float, sample: float) -> None:
    wins, losses = wilson_interval(rate, sample), wilson_interval(1 - rate, sample)
    assert isclose(wins.low, 1 - losses.high, abs_tol=1e-9)


@given(st.lists(st.decimals(1, 10**6, places=2), min_size=1, max_size=30))
def test_an_effective_sample_lies_between_one_and_all(weights: list[Decimal]) -> None:
    counted = effective_sample(sum(weights, Decimal(0)), sum((w * w for w in weights), Decimal(0)))
    assert 1 - 1e-9 <= counted <= len(weights) + 1e-9


def test_one_deal_of_nine_tenths_counts_for_little_more_than_one() -> None:
    weights = [Decimal(90), *[Decimal(1)] * 10]
    counted = effective_sample(sum(weights, Decimal(0)), sum((w * w for w in weights), Decimal(0)))
    assert round(counted, 2) == 1.23


@pytest.mark.parametrize("parts", [(None, None), (Decimal(0), Decimal(0)), (Decimal(5), None)])
def test_missing_parts_count_for_nothing(parts: tuple[Decimal | None, Decimal | None]) -> None:
    assert effective_sample(*parts) == 0
