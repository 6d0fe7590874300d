"""Facts as the words and numbers of a page, for the templates to lay out."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kpi_watch.decomposition import Effect, Parts
from kpi_watch.dossier import Dossier, values
from kpi_watch.explain import Explanation, worst
from kpi_watch.formats import EN_DASH, NARROW_SPACE, Formats
from kpi_watch.labels import Lang, plain, word
from kpi_watch.periods import KpiFacts
from kpi_watch.records import ALL, Period, Reading, Unit
from kpi_watch.replay import run_of
from kpi_watch.scorecard import evidence, reason
from kpi_watch.slices import Stretch
from kpi_watch.sparkline import PERIODS, sparkline
from kpi_watch.terminal import SHOWN
from kpi_watch.verdicts import Judgement, Verdict

View = dict[str, Any]

TEMPLATES = Path(__file__).with_name("templates")
LONGEST_NAME = 80
NOT_PLAIN_IN_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>()#+!|~$"})


@cache
def _phrases() -> Mapping[str, list[str]]:
    read: Mapping[str, list[str]] = yaml.safe_load((TEMPLATES / "phrases.yml").read_text(encoding="utf-8"))
    return read


def render(template: str, lang: Lang, view: View) -> str:
    """Lay a view out; in HTML everything is escaped that is not markup of this package."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(name=name, md=lambda text: str(text).translate(NOT_PLAIN_IN_MARKDOWN))
    return environment.get_template(template).render(say=phrases(lang), lang=lang.value, **view)


def phrases(lang: Lang) -> Callable[[str], str]:
    """Look words up: the pages' own, then the scorecard's."""
    own = _phrases()
    return lambda key: own[key][lang is Lang.FR] if key in own else word(key, lang)


def name(text: str) -> str:
    """A name from the data on one line, cut where it is no name any more."""
    flat = " ".join(plain(text).split())
    return flat if len(flat) <= LONGEST_NAME else f"{flat[: LONGEST_NAME - 1]}…"


def number(value: Fraction | Decimal) -> Decimal:
    """A fraction to 28 digits."""
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value


def signed(value: Fraction | Decimal, unit: Unit, formats: Formats) -> str:
    """A change of a value, never -0: points of a ratio, else in its unit."""
    exact = number(value)
    if unit is Unit.RATIO:
        return formats.change(exact, Decimal(0), unit)
    text = formats.value(abs(exact), unit)
    is_less = exact < 0 and any(digit in text for digit in "123456789")
    return f"{'-' if is_less else '+'}{text}"


def judged(judgement: Judgement, dossier: Dossier) -> View:
    """One row of the report: a slice with its verdict and what it rests on."""
    formats, definition, target = dossier.formats, judgement.definition, judgement.target
    facts, before = dossier.facts[definition.kpi], judgement.previous
    reading = judgement.reading or _published(facts, judgement)
    value = reading.kpi_value if reading else None
    history = dossier.replays[definition.kpi].get(target, [])
    run = run_of(judgement, history) if judgement.verdict in {Verdict.ALERT, Verdict.WATCH} else []
    since = run[0].period if run else None
    drawn = values(facts, judgement)
    shown = formats.value(value, definition.unit) if value is not None else ""
    label = f"{formats.label(definition)}, {name(formats.slice(target))}: {shown}"
    was = before.kpi_value if before else None
    change = formats.change(value, was, definition.unit) if value is not None and was is not None else ""
    return {
        "kpi": definition.kpi,
        "label": formats.label(definition),
        "slice": formats.slice(target),
        "period": formats.period(judgement.period) if judgement.period else "",
        "verdict": judgement.verdict.value,
        "glyph": SHOWN[judgement.verdict][0],
        "word": word(judgement.verdict, formats.lang),
        "reason": reason(judgement, formats),
        "value": shown,
        "evidence": evidence(judgement, formats),
        "band": formats.band(definition, target) if target else "",
        "change": change,
        "n": formats.number(reading.sample_size or 0, 0) if reading else "",
        "since": formats.period(since) if since else "",
        "spark": sparkline(drawn, target, f"{label} ({min(len(drawn), PERIODS)})"),
    }


