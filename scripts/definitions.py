"""Keeps a fingerprint of every KPI's definition: its words, and what it gives for the demo company.

A formula that changes changes one of the two. Then its card's definition_version must rise, or somebody
must say that the meaning stands (`--same-meaning`: a better word, a mended defect). `make definitions`
writes the file.
"""

import argparse
import csv
import hashlib
import sys
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import duckdb

from kpi_watch.cards import Card, read_cards

ROOT = Path(__file__).resolve().parents[1]
RECORDED = ROOT / "tests" / "fixtures" / "definitions" / "definitions.csv"


@dataclass(frozen=True)
class Fingerprint:
    """One KPI: its version, a digest of its card's formula and scope, and one of its rows for the demo."""

    kpi: str
    version: int
    words: str
    numbers: str


def digest(*texts: object) -> str:
    """Short, since it only has to differ."""
    return hashlib.sha256("\n".join(map(str, texts)).encode()).hexdigest()[:16]


def fingerprint(kpi: str, card: Card, warehouse: duckdb.DuckDBPyConnection) -> Fingerprint:
    """What a definition says and gives today."""
    rows = warehouse.execute(
        "select period_grain, period_start, segment, industry, seller, channel, numerator, denominator, "
        "kpi_value from governance.kpi_values where kpi = ? order by all",
        [kpi],
    ).fetchall()
    words = " ".join(f"{card['formula']} {card['scope']}".split())
    return Fingerprint(kpi, int(card["definition_version"]), digest(words), digest(*rows))


def current(manifest: Path, warehouse: Path) -> list[Fingerprint]:
    """Every KPI of the project, over the demo company."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return [fingerprint(kpi, card, connection) for kpi, card in read_cards(manifest).items()]


def recorded(path: Path = RECORDED) -> dict[str, Fingerprint]:
    """What was written last."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["kpi"]: Fingerprint(**{**row, "version": int(row["version"])}) for row in rows}


def problems(now: list[Fingerprint], before: dict[str, Fingerprint]) -> list[str]:
    """A sentence per KPI whose definition and version do not go together."""
    found = [f"{kpi}: it is gone. Run make definitions." for kpi in before.keys() - {f.kpi for f in now}]
    for one in now:
        old = before.get(one.kpi)
        if old is None or old.version < one.version:
            found.append(f"{one.kpi}: version {one.version} is new. Run make definitions.")
        elif old != one:
            changed = "its words" if old.words != one.words else "its numbers for the demo company"
            found.append(f"{one.kpi}: {changed} changed and its definition_version did not. Raise it.")
    return sorted(found)


def main() -> None:
    """Write the file, unless a definition changed under the same version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--same-meaning", action="store_true", help="what a KPI means stands")
    same_meaning: bool = parser.parse_args().same_meaning
    now = current(ROOT / "target" / "manifest.json", ROOT / "target" / "warehouse.duckdb")
    unraised = [problem for problem in problems(now, recorded()) if problem.endswith("Raise it.")]
    if unraised and not same_meaning:
        sys.exit("\n".join(unraised))
    with RECORDED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Fingerprint))
        writer.writerows(astuple(one) for one in now)


if __name__ == "__main__":
    main()
