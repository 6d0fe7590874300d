"""The scorecard: all verdicts of a day in reading order, and as JSON or GitHub annotations."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from kpi_watch.evidence import effective_sample
from kpi_watch.formats import Formats
from kpi_watch.labels import FUNNEL_STAGES, WORDS, plain, word
from kpi_watch.records import ALL, Comparison, Reading, Target
from kpi_watch.releases import Release, Status
from kpi_watch.verdicts import Judgement, Reason, Verdict

KEPT = {Status.STALE: Reason.HELD_BACK, Status.NEVER: Reason.NEVER_RELEASED}


@dataclass(frozen=True)
class Scorecard:
    """All verdicts of a day, by funnel stage and owner, worst first."""

    judgements: Sequence[Judgement]
    as_of: date
    data_as_of: date
    formats: Formats
    releases: Sequence[Release] = ()

    @property
    def kept(self) -> list[Release]:
        """What did not move on with the last publication."""
        return [release for release in self.releases if release.status is not Status.CURRENT]

    @property
    def published_at(self) -> datetime | None:
        """When that was (UTC); none where nothing says."""
        return max((r.released_at for r in self.releases if r.released_at), default=None)

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


def kept_in_words(card: Scorecard) -> list[str]:
    """A line per mart that did not move on with the last publication."""
    lang = card.formats.lang
    return [
        f"{release.relation}: {word(KEPT[release.status], lang)}"
        f"{f' ({card.formats.day(release.as_of)})' if release.as_of else ''}: {release.reason}"
        for release in card.kept
    ]


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

    `as_of`, `data_as_of`, `grain`, `reporting_currency`, `published_at` (UTC, null
    where nothing says), `kept` (rows of kpi_release that did not move on), `counts` (rows per verdict), and
    `verdicts`:
    in the scorecard's order, each the columns of kpi_definitions, kpi_targets and kpi_values under
    their own names, null where there is no such row, and beside them `verdict`, `reason`, `measured`
    (what the target speaks of: the value, or its change on the year), `interval_low`,
    `interval_high`, `effective_sample` and `previous_value`. Numbers are numbers, a ratio of 1 is
    100 %, days are ISO 8601.
    """
    document = {
        "as_of": card.as_of,
        "data_as_of": card.data_as_of,
        "grain": card.formats.run.judged_grain,
        "reporting_currency": card.formats.run.reporting_currency,
        "published_at": card.published_at,
        "kept": [asdict(release) for release in card.kept],
        "counts": card.counts(),
        "verdicts": [as_columns(judgement) for judgement in card.in_order()],
    }
    return json.dumps(document, indent=2, default=_plain_json)


def as_columns(judgement: Judgement) -> dict[str, object]:
    """One judgement with all that it rests on, under the names of the marts' columns."""
    target, reading, period = judgement.target, judgement.reading, judgement.period
    sample = effective_sample(reading.denominator, reading.sum_of_squares) if reading else None
    return {
        **asdict(judgement.definition),
        **(asdict(target) if target else {f.name: None for f in fields(Target)}),
        **(asdict(reading) if reading else {f.name: None for f in fields(Reading)}),
        **({"period_start": period.start, "period_end": period.end} if period else {}),
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "measured": judgement.measured,
        "interval_low": judgement.interval.low if judgement.interval else None,
        "interval_high": judgement.interval.high if judgement.interval else None,
        "effective_sample": sample,
        "previous_value": judgement.previous.kpi_value if judgement.previous else None,
    }


def _plain_json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def as_github(card: Scorecard) -> str:
    """An error per alert, a warning per watch, stale or missing KPI, and per mart that was kept."""
    commands = {
        Verdict.ALERT: "error",
        Verdict.WATCH: "warning",
        Verdict.STALE: "warning",
        Verdict.NO_DATA: "warning",
    }
    kept = [f"::warning::{_escaped(plain(line))}" for line in kept_in_words(card)]
    judged = [
        f"::{commands[judgement.verdict]} title={_property(title)}::{_escaped(sentence)}"
        for judgement in card.in_order()
        if judgement.verdict in commands
        for title, sentence in [_annotation(judgement, card.formats)]
    ]
    return "\n".join([*judged, *kept])


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
