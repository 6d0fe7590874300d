"""The source contract as the project itself declares it, and the KPIs that live on each of its tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from kpi_watch.errors import UserError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast, where libyaml is there."""


@dataclass(frozen=True)
class Column:
    """One column of a contract table."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Table:
    """One table of the contract: its file is named as it is."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns, in the order of the contract."""
        return tuple(column.name for column in self.columns)

    @property
    def is_contract(self) -> bool:
        """Whether it is one of the contract's; else a connector's, whose columns are the loader's affair."""
        return any(column.kind for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Columns without which nothing of it can be used."""
        return tuple(column.name for column in self.columns if column.required)


def read_contract(project: Path) -> dict[str, Table]:
    """Read every table of the contract, by its name, from the sources of the staging models."""
    return {name: table for name, table in read_tables(project).items() if table.is_contract}


def read_tables(project: Path) -> dict[str, Table]:
    """Read every table that can be landed: those of the contract, and those of connectors."""
    documents = [read_yaml(path) for path in sorted((project / "models" / "staging").glob("*/_sources.yml"))]
    tables = [_table(entry) for text in documents for source in text["sources"] for entry in source["tables"]]
    found = {table.name: table for table in tables}
    if not found:
        raise UserError(
            f"no source contract below {project}: run kpis in the project's folder, or name its --project-dir"
        )
    return dict(sorted(found.items()))


def _table(entry: Mapping[str, Any]) -> Table:
    columns = [(column["name"], column.get("config", {}).get("meta", {})) for column in entry["columns"]]
    return Table(
        entry.get("identifier", entry["name"]),
        tuple(
            Column(name, meta.get("contract_type", ""), bool(meta.get("required"))) for name, meta in columns
        ),
    )


def read_yaml(path: Path) -> dict[str, Any]:
    """Read one file of the project."""
    try:
        return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise UserError(f"{path} cannot be read: {reason}. Mend it, or restore it from git") from error


def read_needs(project: Path) -> dict[str, list[list[str]]]:
    """Read what each KPI is empty without, from its card: of each inner list one table is enough."""
    needs = {}
    for path in sorted((project / "models" / "marts").glob("*/[!_]*.yml")):
        for model in read_yaml(path).get("models", []):
            card = model.get("config", {}).get("meta", {}).get("kpi") or {}
            if "empty_without" in card:
                needs[str(model["name"])] = [str(need).split(" or ") for need in card["empty_without"]]
    return needs


def empty_kpis(needs: Mapping[str, list[list[str]]], present: Iterable[str]) -> dict[str, list[str]]:
    """Say which KPIs have no source without further tables, and which those are."""
    have = set(present)
    lacking = {
        kpi: [" or ".join(one_of) for one_of in all_of if not have.intersection(one_of)]
        for kpi, all_of in needs.items()
    }
    return {kpi: tables for kpi, tables in lacking.items() if tables}


def nearest(name: str, known: Iterable[str]) -> str:
    """Ask whether a name that nobody knows was meant to be one of these."""
    close = get_close_matches(name.lower(), list(known), n=1)
    return f" (is it {close[0]}?)" if close else ""
