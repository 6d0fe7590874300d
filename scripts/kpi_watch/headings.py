"""Matches the headings of an export to the columns of the source contract, by what exports call them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kpi_watch.contract import Table, read_yaml
from kpi_watch.errors import UserError

FILE = Path("headings.yml")
CLOSE = 0.88
"""How alike two names must be for one to be the other misspelt."""


@dataclass(frozen=True)
class Match:
    """A column of the contract and the columns of the raw file that give it."""

    column: str
    headings: tuple[str, ...]
    is_guess: bool = False
    is_list: bool = False
    is_name: bool = False


@dataclass(frozen=True)
class Reference:
    """The table that a column points into, with its columns of ids and of names."""

    table: str
    id_column: str
    name_column: str


@dataclass(frozen=True)
class Headings:
    """What headings.yml says."""

    files: Mapping[str, Sequence[str]]
    columns: Mapping[str, Mapping[str, Sequence[str]]]
    references: Mapping[str, Reference]
    otherwise: Mapping[str, Mapping[str, Sequence[str]]]


def read_headings(project: Path, contract: Mapping[str, Table]) -> Headings:
    """Read headings.yml, which speaks of tables and columns of the contract only."""
    text: Mapping[str, Any] = read_yaml(project / FILE)
    for name, entry in text["tables"].items():
        known = contract[name].names if name in contract else ()
        for column in entry["columns"]:
            if column not in known:
                raise UserError(f"{FILE}: {name}.{column} is no column of the source contract: correct it")
    return Headings(
        {name: [name, *entry["files"]] for name, entry in text["tables"].items()},
        {name: entry["columns"] for name, entry in text["tables"].items()},
        {c: Reference(r["table"], r["id"], r["name"]) for c, r in text["references"].items()},
        text["otherwise"],
    )


def words(name: str) -> str:
    """A name in lower case, without accents, signs and the ending of custom fields."""
    plain = unicodedata.normalize("NFKD", name.removesuffix("__c"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", letters)
    return " ".join(re.findall(r"[a-z0-9]+", apart.lower()))


def _key(name: str) -> str:
    return words(name).replace(" ", "")


def _by_key(raw: Sequence[str]) -> dict[str, str]:
    """Raw headings by what is compared of them; of two that are alike the first counts."""
    return {key: name for name in reversed(raw) if (key := _key(name))}


def match_columns(table: Table, raw: Sequence[str], headings: Headings) -> list[Match]:
    """Match each column of a table that the raw file seems to have, in the order of the contract."""
    by_key = _by_key(raw)
    found = {column: next(_matches(column, by_key, table, headings), None) for column in table.names}
    used = {name for match in found.values() if match for name in match.headings}
    for column in table.names:
        left = _by_key([name for name in raw if name not in used])
        if found[column] is None and (close := get_close_matches(_key(column), left, n=1, cutoff=CLOSE)):
            found[column] = Match(column, (left[close[0]],), is_guess=True)
            used.add(left[close[0]])
    return [match for match in found.values() if match]


def match_by_name(column: str, table: Table, raw: Sequence[str], headings: Headings) -> Match | None:
    """Match the heading that names the record which a column refers to, if there is one."""
    by_key = _by_key(raw)
    return next((match for match in _matches(column, by_key, table, headings) if match.is_name), None)


def _matches(column: str, by_key: Mapping[str, str], table: Table, headings: Headings) -> Iterator[Match]:
    """All that fits, the best first."""
    for heading in [column, *headings.columns.get(table.name, {}).get(column, ())]:
        marks = re.match(r"(maybe )?(named |first of )?", heading)
        keys = [_key(part) for part in heading[marks.end() if marks else 0 :].split("+")]
        if marks and all(key in by_key for key in keys):
            kind = marks[2] or ""
            names = tuple(by_key[key] for key in keys)
            yield Match(column, names, bool(marks[1]), kind == "first of ", kind == "named ")


def named_tables(stem: str, headings: Headings) -> list[str]:
    """The tables that the name of a file speaks of: of the longest phrase first."""
    said = f" {words(stem)} "
    lengths = {
        name: max((len(words(phrase)) for phrase in phrases if f" {words(phrase)} " in said), default=0)
        for name, phrases in headings.files.items()
    }
    return sorted((name for name, length in lengths.items() if length), key=lambda name: -lengths[name])
