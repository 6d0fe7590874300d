"""The words of the scorecard, in English and French."""

import unicodedata
from enum import StrEnum

from kpi_watch.records import Grain, Unit
from kpi_watch.verdicts import Reason, Verdict

FUNNEL_STAGES = ("acquisition", "activation", "conversion", "expansion", "retention")


class Lang(StrEnum):
    """Languages of the scorecard."""

    EN = "en"
    FR = "fr"


WORDS: dict[str, tuple[str, str]] = {
    Verdict.ALERT: ("alert", "alerte"),
    Verdict.WATCH: ("watch", "à suivre"),
    Verdict.STALE: ("stale", "périmé"),
    Verdict.NO_DATA: ("no data", "vide"),
    Verdict.NOT_ENOUGH_EVIDENCE: ("too few", "trop peu"),
    Verdict.ON_TARGET: ("on target", "conforme"),
    Reason.BEYOND_LIMIT: ("beyond the alert limit", "au-delà du seuil d'alerte"),
    Reason.FIRST_PERIOD: (
        "beyond the alert limit for the first period",
        "au-delà du seuil d'alerte pour la première période",
    ),
    Reason.OFF_TARGET: ("off target", "hors cible"),
    Reason.INTERVAL_REACHES_TARGET: (
        "off target, but too few to tell it from chance",
        "hors cible, mais trop peu pour exclure le hasard",
    ),
    Reason.SMALL_SAMPLE: ("sample below the minimum", "échantillon sous le minimum"),
    Reason.NO_TARGET: (
        "no valid target in kpi_targets.csv",
        "aucune cible dans kpi_targets.csv",
    ),
    Reason.NO_ROW: ("no row for this period", "aucune ligne pour cette période"),
    Reason.NO_VALUE: ("no value in this period", "aucune valeur sur cette période"),
    "no_denominator": ("nothing happened in this period", "rien sur cette période"),
    "no_quota": ("no quota", "aucun quota"),
    "no_source": ("its source table is empty", "sa table source est vide"),
    Reason.NO_YEAR_BEFORE: (
        "no value a year before",
        "aucune valeur un an avant",
    ),
    Reason.DATA_TOO_OLD: (
        "a later period closed without data",
        "période close depuis, sans données",
    ),
    Reason.HELD_BACK: ("kept from an earlier release", "gardé d'une version antérieure"),
    Reason.NEVER_RELEASED: ("never came out clean", "jamais publié sans défaut"),
    Reason.QUOTA_REACHED: ("quota reached", "quota atteint"),
    Reason.UNUSUAL: ("unusual", "inhabituel"),
    Reason.INSIDE: ("inside the target band", "dans la cible"),
    "acquisition": ("Acquisition", "Acquisition"),
    "activation": ("Activation", "Activation"),
    "conversion": ("Conversion", "Conversion"),
    "expansion": ("Expansion", "Expansion"),
    "retention": ("Retention", "Fidélisation"),
    "title": ("KPI scorecard", "Tableau de bord"),
    "published": ("published", "publié le"),
    "grain": ("judged by", "jugé par"),
    "on": ("judged on", "jugé le"),
    "data": ("data as of", "données au"),
    Grain.WEEK: ("week", "semaine"),
    Grain.MONTH: ("month", "mois"),
    Grain.QUARTER: ("quarter", "trimestre"),
    Grain.YEAR: ("year", "année"),
    "Q": ("Q", "T"),
    "W": ("W", "S"),
    "FY": ("FY", "EX"),
    "total": ("Total", "Total"),
    "value": ("value", "valeur"),
    "range": ("80% range", "à 80 %"),
    "on_year": ("y/y", "/an"),
    "target": ("target", "cible"),
    "change": ("change", "écart"),
    "checked": ("checked:", "contrôlés :"),
    "points": ("pt", "pt"),
    "resolved": ("resolved", "résolu"),
    "restated": ("corrected since", "corrigé depuis"),
    "since": ("since", "depuis"),
    "expected": ("expected", "attendu"),
    "also": ("also", "aussi"),
    "drivers": ("driven by", "dû à"),
    "more": ("more", "de plus"),
    "see": ("report", "rapport"),
    "explanation": ("why", "pourquoi"),
    "mute": ("mute", "silence"),
    "alerts": ("KPI alerts", "Alertes KPI"),
    "test": (
        "A test of this channel: no KPI is meant.",
        "Un essai de ce canal : aucun KPI n'est concerné.",
    ),
    Unit.DAYS: ("d", "j"),
    Unit.MONTHS: ("mo", "mois"),
    Unit.TIMES: ("×", "×"),
}


def word(key: str, lang: Lang) -> str:
    """A verdict, a reason, a unit or a heading in words."""
    return WORDS[key][lang is Lang.FR]


def plain(text: str) -> str:
    """Text without anything that a terminal obeys: controls, and marks that turn its direction."""
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return "".join(" " if unicodedata.category(c) in unsafe else c for c in text)
