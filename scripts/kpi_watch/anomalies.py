"""Unusual periods: how far a value lies from the line through the values before it.

The tested value is no part of its own baseline. The popular z-score, which counts it in, can reach no more
than (n - 1) / sqrt(n) and so cannot pass 3 before the eleventh point, however absurd that point is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, sqrt
from statistics import fmean, median

SIGMA = 1.4826
"""Of a normal distribution, the standard deviation per median absolute deviation."""

SEASON = 12
YEARS = 3


@dataclass(frozen=True)
class Sensitivity:
    """From where on a value is called unusual."""

    score: float = 3.5
    clear_score: float = 2.0
    periods: int = 12
    materiality: float = 0.10
    sample: int = 10


@dataclass(frozen=True)
class Surprise:
    """What was expected, and how many robust standard deviations the value is off."""

    expected: float
    score: float
    size: float

    def is_anomaly(self, limits: Sensitivity) -> bool:
        """Whether it is both unlikely and large enough to matter."""
        return abs(self.score) > limits.score and self.size >= limits.materiality


def surprise(history: Sequence[float], value: float) -> Surprise:
    """Hold a value against the Theil-Sen line of the values before it, one step ahead.

    The scale is the median absolute deviation from the line, corrected for the two parameters that were
    fitted and, as in any forecast, for how far ahead of the middle of its history the line is read.
    """
    steps = range(len(history))
    pairs = combinations(steps, 2)
    slope = median((history[j] - history[i]) / (j - i) for i, j in pairs)
    start = median(y - slope * i for i, y in enumerate(history))
    expected = start + slope * len(history)
    deviation = median(abs(y - start - slope * i) for i, y in enumerate(history))
    off = value - expected
    scale = SIGMA * deviation * _correction(len(history))
    score = off / scale if scale else inf * off if off else 0.0
    usual = fmean(map(abs, history))
    return Surprise(expected, score, abs(off) / usual if usual else inf)


def _correction(count: int) -> float:
    middle = (count - 1) / 2
    spread = sum((i - middle) ** 2 for i in range(count))
    ahead = sqrt(1 + 1 / count + (count - middle) ** 2 / spread)
    return count / (count - 2) * ahead


def latest_surprise(values: Sequence[float], limits: Sensitivity) -> Surprise | None:
    """Judge the last of the monthly values by those before; none where they are too few to say.

    From three years of history on, each month is compared with the same month of the year before, so that a
    season is no surprise.
    """
    *history, value = values
    if len(history) < limits.periods:
        return None
    if len(history) < SEASON * YEARS:
        return surprise(history, value)
    changes = [now - then for then, now in zip(values, values[SEASON:], strict=False)]
    found = surprise(changes[:-1], changes[-1])
    base = values[-1 - SEASON]
    size = abs(changes[-1] - found.expected) / fmean(map(abs, history)) if any(history) else inf
    return Surprise(base + found.expected, found.score, size)
