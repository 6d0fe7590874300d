"""Random journeys: touches at full hours, so that ties and the edges of windows are met, and their conversions."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st

from attribution_oracle import Conversion, Touch, eligible

Buyers = Mapping[str, Sequence[Touch]]
World = tuple[list[Conversion], dict[str, list[Touch]]]

START = datetime(2024, 2, 28, 3)
LAST_HOUR = 130
CHANNELS = ("Email", "Events", "Paid Search", "Direct")
TYPES = ("closed_won", "opportunity_qualified", "mql")


def hours(number: int) -> datetime:
    """A moment, so many hours after the first."""
    return START + timedelta(hours=number)


def roll_touches(dice: random.Random, buyer: str) -> list[Touch]:
    """The touches of a buyer in order of time, often none or few."""
    moments = sorted(dice.randint(0, 120) for _ in range(dice.choice([0, 1, 2, 3, 4, 6, 9])))
    return [
        Touch(f"{buyer}.{place}", hours(moment), dice.choice(CHANNELS))
        for place, moment in enumerate(moments)
    ]


def roll_conversion(dice: random.Random, key: str, buyers: Buyers) -> Conversion:
    """A conversion of some buyer, or a journey that ended without one."""
    return Conversion(
        key=key,
        kind=dice.choice(TYPES),
        buyer=dice.choice(list(buyers)),
        outcome=dice.choice(["converted", "converted", "null"]),
        at=hours(dice.randint(60, LAST_HOUR)),
        amount=dice.choice([None, 0, 1, 100, 999, -100, dice.randint(1, 10**9)]),
        lead_at=dice.choice([None, hours(dice.randint(0, LAST_HOUR))]),
        opportunity_at=dice.choice([None, hours(dice.randint(0, LAST_HOUR))]),
        window=dice.choice([0, 1, 2, 3]),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Buyers with their touches, and conversions."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    buyers = {f"b{number}": roll_touches(dice, f"b{number}") for number in range(draw(st.integers(2, 9)))}
    size = draw(st.integers(4, 24))
    return [roll_conversion(dice, f"c{number}", buyers) for number in range(size)], buyers


def journeys_of(kind: str, conversions: Sequence[Conversion], buyers: Buyers) -> list[tuple[list[str], bool]]:
    """The channels of each journey with touches of a conversion type, and whether it converted."""
    found = []
    for one in conversions:
        touches = eligible(one, buyers[one.buyer])
        if one.kind == kind and touches:
            found.append(([touch.channel for touch in touches], one.outcome == "converted"))
    return found
