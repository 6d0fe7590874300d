"""The scorecard on a terminal: one line per KPI and slice, a hundred columns wide."""

import re
from collections.abc import Sequence
from itertools import groupby

import click

from kpi_watch.formats import Formats
from kpi_watch.labels import FUNNEL_STAGES, plain, word
from kpi_watch.records import Period
from kpi_watch.scorecard import Scorecard, evidence, kept_in_words, reason
from kpi_watch.verdicts import Judgement, Verdict

WIDTH = 100
GAP = "  "
NAMES = 3
"""The first cells of a row name it and stand on the left; its numbers follow on the right."""

SHOWN = {
    Verdict.ALERT: ("✖", "red"),
    Verdict.WATCH: ("▲", "yellow"),
    Verdict.STALE: ("○", "magenta"),
    Verdict.NO_DATA: ("–", "magenta"),
    Verdict.NOT_ENOUGH_EVIDENCE: ("?", "cyan"),
    Verdict.ON_TARGET: ("✔", "green"),
}
"""Never by colour alone: a glyph and a word say the same."""


def as_text(card: Scorecard) -> str:
    """Title, headings, a block per funnel stage and owner, and the tally."""
    formats, judgements = card.formats, card.in_order()
    lang = formats.lang
    periods = [judgement.period for judgement in judgements if judgement.period]
    starts = [period.start for period in periods]
    usual = max(periods, key=lambda period: (starts.count(period.start), period.start), default=None)
    rows = [_row(judgement, formats, usual) for judgement in judgements]
    headings = ["", "", "", *(word(k, lang) for k in ("value", "range", "target", "change")), "n"]
    widths = _widths([headings, *rows])
    title = [
        word("title", lang),
        formats.period(usual) if usual else "",
        f"{word('grain', lang)} {word(formats.run.judged_grain, lang)}",
        f"{word('on', lang)} {formats.day(card.as_of)}" if card.as_of != card.data_as_of else "",
        f"{word('data', lang)} {formats.day(card.data_as_of)}",
        f"{word('published', lang)} {card.published_at:%Y-%m-%d %H:%M} UTC" if card.published_at else "",
    ]
    lines = [click.style(" · ".join(filter(None, title)), bold=True), _line(headings, widths)]
    pairs = zip(judgements, rows, strict=True)
    for heading, group in groupby(pairs, key=lambda pair: _heading(pair[0], formats)):
        lines += ["", click.style(heading, bold=True)]
        lines += [_line(row, widths, SHOWN[judgement.verdict][1]) for judgement, row in group]
    tally = [f"{n} {word(verdict, lang)}" for verdict, n in card.counts().items() if n]
    kept = [f"{SHOWN[Verdict.STALE][0]} {plain(line)}" for line in kept_in_words(card)]
    return "\n".join([*lines, "", f"{len(rows)} {word('checked', lang)} {', '.join(tally)}", *kept])


def _heading(judgement: Judgement, formats: Formats) -> str:
    stage = judgement.definition.funnel_stage
    name = word(stage, formats.lang) if stage in FUNNEL_STAGES else plain(stage)
    return f"{name} · {plain(judgement.definition.kpi_owner)}"


def _row(judgement: Judgement, formats: Formats, usual: Period | None) -> list[str]:
    """The cells of one judgement; without a value its reason stands where the numbers would.

    The title names the period that most rows are of; a row of another names its own.
    """
    shown = judgement.period
    period = f"{formats.period(shown)} " if shown and usual and shown.start != usual.start else ""
    label = re.sub(r" \([^()]*\)$", "", formats.label(judgement.definition))
    names = [
        f"{SHOWN[judgement.verdict][0]} {word(judgement.verdict, formats.lang)}",
        period + label,
        formats.slice(judgement.target),
    ]
    reading, target, before = judgement.reading, judgement.target, judgement.previous
    if reading is None or reading.kpi_value is None or target is None:
        return [*names, "", reason(judgement, formats)]
    value, unit = reading.kpi_value, judgement.definition.unit
    if judgement.verdict is Verdict.NO_DATA:
        return [*names, formats.value(value, unit), reason(judgement, formats)]
    return [
        *names,
        formats.value(value, unit),
        evidence(judgement, formats),
        formats.band(judgement.definition, target),
        formats.change(value, before.kpi_value, unit) if before and before.kpi_value else "",
        formats.number(reading.sample_size or 0, 0),
    ]


def _widths(table: Sequence[list[str]]) -> list[int]:
    """As wide as the cells; where the line would pass its width, the longer of the names is cut."""
    full = len(table[0])
    widths = [max(len(row[i]) for row in table if len(row) == full or i <= NAMES) for i in range(full)]
    while sum(widths) + len(GAP) * (full - 1) > WIDTH and max(widths[1:NAMES]) > 1:
        widths[1 if widths[1] >= widths[2] else 2] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], colour: str | None = None) -> str:
    """One row; a last cell before the end of the table runs as far as the line does."""
    names = [_cut(t, w).ljust(w) for t, w in zip(cells[:NAMES], widths, strict=False)]
    numbers = [t.rjust(w) for t, w in zip(cells[NAMES:], widths[NAMES:], strict=False)]
    if len(cells) < len(widths):
        room = WIDTH - sum(width + len(GAP) for width in widths[: len(cells) - 1])
        numbers[-1] = _cut(cells[-1], room)
    verdict = click.style(names[0], fg=colour) if colour else names[0]
    return GAP.join([verdict, *names[1:], *numbers]).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
