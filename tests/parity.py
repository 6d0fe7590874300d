"""Are the marts of two engines the same, row by row?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from conftest import MARTS

OF_THE_RUN = {"recorded_at", "data_key", "restated_at", "released_at", "release_id"}
"""Columns that tell when and where a run was, and not what it found."""

Rows = list[tuple[str, ...]]


def plain(value: object) -> str:
    """Numbers to six decimals, times to the second, and nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        number = round(Decimal(str(value)), 6)
        return f"{number if number else abs(number):.6f}"
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Rows:
    """The rows of a table as texts, sorted, its columns by name; the first row is their names."""
    kept = sorted(
        (name.lower(), place) for place, name in enumerate(columns) if name.lower() not in OF_THE_RUN
    )
    found = sorted(tuple(plain(row[place]) for _, place in kept) for row in rows)
    return [tuple(name for name, _ in kept), *found]


def duckdb_marts(warehouse: Path, schemas: tuple[str, ...] = MARTS) -> dict[str, Rows]:
    """Every mart of a warehouse file, or what else is in some schemas, by its name with schema."""
    quoted = ", ".join(f"'{schema}'" for schema in schemas)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            f"where table_schema in ({quoted}) order by 1"
        ).fetchall()
        tables = {}
        for (name,) in names:
            asked = connection.execute(f"select * from {name}")
            tables[name] = table([column[0] for column in asked.description or []], asked.fetchall())
        return tables


def differences(left: Mapping[str, Rows], right: Mapping[str, Rows]) -> list[str]:
    """One line per mart that differs, with its first rows that only one side has."""
    lines = [f"{name}: only one engine has it" for name in sorted(left.keys() ^ right.keys())]
    for name in sorted(left.keys() & right.keys()):
        if left[name] != right[name]:
            known_left, known_right = set(left[name]), set(right[name])
            only_left = [row for row in left[name] if row not in known_right]
            only_right = [row for row in right[name] if row not in known_left]
            lines.append(
                f"{name}: {len(left[name])} and {len(right[name])} rows; only left {len(only_left)}, "
                f"for one {only_left[:1]}; only right {len(only_right)}, for one {only_right[:1]}"
            )
    return lines
