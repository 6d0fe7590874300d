"""The words of an alert: at most ten lines to an owner, in the channel's language, without markup."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_watch.channels import Channel
from kpi_watch.formats import NARROW_SPACE, Formats
from kpi_watch.incidents import Event, Transition
from kpi_watch.labels import Lang, plain, word
from kpi_watch.outbox import Message
from kpi_watch.records import ALL, Grain, Period, Run
from kpi_watch.scorecard import evidence
from kpi_watch.verdicts import Judgement, Reason, Verdict
from kpi_watch.watched import ANOMALY

LINES = 10
NAME = 60
"""Characters of a name from the data that a message shows."""

COLONS = {Lang.EN: ":", Lang.FR: f"{NARROW_SPACE}:"}

GLYPHS = {
    Transition.CRITICAL: ("✖", Verdict.ALERT),
    Transition.WARN: ("▲", Verdict.WATCH),
    Transition.RESOLVED: ("✔", "resolved"),
    Transition.RESTATED: ("✎", "restated"),
}
"""In the order of a message."""

Drivers = Callable[[Judgement, Lang], Sequence[str]]


@dataclass(frozen=True)
class News:
    """One event with what it is about, and the slices that a breach of their total speaks for."""

    event: Event
    judgement: Judgement
    rule: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """What does not change within a run."""

    run: Run
    actions: Mapping[str, tuple[Sequence[str], Sequence[str]]]
    report_url: str | None = None
    drivers: Drivers = lambda _judgement, _lang: ()

    def message(self, channel: Channel, owner: str, news: Sequence[News]) -> Message:
        """A line for each event, details of the worst while there is room, and where to go on."""
        formats = Formats(channel.lang, self.run)
        ranked = sorted(
            news, key=lambda item: (list(GLYPHS).index(item.event.transition), item.event.fingerprint)
        )
        events = tuple(item.event for item in ranked)
        heads = ranked if len(ranked) < LINES else ranked[: LINES - 2]
        room = LINES - 1 - len(heads) - (len(heads) < len(ranked))
        lines: list[str] = []
        for item in heads:
            details = self._details(item, formats)[:room]
            room -= len(details)
            lines += [self._head(item, formats), *details]
        if len(heads) < len(ranked):
            lines.append(f"+ {len(ranked) - len(heads)} {word('more', channel.lang)}")
        body = "\n".join([*lines, self._footer(ranked[0], channel.lang)])
        return Message(channel.name, owner, events, self._subject(owner, ranked, channel.lang), body)

    def _subject(self, owner: str, news: Sequence[News], lang: Lang) -> str:
        counts = {key: sum(item.event.transition is key for item in news) for key in GLYPHS}
        tally = [f"{count} × {word(GLYPHS[key][1], lang)}" for key, count in counts.items() if count]
        return f"{word('alerts', lang)} · {_short(owner)}{COLONS[lang]} {', '.join(tally)}"

    def _head(self, item: News, formats: Formats) -> str:
        judgement, lang = item.judgement, formats.lang
        (glyph, key), colon = GLYPHS[item.event.transition], COLONS[lang]
        if item.rule == ANOMALY:
            key = Reason.UNUSUAL if item.event.transition is Transition.WARN else key
            formats = replace(formats, run=replace(self.run, judged_grain=Grain.MONTH))
        name = f"{formats.label(judgement.definition)} · {_short(formats.slice(judgement.target))}"
        since = formats.period(Period(item.event.since, item.event.since, is_final=True))
        period = formats.period(judgement.period) if judgement.period else since
        if item.event.transition is Transition.RESTATED:
            period = formats.period(Period(item.event.period, item.event.period, is_final=True))
            return f"{glyph} {word(key, lang)}{colon} {name}, {period}"
        facts = [*_facts(judgement, formats), f"{word('since', lang)} {since}"]
        return f"{glyph} {word(key, lang)}{colon} {name}, {period}{colon} {', '.join(facts)}"

    def _details(self, item: News, formats: Formats) -> list[str]:
        if item.event.transition not in {Transition.WARN, Transition.CRITICAL}:
            return []
        lang = formats.lang
        drivers = ", ".join(_short(driver) for driver in self.drivers(item.judgement, lang)[:3])
        actions = self.actions.get(item.judgement.definition.kpi, ((), ()))[lang is Lang.FR]
        also = ", ".join(map(_short, item.also))
        details = [f"{word('drivers', lang)} {drivers}"] if drivers else []
        details += [f"{word('also', lang)} {also}"] if also else []
        details += [f"→ {plain(action)}" for action in actions[:2]]
        return [f"   {detail}" for detail in details]

    def _footer(self, worst: News, lang: Lang) -> str:
        kpi, colon = worst.judgement.definition.kpi, COLONS[lang]
        target = worst.judgement.target
        segment = f", segment: {_short(target.segment)}" if target and target.segment != ALL else ""
        parts = [f"{word('see', lang)}{colon} {self.report_url}"] if self.report_url else []
        parts += [f"{word('explanation', lang)}{colon} kpis explain {kpi}"]
        parts += [f"{word('mute', lang)}{colon} alerts.yml, mutes: {{kpi: {kpi}{segment}, until, by, why}}"]
        return " · ".join(parts)


def _facts(judgement: Judgement, formats: Formats) -> list[str]:
    """Value, what it rests on, target and change."""
    reading, target, lang = judgement.reading, judgement.target, formats.lang
    unit = judgement.definition.unit
    if reading is None or reading.kpi_value is None or target is None:
        return []
    rests_on = f"n {formats.number(reading.sample_size or 0, 0)}"
    if interval := evidence(judgement, formats):
        parts = [word("range", lang), interval] if judgement.interval else [interval]
        rests_on = f"{' '.join(parts if lang is Lang.EN else reversed(parts))}, {rests_on}"
    facts = [f"{formats.value(reading.kpi_value, unit)} ({rests_on})"]
    if target.source == ANOMALY and judgement.measured is not None:
        facts += [f"{word('expected', lang)} {formats.value(judgement.measured, unit)}"]
    if band := formats.band(judgement.definition, target):
        facts += [f"{word('target', lang)} {band}"]
    before = judgement.previous
    if before and before.kpi_value and (change := formats.change(reading.kpi_value, before.kpi_value, unit)):
        facts += [f"{word('change', lang)} {change}"]
    return facts


def _short(text: str) -> str:
    text = plain(text)
    return text if len(text) <= NAME else text[: NAME - 1] + "…"
