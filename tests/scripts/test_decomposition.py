"""The decomposition is exact and additive, whatever the numbers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpi_watch.decomposition import Parts, effects, pooled, share_effects

numbers = st.decimals(-(10**12), 10**12, allow_nan=False, places=6).map(Fraction)
weights = st.decimals(0, 10**12, allow_nan=False, places=6).map(Fraction)
slices = st.dictionaries(st.sampled_from("abcdef"), st.builds(Parts, numbers, weights))


def parts(numerator: int, denominator: int) -> Parts:
    return Parts(Fraction(numerator), Fraction(denominator))


@given(slices, slices)
def test_the_effects_of_the_members_are_the_change(before: dict[str, Parts], after: dict[str, Parts]) -> None:
    old, new = pooled(before.values()).value, pooled(after.values()).value
    found = effects(before, after)
    if old is None or new is None:
        assert found == []
    else:
        assert sum(effect.total for effect in found) == new - old


def test_a_member_that_only_gets_worse_is_rate_and_one_that_only_grows_is_mix() -> None:
    before = {"good": parts(30, 100), "bad": parts(10, 100)}
    rate_only = {e.member: e for e in effects(before, {**before, "bad": parts(0, 100)})}
    assert (rate_only["bad"].rate, rate_only["bad"].mix) == (Fraction(-5, 100), 0)
    assert rate_only["good"].total == 0
    mix_only = {e.member: e for e in effects(before, {**before, "bad": parts(30, 300)})}
    assert all(effect.rate == 0 for effect in mix_only.values())
    assert mix_only["bad"].mix < 0
    assert sum(effect.mix for effect in mix_only.values()) == Fraction(15, 100) - Fraction(20, 100)


def test_a_member_of_one_period_is_all_mix_and_its_growth_helps_where_it_is_better() -> None:
    [stays, stopped] = effects({"a": parts(2, 10), "b": parts(8, 10)}, {"a": parts(2, 10)})
    assert (stays.rate, stopped.rate) == (0, 0)
    assert stopped.mix < 0
    [_, came] = effects({"a": parts(2, 10)}, {"a": parts(2, 10), "b": parts(8, 10)})
    assert came.mix == -stopped.mix


def test_cost_without_a_customer_is_its_own_effect() -> None:
    [_, events] = effects({"a": parts(100, 10)}, {"a": parts(100, 10), "events": parts(50, 0)})
    assert (events.rate, events.mix) == (5, 0)


def test_losses_by_stage_are_what_the_rate_lost() -> None:
    found = share_effects({"early": Fraction(1, 4)}, {"early": Fraction(1, 5), "late": Fraction(1, 2)})
    assert found == {"early": Fraction(1, 20), "late": Fraction(-1, 2)}
