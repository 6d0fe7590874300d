"""What must not change the answer of the attribution, and what must change it in step."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings

from attribution_oracle import Touch
from attribution_project import Project, ask, close, open_warehouse, touch_rows
from attribution_worlds import LAST_HOUR, Buyers, World, hours, worlds

few = settings(max_examples=4)


@pytest.fixture(scope="module")
def project() -> Iterator[Project]:
    with open_warehouse() as connection:
        yield partial(ask, connection)


@given(worlds())
@few
def test_the_order_of_the_rows_says_nothing(project: Project, world: World) -> None:
    conversions, buyers = world
    rows = touch_rows(buyers)
    told = project(conversions, rows)
    dice = random.Random(1)
    assert project(dice.sample(conversions, len(conversions)), dice.sample(rows, len(rows))) == told


@given(worlds())
@few
def test_renamed_channels_rename_the_answer(project: Project, world: World) -> None:
    conversions, buyers = world
    names = {"Direct": "Direct Traffic", "Email": "Z mail", "Events": "Fairs", "Paid Search": "Ads"}
    renamed = {
        buyer: [replace(touch, channel=names[touch.channel]) for touch in touches]
        for buyer, touches in buyers.items()
    }
    told, retold = project(conversions, touch_rows(buyers)), project(conversions, touch_rows(renamed))
    for key, rows in told.credits.items():
        if key[0] == "data_driven":
            assert close(rows, [Fraction(row.weight) for row in retold.credits[key]])
        else:
            assert rows == retold.credits[key]
    for (kind, channel), row in told.effects.items():
        twin = retold.effects[kind, names[channel]]
        assert abs((row["removal_effect"] or 0) - (twin["removal_effect"] or 0)) <= 1e-12
        assert row["shapley_conversions"] == twin["shapley_conversions"]


@given(worlds())
@few
def test_scaled_amounts_scale_what_is_credited(project: Project, world: World) -> None:
    conversions, buyers = world
    scaled = [replace(one, amount=one.amount and one.amount * 7) for one in conversions]
    told, retold = project(conversions, touch_rows(buyers)), project(scaled, touch_rows(buyers))
    for key, rows in told.credits.items():
        credits, weights = ([row.credit or 0 for row in rows], [row.weight for row in rows])
        assert [row.weight for row in retold.credits[key]] == weights
        assert sum(row.credit or 0 for row in retold.credits[key]) == 7 * sum(credits)


@given(worlds())
@few
def test_a_touch_outside_every_window_changes_nothing(project: Project, world: World) -> None:
    conversions, buyers = ([replace(one, window=one.window or 4) for one in world[0]], world[1])
    early, late = Touch("early", hours(-200), "Events"), Touch("late", hours(LAST_HOUR + 1), "Events")
    more: Buyers = {buyer: [early, *touches, late] for buyer, touches in buyers.items()}
    assert project(conversions, touch_rows(more)) == project(conversions, touch_rows(buyers))


@given(worlds())
@few
def test_repeats_of_a_channel_leave_its_removal_effect(project: Project, world: World) -> None:
    conversions, buyers = ([replace(one, window=0, at=hours(LAST_HOUR)) for one in world[0]], world[1])
    single = {
        buyer: [
            touch
            for before, touch in zip([None, *touches], touches, strict=False)
            if before is None or before.channel != touch.channel
        ]
        for buyer, touches in buyers.items()
    }
    told, retold = project(conversions, touch_rows(buyers)), project(conversions, touch_rows(single))
    for key, row in told.effects.items():
        assert abs((row["removal_effect"] or 0) - (retold.effects[key]["removal_effect"] or 0)) <= 1e-12
