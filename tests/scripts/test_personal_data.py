"""No mart holds an e-mail address, or the name of a person who is no seller."""

from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, Build
from personal import names_of_people, people_in

NAMES = names_of_people(ROOT / "seeds" / "demo")


def test_no_mart_tells_who_a_contact_or_lead_is(demo: Build) -> None:
    assert len(NAMES) > 20
    assert people_in(demo.warehouse, NAMES) == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Suite for nora.haas@basalt.example", True),
        ("asked by {name}, twice", True),
        ("{upper}", True),
        ("Organic Search", False),
        ("n***@basalt", False),
    ],
)
def test_a_planted_person_is_found(tmp_path: Path, text: str, is_found: bool) -> None:
    name = min(NAMES)
    planted = text.format(name=name, upper=name.upper())
    with duckdb.connect(str(tmp_path / "planted.duckdb")) as connection:
        connection.execute("create schema governance")
        connection.execute("create table governance.planted as select ? as note, 1 as row_count", [planted])
    found = people_in(tmp_path / "planted.duckdb", NAMES)
    assert found == ([f"governance.planted.note: {planted}"] if is_found else [])
