"""The attribution in SQL against plain Python on random journeys."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings

from attribution_oracle import (
    RULES,
    Conversion,
    Touch,
    allocate,
    channel_weights,
    eligible,
    rule_weights,
)
from attribution_project import CLOSE, Answer, Credit, Project, ask, close, open_warehouse, touch_rows
from attribution_worlds import CHANNELS, TYPES, World, hours, journeys_of, worlds
from chain_oracle import conversion_rate, removal_effects, shapley_values, transitions

some = settings(max_examples=12)


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    with open_warehouse() as connection:
        yield partial(ask, connection)


def check_effects(kind: str, answer: Answer, journeys: list[tuple[list[str], bool]]) -> None:
    rows = {channel: row for (row_kind, channel), row in answer.effects.items() if row_kind == kind}
    chain, conversions = transitions(journeys), sum(converted for _, converted in journeys)
    exact, values = removal_effects(chain) if chain else {}, shapley_values(journeys)
    assert set(rows) == set(values)
    if conversions:
        assert conversion_rate(chain, None) == Fraction(conversions, len(journeys))
    for channel, row in rows.items():
        assert abs(Fraction(row["shapley_conversions"]) - values[channel]) <= CLOSE
        if conversions:
            share = exact[channel] / sum(exact.values()) * conversions
            assert abs(Fraction(row["removal_effect"]) - exact[channel]) <= CLOSE
            assert abs(Fraction(row["markov_conversions"]) - share) <= CLOSE
        else:
            assert (row["removal_effect"], row["markov_conversions"]) == (None, None)


def check_rules(one: Conversion, touches: list[Touch], answer: Answer) -> None:
    for model in RULES:
        rows, weights = answer.credits[model, one.kind, one.key], rule_weights(model, one, touches)
        assert [row.touch for row in rows] == [touch.key for touch in touches]
        assert close(rows, weights), (model, one)
        assert sum(row.weight for row in rows) == 1
        assert [row.credit for row in rows] == (allocate(one.amount, weights) or [None] * len(rows))


def check_data_driven(
    one: Conversion, touches: list[Touch], answer: Answer, exact: dict[str, Fraction]
) -> None:
    alike = dict.fromkeys(CHANNELS, Fraction(1))
    for model, parts in (("data_driven", exact), ("shapley", alike)):
        rows, weights = answer.credits[model, one.kind, one.key], channel_weights(parts, touches)
        assert close(rows, weights), (model, one)
        assert sum(row.weight for row in rows) == 1
        if one.amount is not None:
            assert sum(row.credit or 0 for row in rows) == one.amount
            gaps = [
                abs((row.credit or 0) - one.amount * weight)
                for row, weight in zip(rows, weights, strict=True)
            ]
            assert max(gaps) < 1 + CLOSE * abs(one.amount)


@given(worlds())
@some
def test_weights_credits_and_effects_are_those_of_plain_python(project: Project, world: World) -> None:
    conversions, buyers = world
    answer = project(conversions, touch_rows(buyers))
    for kind in TYPES:
        check_effects(kind, answer, journeys_of(kind, conversions, buyers))
    for one in conversions:
        touches = eligible(one, buyers[one.buyer])
        keys = [(model, one.kind, one.key) for model in (*RULES, "data_driven", "shapley")]
        if one.outcome == "null":
            assert not any(key in answer.credits for key in keys)
        elif touches:
            check_rules(one, touches, answer)
            chain = transitions(journeys_of(one.kind, conversions, buyers))
            check_data_driven(one, touches, answer, removal_effects(chain))
        else:
            assert all(answer.credits[key] == [Credit("unattributed", 1, one.amount)] for key in keys)


WORKED_BY_HAND = [
    ({"A": (1, 0), "B": (0, 1), "A B": (1, 0)}, {"A": ("3/4", "6/5", "3/2"), "B": ("1/2", "4/5", "1/2")}),
    (
        {"C D E": (1, 0), "C": (0, 1), "D E": (0, 1)},
        {"C": ("1/2", "1/5", "1/3"), "D": ("1", "2/5", "1/3"), "E": ("1", "2/5", "1/3")},
    ),
    (
        {"A A B": (1, 1), "B A": (1, 0), "B": (0, 2)},
        {"A": ("7/10", "42/41", "1"), "B": ("2/3", "40/41", "1")},
    ),
    ({"A": (3, 7)}, {"A": ("1", "3", "3")}),
    (
        {"A B A": (2, 1), "B C": (1, 3), "C A B": (1, 1), "C": (0, 4)},
        {
            "A": ("25/36", "38000/23717", "4/3"),
            "B": ("47/80", "32148/23717", "11/6"),
            "C": ("103/228", "24720/23717", "5/6"),
        },
    ),
    (
        {"A B": (1, 0), "B C": (1, 0), "A": (1, 0)},
        {"A": ("2/3", "6/5", "3/2"), "B": ("2/3", "6/5", "1"), "C": ("1/3", "3/5", "1/2")},
    ),
]


@pytest.mark.parametrize(("paths", "expected"), WORKED_BY_HAND)
def test_chains_worked_by_hand_come_out_of_touches(
    project: Project, paths: dict[str, tuple[int, int]], expected: dict[str, tuple[str, str, str]]
) -> None:
    outcomes = [
        (path.split(), outcome)
        for path, (converted, ended) in paths.items()
        for outcome in ["converted"] * converted + ["null"] * ended
    ]
    conversions, buyers = [], {}
    for number, (channels, outcome) in enumerate(outcomes):
        buyer = f"b{number}"
        buyers[buyer] = [
            Touch(f"{buyer}.{place}", hours(place), channel) for place, channel in enumerate(channels)
        ]
        conversions.append(Conversion("mql", buyer, buyer, outcome, hours(9), None, None, None, 0))
    effects = project(conversions, touch_rows(buyers)).effects
    columns = ("removal_effect", "markov_conversions", "shapley_conversions")
    for channel, values in expected.items():
        for column, value in zip(columns, values, strict=True):
            assert abs(Fraction(effects["mql", channel][column]) - Fraction(value)) <= CLOSE, (
                channel,
                column,
            )
