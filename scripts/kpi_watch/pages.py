"""The report and the weekly review: what stands where, for the templates to lay out."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from itertools import groupby

from kpi_watch.dossier import Dossier, Replays, ask_about
from kpi_watch.explain import Question
from kpi_watch.labels import FUNNEL_STAGES, Lang, plain, word
from kpi_watch.periods import KpiFacts
from kpi_watch.records import ALL
from kpi_watch.scorecard import Scorecard, kept_in_words
from kpi_watch.terminal import SHOWN
from kpi_watch.verdicts import Judgement, Verdict
from kpi_watch.views import TEMPLATES, View, decided, explained, judged, phrases, render

NORTH_STAR = "north_star_arr"
OFF = frozenset({Verdict.ALERT, Verdict.WATCH})
WEEK = timedelta(days=7)


def questions(card: Scorecard, facts: Mapping[str, KpiFacts], replays: Replays) -> list[Question]:
    """What is off is explained, and the total of every KPI is taken apart."""
    asked = [j for j in card.in_order() if j.verdict in OFF or _is_total(j)]
    return ask_about(asked, facts, replays)


def _severity(judgement: Judgement) -> int:
    return list(Verdict).index(judgement.verdict)


def _is_total(judgement: Judgement) -> bool:
    return judgement.target is not None and set(judgement.target.members) == {ALL}


def report(dossier: Dossier) -> str:
    """The scorecard as one HTML page."""
    lang = dossier.formats.lang
    kpis = [_kpi(dossier, list(group)) for _, group in _by_kpi(dossier.scorecard.in_order())]
    stages = groupby((kpi for kpi in kpis if kpi["kpi"] != NORTH_STAR), lambda kpi: str(kpi["stage"]))
    decisions = decided(dossier, dossier.scorecard.as_of)
    return _page(
        "report.html.j2",
        dossier,
        counts=_counts(dossier),
        off=[
            _item(dossier, j) for j in sorted(dossier.scorecard.in_order(), key=_severity) if j.verdict in OFF
        ],
        north_star=next((kpi for kpi in kpis if kpi["kpi"] == NORTH_STAR), None),
        stages=[(_stage(stage, lang), list(group)) for stage, group in stages],
        kpis=kpis,
        open_decisions=[d for d in decisions if d["status"] == "open"],
        closed_decisions=[d for d in decisions if d["status"] != "open"],
    )


def review(dossier: Dossier, suffix: str) -> str:
    """The agenda of the weekly meeting, in HTML or in Markdown."""
    as_of = dossier.scorecard.as_of
    ordered = dossier.scorecard.in_order()
    decisions = decided(dossier, as_of)
    teams = list(
        dict.fromkeys([j.definition.kpi_owner for j in ordered] + [str(d["team"]) for d in decisions])
    )
    agenda = [
        {
            "name": team,
            "items": [
                _item(dossier, j) for j in ordered if j.definition.kpi_owner == team and j.verdict in OFF
            ],
            "open": [d for d in decisions if d["team"] == team and d["status"] == "open"],
            "decided": [d for d in decisions if d["team"] == team and _is_recent(d["decided_on"], as_of)],
            "closed": [d for d in decisions if d["team"] == team and _is_recent(d["closed_on"], as_of)],
        }
        for team in teams
    ]
    return _page(f"review{suffix}.j2", dossier, counts=_counts(dossier), agenda=agenda)


def decision_list(dossier: Dossier) -> str:
    """All decisions on a terminal."""
    decisions = decided(dossier, dossier.scorecard.as_of)
    return render("decisions.txt.j2", dossier.formats.lang, {"decisions": decisions})


def _page(template: str, dossier: Dossier, **view: object) -> str:
    card, formats = dossier.scorecard, dossier.formats
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    head = {
        "style": style,
        "style_hash": b64encode(sha256(style.encode()).digest()).decode(),
        "as_of": formats.day(card.as_of) if card.as_of != card.data_as_of else "",
        "data_as_of": formats.day(card.data_as_of),
        "published_at": f"{card.published_at:%Y-%m-%d %H:%M} UTC" if card.published_at else "",
        "kept": kept_in_words(card),
        "grain": word(formats.run.judged_grain, formats.lang),
    }
    return render(template, formats.lang, {**head, **view})


def _by_kpi(judgements: list[Judgement]) -> Iterable[tuple[str, Iterable[Judgement]]]:
    """Down the funnel and by owner; the KPI with the worst slice first, its total first in it."""
    place: dict[str, int] = {}
    for judgement in judgements:
        place.setdefault(judgement.definition.kpi, len(place))
    ordered = sorted(judgements, key=lambda j: (place[j.definition.kpi], not _is_total(j)))
    return groupby(ordered, lambda judgement: judgement.definition.kpi)


def _kpi(dossier: Dossier, judgements: list[Judgement]) -> View:
    formats, definition = dossier.formats, judgements[0].definition
    total = next((found for j in judgements if _is_total(j) and (found := dossier.explanation(j))), None)
    off = [found for j in judgements if j.verdict in OFF and (found := dossier.explanation(j))]
    return {
        "kpi": definition.kpi,
        "label": formats.label(definition),
        "owner": definition.kpi_owner,
        "stage": definition.funnel_stage,
        "version": definition.definition_version,
        "card": dossier.cards[definition.kpi],
        "rows": [judged(judgement, dossier) for judgement in judgements],
        "drill": explained(total, formats) if total else None,
        "why": [explained(found, formats) for found in off],
    }


def _item(dossier: Dossier, judgement: Judgement) -> View:
    found = dossier.explanation(judgement)
    return {
        **judged(judgement, dossier),
        "why": explained(found, dossier.formats) if found else None,
    }


def _counts(dossier: Dossier) -> list[View]:
    lang = dossier.formats.lang
    return [
        {"verdict": verdict.value, "glyph": SHOWN[verdict][0], "word": word(verdict, lang), "n": n}
        for verdict, n in dossier.scorecard.counts().items()
        if n or verdict in {Verdict.ALERT, Verdict.NOT_ENOUGH_EVIDENCE}
    ]


def _stage(stage: str, lang: Lang) -> str:
    return phrases(lang)(stage) if stage in FUNNEL_STAGES else plain(stage)


def _is_recent(day: object, as_of: date) -> bool:
    return str(as_of - WEEK) < str(day) <= str(as_of)
