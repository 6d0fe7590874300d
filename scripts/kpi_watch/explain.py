"""Why a KPI moved: members, stages, reasons and deals, by arithmetic alone, and what to do about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from kpi_watch.decomposition import Effect, Parts, effects, pooled, stock_effects
from kpi_watch.drivers import Action, causes, heaviest, ranked, reasons, stages
from kpi_watch.records import ALL, Direction, Period
from kpi_watch.replay import Replayed, run_of
from kpi_watch.slices import DIMENSIONS, Deal, Part, Stretch
from kpi_watch.verdicts import Judgement

MOST_PERIODS = 4
ROUNDING = Fraction(1, 10**6)
STOPPED_WEIGHT = Fraction(1, 10)


@dataclass(frozen=True)
class Question:
    """One judged slice, and the two stretches of time that are compared."""

    judgement: Judgement
    before: Stretch
    after: Stretch

    @property
    def members(self) -> tuple[str, str, str, str]:
        """The slice."""
        return self.judgement.target.members if self.judgement.target else (ALL, ALL, ALL, ALL)


@dataclass(frozen=True)
class Explanation:
    """All that was found. Members that stopped come first, then the worst: the first is where to look."""

    question: Question
    before: Parts
    after: Parts
    dimensions: Mapping[str, list[Effect]]
    stages: list[tuple[str, Fraction]]
    reasons: list[tuple[str, int, int]]
    deals: list[Deal]
    actions: list[Action]

    @property
    def change(self) -> Fraction | None:
        """The change that the effects add up to."""
        before, after = self.before.value, self.after.value
        return None if before is None or after is None else after - before


def worst(found: Explanation) -> list[tuple[str, Fraction]]:
    """The worst stage and the worst member of each dimension, as far as they went the wrong way."""
    sign = _sign(found.question)
    firsts = [min((sign * e.total, e.member, e.total) for e in split) for split in found.dimensions.values()]
    firsts += [(effect, stage, effect) for stage, effect in found.stages[:1]]
    return [(member, effect) for harm, member, effect in sorted(firsts) if harm < 0]


def _sign(asked: Question) -> int:
    return 1 if asked.judgement.definition.direction is Direction.HIGHER else -1


def question(
    judgement: Judgement, periods: Sequence[Period], history: Iterable[Replayed], span: int | None = None
) -> Question | None:
    """Compare the periods since the value left its target, at most four, with those a year before.

    Where there is no year before, the same number of periods right before. A season is no reason, and
    several periods say more than one.
    """
    if judgement.period is None:
        return None
    run = [j.period for j in run_of(judgement, history, off=True) if j.period]
    known = [p for p in periods if p.start <= judgement.period.start]
    after = known[-span:] if span else run[-MOST_PERIODS:]
    by_start = {p.start: p for p in periods}
    before: list[Period | None] = [by_start.get(_year_before(p)) for p in after]
    if None in before:
        before = [*[p for p in known if p.start < after[0].start][-len(after) :]]
    kpi = judgement.definition.kpi
    found = tuple(p for p in before if p is not None)
    return Question(judgement, Stretch(kpi, found), Stretch(kpi, tuple(after))) if found else None


def _year_before(period: Period) -> date:
    start = period.start
    if (period.end - start).days < 7:
        return start - timedelta(weeks=52)
    return start.replace(year=start.year - 1)


def explain(
    asked: Question, parts: Iterable[Part], deals: Iterable[Deal], actions: Sequence[Action] = ()
) -> Explanation:
    """Take the change of a slice apart."""
    sign = _sign(asked)
    kpi, members = asked.judgement.definition.kpi, asked.members
    own = [part for part in parts if part.kpi == kpi]
    own = own if all(map(_is_quotient, own)) else []
    before, after = (_whole(own, members, stretch) for stretch in (asked.before, asked.after))
    found = {
        dimension: sorted(split, key=lambda e: (not _has_stopped(e, before), sign * e.total, e.member))
        for dimension in DIMENSIONS
        if (split := _split(own, members, dimension, asked, (before, after)))
    }
    inside = [deal for deal in deals if deal.kpi == kpi and _covers(members, deal.members)]
    old, new = (_in_stretch(inside, stretch) for stretch in (asked.before, asked.after))
    lost_at, lost_for = stages(old, new), reasons(old, new)
    indicated = causes(found, lost_at, lost_for, new, sign)
    ordered = ranked(actions, indicated)
    return Explanation(asked, before, after, found, lost_at, lost_for, heaviest(new, sign), ordered)


def _has_stopped(effect: Effect, whole: Parts) -> bool:
    """Whether a member of some weight has no cases any more: news, even where it moves no rate."""
    return not effect.after.denominator and effect.before.denominator > STOPPED_WEIGHT * whole.denominator


def _whole(parts: list[Part], members: tuple[str, ...], stretch: Stretch) -> Parts:
    return pooled(p.parts for p in parts if p.members == members and p.period_start in stretch.starts)


def _covers(members: tuple[str, ...], inside: tuple[str, ...]) -> bool:
    return all(member in {ALL, other} for member, other in zip(members, inside, strict=True))


def _split(
    parts: list[Part], members: tuple[str, ...], dimension: str, asked: Question, whole: tuple[Parts, Parts]
) -> list[Effect]:
    """The effects of a dimension's members; none where they do not add up to the slice.

    Every row of a stock has the denominator 1, which adds up to nothing.
    """
    place = DIMENSIONS.index(dimension)
    if members[place] != ALL:
        return []
    sums: tuple[dict[str, Parts], dict[str, Parts]] = (defaultdict(Parts), defaultdict(Parts))
    for part in parts:
        member = part.members[place]
        if member == ALL or (*part.members[:place], ALL, *part.members[place + 1 :]) != members:
            continue
        for total, stretch in zip(sums, (asked.before, asked.after), strict=True):
            if part.period_start in stretch.starts:
                total[member] += part.parts
    added = [pooled(total.values()) for total in sums]
    if any(total.numerator != of_slice.numerator for total, of_slice in zip(added, whole, strict=True)):
        return []
    if all(part.denominator == 1 for part in parts):
        return stock_effects(*sums)
    return effects(*sums) if tuple(added) == whole else []


def _is_quotient(part: Part) -> bool:
    """Whether the value is its numerator over its denominator, but for rounding; an accuracy is not."""
    value = part.parts.value
    if value is None or part.kpi_value is None:
        return True
    return abs(value - Fraction(part.kpi_value)) <= ROUNDING * max(Fraction(1), abs(value))


def _in_stretch(deals: list[Deal], stretch: Stretch) -> list[Deal]:
    return [d for d in deals if any(p.start <= d.closed_on <= p.end for p in stretch.periods)]
