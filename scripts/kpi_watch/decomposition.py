"""Why a value moved, exactly: the effects of the members add up to the change, to the last digit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Parts:
    """Numerator and denominator, of one slice and a stretch of time."""

    numerator: Fraction = Fraction(0)
    denominator: Fraction = Fraction(0)

    def __add__(self, other: "Parts") -> "Parts":
        """The parts of both together."""
        return Parts(self.numerator + other.numerator, self.denominator + other.denominator)

    def __sub__(self, other: "Parts") -> "Parts":
        """What is left without the other."""
        return Parts(self.numerator - other.numerator, self.denominator - other.denominator)

    @property
    def value(self) -> Fraction | None:
        """The quotient; none of nothing."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Effect:
    """What one member of a dimension did to the value."""

    member: str
    before: Parts
    after: Parts
    rate: Fraction
    mix: Fraction

    @property
    def total(self) -> Fraction:
        """Rate and mix together."""
        return self.rate + self.mix


def pooled(parts: Iterable[Parts]) -> Parts:
    """The parts of all together."""
    return sum(parts, Parts())


def effects(before: Mapping[str, Parts], after: Mapping[str, Parts]) -> list[Effect]:
    """Split the change of a quotient into a rate and a mix effect per member.

    The rate effect is the change of the member's own value at its mean weight; the mix effect is the
    change of its weight, at its mean distance from the whole. Both periods count alike, so no rest is
    left over. A member that is in one period only has no change of its own value: it is all mix.

    Returns:
        Nothing where one of the periods has no denominator: there is no change to split.
    """
    whole_before, whole_after = pooled(before.values()), pooled(after.values())
    if whole_before.value is None or whole_after.value is None:
        return []
    level = (whole_before.value + whole_after.value) / 2
    found = []
    for member in sorted({*before, *after}):
        old, new = before.get(member, Parts()), after.get(member, Parts())
        old_weight = old.denominator / whole_before.denominator
        new_weight = new.denominator / whole_after.denominator
        old_value, new_value = _values(old, new)
        rate = (old_weight + new_weight) / 2 * (new_value - old_value)
        mix = (new_weight - old_weight) * ((old_value + new_value) / 2 - level)
        # Cost without a customer: what has a numerator and no denominator is no value, and all effect.
        loose = _loose(new, whole_after) - _loose(old, whole_before)
        found.append(Effect(member, old, new, rate + loose, mix))
    return found


def _values(old: Parts, new: Parts) -> tuple[Fraction, Fraction]:
    known = [part.value for part in (old, new) if part.value is not None]
    return (known[0], known[-1]) if known else (Fraction(0), Fraction(0))


def _loose(part: Parts, whole: Parts) -> Fraction:
    return part.numerator / whole.denominator if not part.denominator else Fraction(0)


def stock_effects(before: Mapping[str, Parts], after: Mapping[str, Parts]) -> list[Effect]:
    """The change of a stock per member: it has no weights, so all of it is the member's own.

    The denominator counts the periods that are taken together.
    """
    nothing = Fraction(0)
    return [
        Effect(member, old, new, (new.value or nothing) - (old.value or nothing), nothing)
        for member in sorted({*before, *after})
        for old, new in [(before.get(member, Parts()), after.get(member, Parts()))]
    ]


def share_effects(before: Mapping[str, Fraction], after: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """How much each kind of failure, as a share of all cases, took from the rate of success.

    The rate is one less all the shares, so the effects add up to its change.
    """
    return {
        kind: before.get(kind, Fraction(0)) - after.get(kind, Fraction(0))
        for kind in sorted({*before, *after})
    }
