"""Attribution by the book: plain Python, exact fractions, brute force. It shares no line with the project's SQL."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

# first, lead, opportunity, close, last, other, in basis points
POSITIONAL = {
    "position_based": (4000, 0, 0, 0, 4000, 2000),
    "u_shaped_lead_creation": (4000, 4000, 0, 0, 0, 2000),
    "u_shaped_two_point": (5000, 5000, 0, 0, 0, 0),
    "w_shaped": (3000, 3000, 3000, 0, 0, 1000),
    "full_path": (2250, 2250, 2250, 2250, 0, 1000),
    "first_touch": (10000, 0, 0, 0, 0, 0),
    "last_touch": (0, 0, 0, 0, 10000, 0),
    "lead_only": (0, 10000, 0, 0, 0, 0),
    "linear": (0, 0, 0, 0, 0, 10000),
}
HALF_LIFE = 2
RULES = (*POSITIONAL, "last_non_direct", "time_decay")


@dataclass(frozen=True)
class Touch:
    """A touch of a buyer."""

    key: str
    at: datetime
    channel: str

    @property
    def is_direct(self) -> bool:
        """Whether its channel cannot be named."""
        return self.channel.startswith("Direct")


@dataclass(frozen=True)
class Conversion:
    """A conversion, or a journey that ended without one."""

    kind: str
    key: str
    buyer: str
    outcome: str
    at: datetime
    amount: int | None
    lead_at: datetime | None
    opportunity_at: datetime | None
    window: int


def eligible(conversion: Conversion, touches: Sequence[Touch]) -> list[Touch]:
    """The touches that count, from first to last."""
    opened = conversion.at - timedelta(days=conversion.window) if conversion.window else datetime.min
    return [touch for touch in touches if opened < touch.at <= conversion.at]


def last_before(touches: Sequence[Touch], moment: datetime | None) -> int | None:
    """The place of the last touch at or before a moment."""
    places = [place for place, touch in enumerate(touches) if moment and touch.at <= moment]
    return places[-1] if places else None


def positional(weights: Sequence[int], conversion: Conversion, touches: Sequence[Touch]) -> list[Fraction]:
    """Each milestone gives its weight to its touch; touches without any share that of the others."""
    last = len(touches) - 1
    places = [0, last_before(touches, conversion.lead_at), last_before(touches, conversion.opportunity_at)]
    places += [last if conversion.kind == "closed_won" else None, last]
    parts = [Fraction(0)] * len(touches)
    held = set()
    for weight, place in zip(weights, places, strict=False):
        if weight and place is not None:
            parts[place] += weight
            held.add(place)
    others = [place for place in range(len(touches)) if place not in held]
    for place in others:
        parts[place] += Fraction(weights[5], len(others))
    return normalised(parts)


def normalised(parts: Sequence[Fraction | int]) -> list[Fraction]:
    """Shares of one; equal ones where there is nothing to share by."""
    total = sum(parts)
    return [Fraction(part) / total if total else Fraction(1, len(parts)) for part in parts]


def rule_weights(model: str, conversion: Conversion, touches: Sequence[Touch]) -> list[Fraction]:
    """The weights of a rule model."""
    if model == "last_non_direct":
        named = [place for place, touch in enumerate(touches) if not touch.is_direct]
        winner = named[-1] if named else len(touches) - 1
        return [Fraction(int(place == winner)) for place in range(len(touches))]
    if model == "time_decay":
        ages = [days(touch.at.date(), touches[-1].at.date()) for touch in touches]
        return normalised([max(1, round(10**12 * 0.5 ** (age / HALF_LIFE))) for age in ages])
    return positional(POSITIONAL[model], conversion, touches)


def days(start: date, end: date) -> int:
    """Calendar days between two dates."""
    return (end - start).days


def channel_weights(parts: dict[str, Fraction], touches: Sequence[Touch]) -> list[Fraction]:
    """Parts of the channels of a journey, made to add up to one and split evenly over their touches."""
    counts = Counter(touch.channel for touch in touches)
    shares = dict(zip(counts, normalised([parts[channel] for channel in counts]), strict=True))
    return [shares[touch.channel] / counts[touch.channel] for touch in touches]


def allocate(amount: int | None, weights: Sequence[Fraction]) -> list[int] | None:
    """Whole units: the cut share up to a touch less the cut share before it."""
    if amount is None:
        return None
    sums = [Fraction(0)]
    for weight in weights:
        sums.append(sums[-1] + weight)
    return [int(amount * through) - int(amount * before) for before, through in itertools.pairwise(sums)]
