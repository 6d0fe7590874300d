"""How much a rate of few deals can say."""

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.90
"""Of each bound on its own; between both lies the true rate with 80 % confidence."""


@dataclass(frozen=True)
class Interval:
    """Both one-sided bounds of a rate."""

    low: float
    high: float


def wilson_interval(rate: float, sample: float, confidence: float = CONFIDENCE) -> Interval:
    """Bound a rate by Wilson's score, each side with the given confidence.

    A sample of nothing bounds nothing. Unlike the textbook bound this one never leaves
    0 to 1, and it stays honest at 0 of 5 and 5 of 5.
    """
    if sample <= 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(confidence)
    shrink = 1 + z * z / sample
    centre = (rate + z * z / (2 * sample)) / shrink
    margin = z / shrink * sqrt(rate * (1 - rate) / sample + z * z / (4 * sample * sample))
    return Interval(max(0.0, min(rate, centre - margin)), min(1.0, max(rate, centre + margin)))


def effective_sample(denominator: Decimal | None, sum_of_squares: Decimal | None) -> float:
    """Count the units of equal weight that would say as much: (sum w)^2 / sum w^2.

    For a share of deals it is their number; for a share of money one deal of 90 % of the
    amount counts for little more than one.
    """
    if not denominator or not sum_of_squares:
        return 0.0
    return float(denominator * denominator / sum_of_squares)
