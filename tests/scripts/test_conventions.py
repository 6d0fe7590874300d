"""The conventions that no linter knows: each is a function that lists what breaks it, held to a planted case."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT

NODE_ORDER = ("name", "description", "config", "time_spine", "data_tests", "columns", "unit_tests")
FILE_ORDER = ("models", "unit_tests")


def nodes(manifest: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    """What the project itself declares, of some resource types."""
    everything = [*manifest["nodes"].values(), *manifest["sources"].values()]
    return [n for n in everything if n["resource_type"] in kinds and n["package_name"] == "b2b_kpis"]


def undescribed_columns(manifest: dict[str, Any]) -> list[str]:
    """Columns of sources and seeds without a description: dbt-bouncer looks at those of models only."""
    return [
        f"{node['name']}.{column['name']}"
        for node in nodes(manifest, "source", "seed")
        for column in node["columns"].values()
        if not column["description"].strip()
    ]


def repeated_without_doc(manifest: dict[str, Any]) -> list[str]:
    """Column names of several models that are not described by a block of models/_columns.md."""
    uses = defaultdict(list)
    for node in nodes(manifest, "model"):
        for column in node["columns"].values():
            uses[column["name"]].append((node["name"], bool(column["doc_blocks"])))
    return [
        f"{model}.{column}"
        for column, models in uses.items()
        if len(models) > 1
        for model, has_block in models
        if not has_block
    ]


def seed_columns_that_dbt_may_guess(manifest: dict[str, Any]) -> list[str]:
    """Columns of seeds without a declared type: an id above 2^31 or an empty column would be guessed wrong."""
    return [
        f"{node['name']}.{column}"
        for node in nodes(manifest, "seed")
        for column in node["columns"]
        if column not in node["config"]["column_types"]
    ]


def out_of_order(document: dict[str, Any]) -> list[str]:
    """Models whose keys, or files whose parts, do not come in the order of the house."""
    found = [] if list(document) == [part for part in FILE_ORDER if part in document] else ["the file"]
    for model in document.get("models", []):
        if list(model) != [key for key in NODE_ORDER if key in model]:
            found.append(model["name"])
    return found


def test_the_project_keeps_them(manifest: Path) -> None:
    declared = json.loads(manifest.read_text(encoding="utf-8"))
    assert undescribed_columns(declared) == []
    assert repeated_without_doc(declared) == []
    assert seed_columns_that_dbt_may_guess(declared) == []


def test_every_property_file_is_in_order() -> None:
    files = sorted((ROOT / "models").rglob("[!_]*.yml"))
    assert files
    documents = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
    assert {name: problems for name, text in documents.items() if (problems := out_of_order(text))} == {}


def node(kind: str, name: str, **column: object) -> dict[str, Any]:
    """A node with one column."""
    columns = {"amount": {"name": "amount", "description": "Amount.", "doc_blocks": [], **column}}
    config = {"column_types": {}}
    return {
        "resource_type": kind,
        "package_name": "b2b_kpis",
        "name": name,
        "columns": columns,
        "config": config,
    }


def planted(*broken: dict[str, Any]) -> dict[str, Any]:
    """A manifest with these nodes."""
    return {"nodes": {one["name"]: one for one in broken}, "sources": {}}


def test_a_source_or_seed_column_without_description_is_caught() -> None:
    broken = planted(node("source", "deals", description=" "), node("seed", "rates", description=""))
    assert undescribed_columns(broken) == ["deals.amount", "rates.amount"]


def test_a_repeated_description_without_doc_is_caught() -> None:
    broken = planted(node("model", "deals"), node("model", "contracts", doc_blocks=["doc.b2b_kpis.amount"]))
    assert repeated_without_doc(broken) == ["deals.amount"]
    assert repeated_without_doc(planted(node("model", "deals"))) == []


def test_a_seed_column_without_type_is_caught() -> None:
    assert seed_columns_that_dbt_may_guess(planted(node("seed", "rates"))) == ["rates.amount"]


def test_keys_out_of_order_are_caught() -> None:
    misplaced = {"name": "deals", "columns": [], "description": "Deals."}
    assert out_of_order({"models": [misplaced]}) == ["deals"]
    assert out_of_order({"models": [{"name": "deals", "tests": []}]}) == ["deals"]
    assert out_of_order({"unit_tests": [], "models": []}) == ["the file"]
