"""The staging models name columns and checks by hand; the contract is the meta of the sources."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
PROBLEMS = {
    "timestamp": "is not a timestamp",
    "date": "is not a date",
    "decimal": "is not a number",
    "integer": "is not a whole number",
    "boolean": "is not a boolean",
}
READERS = {
    "timestamp": {"as_timestamp"},
    "date": {"as_date"},
    "decimal": {"as_decimal"},
    "integer": {"as_integer"},
    "boolean": {"as_boolean"},
    "id": {"as_id"},
    "text": {"as_text", "as_lower", "as_upper", "as_domain"},
}


SYSTEMS = ("crm", "web", "ads", "finance", "planning")


def contract() -> list[Any]:
    """One case per table: its system and its entry among the sources."""
    return [
        pytest.param(path.parent.name, table, id=table["identifier"])
        for path in (PROJECT / "models" / "staging" / system / "_sources.yml" for system in SYSTEMS)
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]
        for table in source["tables"]
    ]


def quoted(text: str) -> list[str]:
    return re.findall(r"'(\w+)'", text)


def listed_columns(model: str) -> list[str]:
    listed = re.search(r"set columns = \[(.*?)\]", model, re.S)
    return quoted(listed[1]) if listed else []


@pytest.mark.parametrize(("system", "table"), contract())
def test_the_accepted_table_has_every_column(system: str, table: dict[str, Any]) -> None:
    found = list((PROJECT / "models" / "intermediate").glob(f"*/int_{system}_{table['name']}_accepted.sql"))
    assert len(found) == 1
    assert listed_columns(found[0].read_text(encoding="utf-8")) == [
        column["name"] for column in table["columns"]
    ]


@pytest.mark.parametrize(("system", "table"), contract())
def test_staging_follows_the_contract(system: str, table: dict[str, Any]) -> None:
    folder = PROJECT / "models" / "staging" / system
    model = (folder / f"stg_{system}__{table['name']}.sql").read_text(encoding="utf-8")
    meta = {column["name"]: column["config"]["meta"] for column in table["columns"]}

    assert listed_columns(model) == list(meta)

    read = re.findall(r"\{\{ (as_\w+)\('(\w+)'(?:, '(\w+)')?.*?\) \}\} as (\w+),", model)
    assert [column for _, column, _, _ in read] == [alias for *_, alias in read] == list(meta)
    for reader, column, file, _ in read:
        assert reader in READERS[meta[column]["contract_type"]], column
        assert file == (table["identifier"] if reader in {"as_date", "as_timestamp"} else ""), column

    lists = re.findall(r"'(is \w[\w ]+)': \[(.*?)\]", model, re.S)
    checked = {problem: quoted(columns) for problem, columns in lists}
    expected = {"is empty": [column for column in meta if meta[column].get("required")]}
    for contract_type, problem in PROBLEMS.items():
        expected[problem] = [column for column in meta if meta[column]["contract_type"] == contract_type]
    assert checked == {problem: columns for problem, columns in expected.items() if columns}

    hidden = re.search(r"personal=\[(.*?)\]", model, re.S)
    personal = [column for column in meta if meta[column].get("personal")]
    assert (quoted(hidden[1]) if hidden else []) == personal
