"""The scorecard: all verdicts of a day in reading order, and as JSON or GitHub annotations."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_watch.evidence import effective_sample
from kpi_watch.formats import Formats
from kpi_watch.labels import FUNNEL_STAGES, WORDS, plain, word
from kpi_watch.records import ALL, Comparison, Reading
from kpi_watch.verdicts import Judgement, Reason, Verdict


@dataclass(frozen=True)
class Scorecard:
    """All verdicts of a day, by funnel stage and owner, worst first."""

    judgements: Sequence[Judgement]
    as_of: date
    data_as_of: date
    formats: Formats

    def in_order(self) -> list[Judgement]:
        """As people read them: down the funnel, the worst first, a total before its slices."""
        return sorted(self.judgements, key=_place)

    def counts(self) -> dict[Verdict, int]:
        """How many of each verdict, worst first."""
        verdicts = [judgement.verdict for judgement in self.judgements]
        return {verdict: verdicts.count(verdict) for verdict in Verdict}

    def could_judge(self) -> bool:
        """Whether anything at all was judged."""
        return any(j.verdict not in {Verdict.NO_DATA, Verdict.STALE} for j in self.judgements)

    def exit_code(self, fail_on: str) -> int:
        """0 fine, 1 breach, 2 could not judge."""
        if not self.could_judge():
            return 2
        breaches = {Verdict.ALERT, Verdict.WATCH} if fail_on == "warn" else {Verdict.ALERT}
        return int(any(judgement.verdict in breaches for judgement in self.judgements))


def _place(judgement: Judgement) -> tuple[object, ...]:
    definition, target, period = judgement.definition, judgement.target, judgement.period
    stage = definition.funnel_stage
    down = FUNNEL_STAGES.index(stage) if stage in FUNNEL_STAGES else len(FUNNEL_STAGES)
    members = [member for member in target.members if member != ALL] if target else []
    return (
        (down, stage, definition.kpi_owner, list(Verdict).index(judgement.verdict), definition.kpi),
        (len(members), members, target.comparison if target else "", period.start if period else date.min),
    )


def evidence(judgement: Judgement, formats: Formats) -> str:
    """What the verdict rests on beside the value: the interval of a rate, or a change on the year."""
    if judgement.interval:
        return formats.interval(judgement.interval)
    target, measured = judgement.target, judgement.measured
    if target and target.comparison is Comparison.CHANGE_ON_YEAR and measured is not None:
        return f"{formats.share(measured, sign=True)} {word('on_year', formats.lang)}"
    return ""


def reason(judgement: Judgement, formats: Formats) -> str:
    """Why this verdict, in words."""
    status = judgement.reading.value_status if judgement.reading else ""
    known = judgement.reason is Reason.NO_VALUE and status in WORDS
    return word(status if known else judgement.reason, formats.lang)


def as_json(card: Scorecard) -> str:
    """The scorecard for machines; keys are added, never renamed.

    `as_of`, `data_as_of`, `grain`, `reporting_currency`, `counts` (verdict to number of rows), and
    `verdicts`, a list in the scorecard's order with, for each: `kpi`, `label`, `kpi_owner`,
    `funnel_stage`, `unit`, `direction`, `definition_version`; `segment`, `industry`, `seller`,
    `channel` (`All` where not sliced by it); `period_start`, `period_end`, `measured_on`;
    `verdict`, `reason`; `value` and `previous_value` (in the KPI's unit, a ratio of 1 being
    100 %), `measured` (what the target is compared with: the value or the change on the year),
    `interval_low`, `interval_high`, `sample_size`, `effective_sample`, `numerator`, `denominator`,
    `value_status`; `comparison`, `target_low`, `target_high`, `alert_below`, `alert_above`,
    `minimum_sample`, `target_source`. Numbers are numbers, days are ISO 8601, unknown is null.
    """
    document = {
        "as_of": card.as_of,
        "data_as_of": card.data_as_of,
        "grain": card.formats.run.judged_grain,
        "reporting_currency": card.formats.run.reporting_currency,
        "counts": card.counts(),
        "verdicts": [_as_dict(judgement, card.formats) for judgement in card.in_order()],
    }
    return json.dumps(document, indent=2, default=_plain_json)


def _as_dict(judgement: Judgement, formats: Formats) -> dict[str, object]:
    definition, target, reading = judgement.definition, judgement.target, judgement.reading
    period, interval = judgement.period, judgement.interval
    card = ("kpi_owner", "funnel_stage", "unit", "direction", "definition_version")
    members = ("segment", "industry", "seller", "channel")
    limits = ("target_low", "target_high", "alert_below", "alert_above", "minimum_sample")
    return {
        "kpi": definition.kpi,
        "label": definition.label_fr if formats.lang == "fr" else definition.label_en,
        **{key: getattr(definition, key) for key in card},
        **{key: getattr(target, key, ALL) for key in members},
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "measured_on": getattr(reading, "measured_on", None),
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "value": getattr(reading, "kpi_value", None),
        "previous_value": getattr(judgement.previous, "kpi_value", None),
        "measured": judgement.measured,
        "interval_low": interval.low if interval else None,
        "interval_high": interval.high if interval else None,
        "sample_size": getattr(reading, "sample_size", None),
        "effective_sample": _effective(reading),
        "numerator": getattr(reading, "numerator", None),
        "denominator": getattr(reading, "denominator", None),
        "value_status": getattr(reading, "value_status", None),
        "comparison": getattr(target, "comparison", None),
        **{key: getattr(target, key, None) for key in limits},
        "target_source": getattr(target, "source", None),
    }


def _effective(reading: Reading | None) -> float | None:
    return effective_sample(reading.denominator, reading.sum_of_squares) if reading else None


def _plain_json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def as_github(card: Scorecard) -> str:
    """An error per alert and a warning per watch, stale or missing KPI; the rest is silent."""
    commands = {
        Verdict.ALERT: "error",
        Verdict.WATCH: "warning",
        Verdict.STALE: "warning",
        Verdict.NO_DATA: "warning",
    }
    return "\n".join(
        f"::{commands[judgement.verdict]} title={_property(title)}::{_escaped(sentence)}"
        for judgement in card.in_order()
        if judgement.verdict in commands
        for title, sentence in [_annotation(judgement, card.formats)]
    )


def _annotation(judgement: Judgement, formats: Formats) -> tuple[str, str]:
    definition, target, reading = judgement.definition, judgement.target, judgement.reading
    where = [formats.label(definition), formats.slice(target)]
    where += [formats.period(judgement.period)] if judgement.period else []
    facts = [reason(judgement, formats)]
    if reading and reading.kpi_value is not None:
        facts += [formats.value(reading.kpi_value, definition.unit), evidence(judgement, formats)]
        facts += [f"n {formats.number(reading.sample_size or 0, 0)}"]
    if target and (band := formats.band(definition, target)):
        facts += [f"{word('target', formats.lang)} {band}"]
    title = f"{word(judgement.verdict, formats.lang)}: {', '.join(where)}"
    return title, "; ".join(filter(None, [*facts, plain(definition.kpi_owner)]))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
