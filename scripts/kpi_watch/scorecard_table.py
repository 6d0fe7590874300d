"""The scorecard as rows of governance.kpi_scorecard: what the runner judged, for tools that read tables."""

from collections.abc import Mapping
from decimal import Decimal

from kpi_watch.formats import Formats
from kpi_watch.labels import Lang
from kpi_watch.periods import KpiFacts, judge_kpi
from kpi_watch.scorecard import as_columns, reason
from kpi_watch.verdicts import Judgement
from kpi_watch.warehouse import Published

Texts = dict[str, str | None]


def scorecard_rows(published: Published, release_id: str) -> list[Texts]:
    """Judge all that is about to be published, on the last day of its data."""
    formats = {lang: Formats(lang, published.run) for lang in Lang}
    return [
        {**_judged(judgement, formats), **_kept(facts, release_id)}
        for facts in published.kpis
        for judgement in judge_kpi(facts, published.data_as_of)
    ]


def _judged(judgement: Judgement, formats: Mapping[Lang, Formats]) -> Texts:
    columns = as_columns(judgement)
    value = judgement.reading.kpi_value if judgement.reading else None
    before = judgement.previous.kpi_value if judgement.previous else None
    words = {f"reason_{lang}": reason(judgement, of_lang) for lang, of_lang in formats.items()}
    return {
        **{name: _text(of_column) for name, of_column in columns.items()},
        "period_grain": formats[Lang.EN].run.judged_grain,
        "value_before": _text(before),
        "relative_change": _text(value / before - 1 if value is not None and before else None),
        **words,
    }


def _kept(facts: KpiFacts, release_id: str) -> Texts:
    release = facts.release
    return {
        "data_as_of": _text(facts.data_as_of),
        "release_status": release.status if release else None,
        "stale_reason": (release.reason or None) if release else None,
        "released_at": _text(release.released_at) if release else None,
        "release_id": release_id,
    }


def _text(value: object) -> str | None:
    if isinstance(value, Decimal | float):
        return f"{value:.9f}"
    return None if value is None else str(value)
