"""Looks for people in tables: e-mail addresses, and the names of contacts and leads that no seller bears."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from conftest import MARTS

ADDRESS = re.compile(r"[^\s@]@[^\s@]+\.\w")


def names_of_people(data: Path) -> set[str]:
    """Who is a contact or a lead of a contract folder, and no seller."""
    people, sellers = (
        {name for table in tables for name in _names(data / f"{table}.csv")}
        for tables in (("crm_contacts", "crm_leads"), ("crm_users",))
    )
    return people - sellers


def _names(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if words := _words(row["full_name"] or ""):
                yield " ".join(words)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def people_in(database: Path, names: set[str]) -> list[str]:
    """Every text in a mart that holds an address or a name, with its place."""
    schemas = "', '".join(MARTS)
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            f"where table_schema in ('{schemas}') and data_type = 'VARCHAR' order by all"
        ).fetchall()
        assert columns
        return [
            f"{schema}.{table}.{column}: {text}"
            for schema, table, column in columns
            for (text,) in connection.execute(
                f'select distinct "{column}" from {schema}.{table} where "{column}" is not null'
            ).fetchall()
            if ADDRESS.search(text) or _names_somebody(text, names)
        ]


def _names_somebody(text: str, names: set[str]) -> bool:
    words = _words(text)
    lengths = range(2, 5)
    return any(" ".join(words[i : i + n]) in names for n in lengths for i in range(len(words) - n + 1))
