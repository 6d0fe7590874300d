"""The same rules over history: what would have been said, when, and since when it holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kpi_watch.periods import KpiFacts, end_of_next, judge_kpi
from kpi_watch.records import Target
from kpi_watch.verdicts import Judgement, Reason

OFF = frozenset({Reason.BEYOND_LIMIT, Reason.FIRST_PERIOD, Reason.OFF_TARGET, Reason.INTERVAL_REACHES_TARGET})
"""The point is on the bad side of its target, whether or not it can be told from chance."""


@dataclass(frozen=True)
class Replayed:
    """A judgement, and the day on which it could first have been heard."""

    start: date
    heard_on: date
    judgement: Judgement


def replay(facts: KpiFacts) -> Mapping[Target | None, list[Replayed]]:
    """Judge every period of every slice as on the day when it was due, in order.

    The values are today's: what was late then is in them. A KPI that waits to be final was heard as
    many periods after the end of each as it waits now.
    """
    told: dict[Target | None, dict[date, Replayed]] = defaultdict(dict)
    for day in _days(facts):
        for judgement in judge_kpi(facts, day):
            if judgement.period:
                start = judgement.period.start
                known = judgement.reading.measured_on if judgement.reading else day
                heard = _heard(facts, max(day, known))
                told[judgement.target].setdefault(start, Replayed(start, heard, judgement))
    return {target: [of_target[start] for start in sorted(of_target)] for target, of_target in told.items()}


def _days(facts: KpiFacts) -> list[date]:
    last = facts.data_as_of or date.min
    return sorted({*(period.end for period in facts.periods if period.end < last), last})


def _heard(facts: KpiFacts, day: date) -> date:
    waiting = [p for p in facts.periods if facts.data_as_of and p.end <= facts.data_as_of and not p.is_final]
    for _ in waiting:
        day = end_of_next(day, facts.grain)
    return day


def run_of(judgement: Judgement, history: Iterable[Replayed], *, off: bool = False) -> list[Judgement]:
    """The unbroken run of judgements of the same verdict that ends with this one, in order.

    Args:
        judgement: The last of them.
        history: What was replayed of its slice.
        off: Follow the point instead of the verdict: as long as it is off its target.
    """
    run = [judgement]
    start = judgement.period.start if judgement.period else date.min
    for past in reversed([replayed.judgement for replayed in history if replayed.start < start]):
        if (past.reason in OFF) if off else (past.verdict is judgement.verdict):
            run.insert(0, past)
        else:
            break
    return run