def _published(facts: KpiFacts, judgement: Judgement) -> Reading | None:
    """What is known of a slice that has no target to be judged by."""
    history = facts.histories.get(judgement.target)
    return history.readings.get(judgement.period.start) if history and judgement.period else None


def explained(found: Explanation, formats: Formats) -> View:
    """An explanation in words."""
    judgement = found.question.judgement
    unit = judgement.definition.unit
    return {
        "kpi": judgement.definition.kpi,
        "label": formats.label(judgement.definition),
        "slice": formats.slice(judgement.target),
        "after": _stretch(found.question.after, formats),
        "before": _stretch(found.question.before, formats),
        "value_before": _value(found.before, unit, formats),
        "value_after": _value(found.after, unit, formats),
        "change": signed(found.change, unit, formats) if found.change is not None else "",
        "dimensions": [
            {"key": key, "effects": [_effect(effect, unit, formats) for effect in split]}
            for key, split in found.dimensions.items()
        ],
        "stages": [
            (stage, signed(effect, Unit.RATIO, formats), effect < 0) for stage, effect in found.stages
        ],
        "reasons": found.reasons,
        "deals": [
            {
                "id": deal.opportunity_id,
                "amount": formats.value(deal.reporting_amount, Unit.MONEY) if deal.reporting_amount else "",
                "facts": [deal.seller, deal.loss_stage, deal.loss_reason],
            }
            for deal in found.deals
        ],
        "actions": [
            {"text": action.text, "is_indicated": action.is_indicated, "score": action.score}
            for action in found.actions
        ],
    }


def drivers(found: Explanation | None, formats: Formats) -> list[str]:
    """What pulled the value the wrong way most, for a message of few lines."""
    if found is None:
        return []
    unit = found.question.judgement.definition.unit
    return [f"{member} {signed(effect, unit, formats)}" for member, effect in worst(found)]


def _effect(effect: Effect, unit: Unit, formats: Formats) -> View:
    return {
        "member": effect.member,
        "total": signed(effect.total, unit, formats),
        "rate": signed(effect.rate, unit, formats),
        "mix": signed(effect.mix, unit, formats),
        "before": _value(effect.before, unit, formats),
        "after": _value(effect.after, unit, formats),
        "has_stopped": bool(effect.before.denominator and not effect.after.denominator),
        "has_begun": bool(effect.after.denominator and not effect.before.denominator),
    }


def _value(parts: Parts, unit: Unit, formats: Formats) -> str:
    return EN_DASH if parts.value is None else formats.value(number(parts.value), unit)


def _stretch(stretch: Stretch, formats: Formats) -> str:
    ends: list[Period] = list({stretch.periods[0]: 0, stretch.periods[-1]: 0})
    return f"{NARROW_SPACE}{EN_DASH}{NARROW_SPACE}".join(map(formats.period, ends))


def decided(dossier: Dossier, day: date) -> list[View]:
    """Every decision with its KPI, its slice and what became of it."""
    formats = dossier.formats
    found = []
    for decision in dossier.decisions:
        facts = dossier.facts.get(decision.kpi)
        measured = dossier.effects.get(decision.decision_id)
        effect = measured.measured_effect if measured else None
        unit = facts.definition.unit if facts else Unit.RATIO
        members = [member for member in decision.members if member not in {ALL, ""}]
        found.append(
            {
                **vars(decision),
                "label": formats.label(facts.definition) if facts else decision.kpi,
                "team": facts.definition.kpi_owner if facts else decision.decision_owner,
                "slice": " · ".join(members) or word("total", formats.lang),
                "is_overdue": decision.is_overdue(day),
                "due": _day(decision.deadline, formats),
                "closed": _day(decision.closed_on, formats),
                "effect": measured.effect if measured else "",
                "effect_size": signed(effect, unit, formats) if effect is not None else "",
            }
        )
    return found


def _day(text: str, formats: Formats) -> str:
    try:
        return formats.day(date.fromisoformat(text))
    except ValueError:
        return text
