"""Real clients, each in an environment of its own, read the file that a publication leaves, and cannot write it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from clients.environments import ROOT, SCORECARD, by_evidence, by_python, plain
from personal import names_of_people, people_in

Answer = dict[str, Any]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One pipeline step over the demo, into places of its own."""
    folder = tmp_path_factory.mktemp("published")
    places = {
        "KPI_PUBLISHED": folder / "b2b_kpis.duckdb",
        "KPI_WAREHOUSE": folder / "warehouse.duckdb",
        "KPI_STATE": folder / "state.duckdb",
        "DBT_TARGET_PATH": folder / "target",
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KPI_")}
    done = subprocess.run(
        [Path(sys.executable).with_name("kpis"), "run"],
        cwd=ROOT,
        env={**environment, **{name: str(path) for name, path in places.items()}},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return places["KPI_PUBLISHED"]


def driver(version: str) -> Callable[[str, Path], Answer]:
    return lambda client, path: by_python(client, "duckdb_driver", str(path), f"duckdb=={version}.*")


def sqlalchemy(version: str, duckdb_version: str) -> Callable[[str, Path], Answer]:
    packages = (f"sqlalchemy=={version}.*", "duckdb-engine==0.17.0", f"duckdb=={duckdb_version}.*")
    return lambda client, path: by_python(
        client, "sqlalchemy_engine", json.dumps([f"duckdb:///{path}", {"read_only": True}]), *packages
    )


def command_line(client: str, path: Path) -> Answer:
    options = ["duckdb", "-readonly", "-csv", "-noheader", "-nullvalue", "", str(path)]
    return by_python(client, "command_line", json.dumps(options), "duckdb-cli==1.5.*")


def evidence(client: str, path: Path) -> Answer:
    return by_evidence(client, "@evidence-dev/duckdb@2.0.1", path.parent, {"filename": path.name})


def jdbc(client: str, path: Path) -> Answer:
    properties = {"duckdb.read_only": "true"}
    connection = [
        brought(client, "KPI_DUCKDB_JDBC"),
        "org.duckdb.DuckDBDriver",
        f"jdbc:duckdb:{path}",
        properties,
    ]
    return by_python("JDBC", "jdbc", json.dumps(connection), "jaydebeapi==1.2.3")


def odbc(client: str, path: Path) -> Answer:
    library = brought(client, "KPI_DUCKDB_ODBC")
    connection = f"Driver={library};Database={path};access_mode=READ_ONLY"
    return by_python("ODBC", "odbc", connection, "pyodbc==5.*")


def brought(client: str, variable: str) -> str:
    """The file of a driver that no package index holds, or a skip by its name."""
    if not (path := os.environ.get(variable)):
        pytest.skip(f"{client} is in no package index: {variable} names its file")
    return path


CLIENTS = {
    "DuckDB 1.0": driver("1.0"),
    "DuckDB 1.4": driver("1.4"),
    "DuckDB 1.5": driver("1.5"),
    "DuckDB CLI 1.5": command_line,
    "SQLAlchemy 1.4 on DuckDB 1.5": sqlalchemy("1.4", "1.5"),
    "SQLAlchemy 2.0 on DuckDB 1.4": sqlalchemy("2.0", "1.4"),
    "Evidence on DuckDB": evidence,
    "JDBC on DuckDB": jdbc,
    "ODBC on DuckDB": odbc,
}


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_reads_the_scorecard_and_writes_nothing(published: Path, client: str) -> None:
    with duckdb.connect(str(published), read_only=True) as opened:
        expected = opened.execute(SCORECARD).fetchall()
        tables = opened.execute("select table_name from duckdb_tables() where schema_name = 'governance'")
        names = sorted(name for (name,) in tables.fetchall())
    answer = CLIENTS[client](client, published)
    assert len(expected) > 10
    assert plain(answer["rows"]) == plain(expected)
    assert answer["tables"] == names
    assert "read" in answer["refused"].lower(), answer["refused"]


def test_the_published_file_tells_of_no_person(published: Path) -> None:
    assert people_in(published, names_of_people(ROOT / "seeds" / "demo")) == []
