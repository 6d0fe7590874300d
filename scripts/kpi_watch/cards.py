"""The KPI cards: `config.meta.kpi` of the models, read from dbt's manifest."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kpi_watch.errors import UserError
from kpi_watch.labels import FUNNEL_STAGES
from kpi_watch.records import Direction, Unit

Card = Mapping[str, Any]

BEGIN, END = "<!-- kpis:begin -->", "<!-- kpis:end -->"
TEXT_KEYS = ("owner", "cadence", "hypothesis", "formula", "scope")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "unit": tuple(Unit),
    "direction": tuple(Direction),
    "cadence": ("weekly", "monthly", "quarterly"),
    "funnel_stage": FUNNEL_STAGES,
    "north_star": ("arr", "gross_margin"),
}


def read_cards(manifest: Path) -> dict[str, Card]:
    """Every card by the name of its model, in order."""
    try:
        nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{manifest} cannot be read as dbt's manifest: run dbt parse") from error
    models = [node for node in nodes if node["resource_type"] == "model"]
    cards = {node["name"]: node["config"].get("meta", {}).get("kpi") for node in models}
    return {name: cards[name] for name in sorted(cards) if cards[name] is not None}


def problems(name: str, card: Card) -> list[str]:
    """What is wrong with one card, a sentence each."""
    missing = [key for key in TEXT_KEYS if not str(card.get(key) or "").strip()]
    found = [f"{name}: its card has no {key}" for key in missing]
    found += [
        f"{name}: {key} is {card.get(key)!r}, not one of {', '.join(allowed)}"
        for key, allowed in CHOICES.items()
        if key not in missing and card.get(key) not in allowed
    ]
    texts = [("label", card.get("label"))]
    texts += [(f"action {i}", action) for i, action in enumerate(card.get("actions") or [], 1)]
    found += [
        f"{name}: {place} has no text in {lang}"
        for place, text in texts
        for lang in ("en", "fr")
        if not (isinstance(text, Mapping) and str(text.get(lang) or "").strip())
    ]
    found += [
        f"{name}: its card has no {key}"
        for key in ("sources", "empty_without", "actions")
        if not card.get(key)
    ]
    version = card.get("definition_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        found.append(f"{name}: definition_version is {version!r}, not a whole number from 1")
    return found


def as_markdown(cards: Mapping[str, Card]) -> str:
    """The table of the README: down the funnel, then by name."""

    def place(item: tuple[str, Card]) -> tuple[int, str]:
        return FUNNEL_STAGES.index(item[1]["funnel_stage"]), item[0]

    rows = [["KPI", "Formula", "Unit", "Better", "Owner", "Cadence", "Funnel stage"], ["---"] * 7]
    rows += [
        [
            f"**{card['label']['en']}** `{name}`",
            card["formula"],
            card["unit"],
            "higher" if card["direction"] == Direction.HIGHER else "lower",
            card["owner"],
            card["cadence"],
            card["funnel_stage"],
        ]
        for name, card in sorted(cards.items(), key=place)
    ]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def with_table(document: str, table: str) -> str:
    """The document with the table between its two markers."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UserError(f"no place for the table: put {BEGIN} and {END} on lines of their own")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"
