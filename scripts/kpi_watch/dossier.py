"""Everything that a page or an explanation shows, gathered in a handful of queries."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.decisions import FILE, Decision, read_decisions
from kpi_watch.drivers import Action, playbook
from kpi_watch.explain import Explanation, Question, explain, question
from kpi_watch.formats import Formats
from kpi_watch.labels import Lang
from kpi_watch.periods import KpiFacts, judge_kpi
from kpi_watch.records import Target
from kpi_watch.replay import Replayed, replay
from kpi_watch.scorecard import Scorecard
from kpi_watch.slices import Card, MeasuredDecision, read_behind
from kpi_watch.verdicts import Judgement
from kpi_watch.warehouse import Published, read_published

SCORES = {"worked": 1, "no_effect": -1, "made_worse": -2}

Asks = Callable[[Scorecard, Mapping[str, KpiFacts], "Replays"], list[Question]]
Replays = Mapping[str, Mapping[Target | None, list[Replayed]]]


@dataclass(frozen=True)
class Dossier:
    """All that was read and found."""

    scorecard: Scorecard
    facts: Mapping[str, KpiFacts]
    replays: Replays
    explanations: list[Explanation]
    cards: Mapping[str, Card]
    decisions: list[Decision]
    effects: Mapping[str, MeasuredDecision]

    @property
    def formats(self) -> Formats:
        """How the reader's language writes."""
        return self.scorecard.formats

    def explanation(self, judgement: Judgement) -> Explanation | None:
        """What was found about one judgement."""
        return next((e for e in self.explanations if e.question.judgement is judgement), None)


def gather(
    options: DbtOptions, as_of: date | None, lang: Lang, asks: Asks, *, debug: bool = False
) -> Dossier:
    """Judge, then read what stands behind the slices that are asked about."""
    published = read_published(options, debug=debug)
    day = as_of or published.data_as_of
    judgements = [judgement for facts in published.kpis for judgement in judge_kpi(facts, day)]
    formats = Formats(lang, published.run)
    scorecard = Scorecard(judgements, day, published.data_as_of, formats, published.releases)
    facts = {of_kpi.definition.kpi: of_kpi for of_kpi in published.kpis}
    replays = {kpi: replay(of_kpi) for kpi, of_kpi in facts.items()}
    questions = asks(scorecard, facts, replays)
    stretches = [stretch for asked in questions for stretch in (asked.before, asked.after)]
    behind = read_behind(stretches, published.run.judged_grain, options, debug=debug)
    cards = {card.kpi: card for card in behind.cards}
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    for effect in behind.effects:
        scores[effect.kpi][effect.playbook_cause] += SCORES.get(effect.effect, 0)
    actions: dict[str, list[Action]] = {
        kpi: playbook(cards.get(kpi), lang, scores.get(kpi, {})) for kpi in facts
    }
    found = [explain(q, behind.parts, behind.deals, actions[q.judgement.definition.kpi]) for q in questions]
    decisions = read_decisions(options.folder / FILE)
    effects = {effect.decision_id: effect for effect in behind.effects}
    return Dossier(scorecard, facts, replays, found, cards, decisions, effects)


def ask_about(
    judgements: Sequence[Judgement], facts: Mapping[str, KpiFacts], replays: Replays, span: int | None = None
) -> list[Question]:
    """A question per judgement that has a period to compare with."""
    asked = [
        question(
            judgement,
            facts[judgement.definition.kpi].periods,
            replays[judgement.definition.kpi].get(judgement.target, []),
            span,
        )
        for judgement in judgements
    ]
    return [q for q in asked if q is not None]


def explanations(
    published: Published, judgements: Sequence[Judgement], options: DbtOptions, *, debug: bool
) -> list[Explanation]:
    """What was found about some judgements of whole periods, without words."""
    facts = {of_kpi.definition.kpi: of_kpi for of_kpi in published.kpis}
    asked = [j for j in judgements if j.period in facts[j.definition.kpi].periods]
    questions = ask_about(asked, facts, {kpi: replay(of_kpi) for kpi, of_kpi in facts.items()})
    stretches = [stretch for q in questions for stretch in (q.before, q.after)]
    behind = read_behind(stretches, published.run.judged_grain, options, debug=debug)
    return [explain(q, behind.parts, behind.deals) for q in questions]


def values(facts: KpiFacts, judgement: Judgement) -> list[Decimal | None]:
    """The values of the judgement's slice up to its period, in order."""
    history = facts.histories.get(judgement.target)
    if history is None or judgement.period is None:
        return []
    starts = [p.start for p in facts.periods if p.start <= judgement.period.start]
    readings = [history.readings.get(start) for start in starts]
    return [reading.kpi_value if reading else None for reading in readings]
