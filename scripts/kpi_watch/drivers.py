"""What drove a change: stages, loss reasons and deals; and which actions the numbers speak for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kpi_watch.decomposition import Effect, Parts, pooled, share_effects
from kpi_watch.labels import Lang
from kpi_watch.slices import Card, Deal

TOP_DEALS = 5


@dataclass(frozen=True)
class Action:
    """A line of the playbook, whether the numbers speak for it, and how often it worked before."""

    cause: str
    text: str
    score: int
    is_indicated: bool = False


def stages(old: list[Deal], new: list[Deal]) -> list[tuple[str, Fraction]]:
    """What the losses of each stage took from the win rate, the worst first."""
    losses = [Counter(deal.loss_stage for deal in deals if not deal.is_won) for deals in (old, new)]
    if not (old and new and losses[1]):
        return []
    was, now = (
        {stage: Fraction(n, len(deals)) for stage, n in lost.items()}
        for lost, deals in zip(losses, (old, new), strict=True)
    )
    return sorted(share_effects(was, now).items(), key=lambda item: (item[1], item[0]))


def reasons(old: list[Deal], new: list[Deal]) -> list[tuple[str, int, int]]:
    """Loss reasons with their number of deals now and before, the most frequent first."""
    was, now = (Counter(d.loss_reason for d in deals if not d.is_won) for deals in (old, new))
    return sorted(((r, n, was[r]) for r, n in now.items()), key=lambda item: (-item[1], item[0]))


def heaviest(deals: list[Deal], sign: int) -> list[Deal]:
    """The deals that pull the value the wrong way most; among equals the largest."""
    whole = pooled(map(_parts, deals))

    def weight(deal: Deal) -> tuple[Fraction, Fraction, str]:
        without = (whole - _parts(deal)).value
        gain = 0 if without is None or whole.value is None else sign * (without - whole.value)
        return Fraction(-gain), -Fraction(deal.reporting_amount or 0), deal.opportunity_id

    return sorted(deals, key=weight)[:TOP_DEALS]


def _parts(deal: Deal) -> Parts:
    return Parts(Fraction(deal.numerator or 0), Fraction(deal.denominator or 0))


def causes(
    found: Mapping[str, list[Effect]],
    lost_at: list[tuple[str, Fraction]],
    lost_for: list[tuple[str, int, int]],
    deals: list[Deal],
    sign: int,
) -> set[str]:
    """The causes of the playbooks that the numbers speak for.

    The most frequent loss reason; a mix of segments that took more than their own values did; the stage
    that lost more, early or late; a channel that took more than any other member of any dimension.
    """
    spoken_for = {reason.casefold().replace(" ", "_") for reason, _, _ in lost_for[:1]}
    segments = found.get("segment", [])
    if sign * sum(e.mix for e in segments) < min(0, sign * sum(e.rate for e in segments)):
        spoken_for.add("segment_mix")
    order = {deal.loss_stage: deal.loss_stage_order for deal in deals if deal.loss_stage_order is not None}
    if lost_at and lost_at[0][1] < 0 and lost_at[0][0] in order:
        is_first = order[lost_at[0][0]] == min(order.values())
        spoken_for.add("weak_qualification" if is_first else "late_stage_losses")
    worst = min(((sign * e.total, name) for name, split in found.items() for e in split), default=(0, ""))
    if worst[0] < 0 and worst[1] == "channel":
        spoken_for |= {"weak_source", "media_without_customers"}
    return spoken_for


def playbook(card: Card | None, lang: Lang, scores: Mapping[str, int]) -> list[Action]:
    """The actions of a card, with how often those for the same cause worked before."""
    if card is None:
        return []
    texts = (card.actions_en if lang is Lang.EN else card.actions_fr).split(" | ")
    pairs = zip(card.action_causes.split(" | "), texts, strict=False)
    return [Action(cause, text, scores.get(cause, 0)) for cause, text in pairs if text]


def ranked(actions: Sequence[Action], spoken_for: set[str]) -> list[Action]:
    """What the numbers speak for comes first, among it what worked before, then the card's order."""
    marked = [replace(action, is_indicated=action.cause in spoken_for) for action in actions]
    return sorted(marked, key=lambda action: (not action.is_indicated, -action.score))
