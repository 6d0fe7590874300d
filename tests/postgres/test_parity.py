"""Every mart is the same on DuckDB and on PostgreSQL, row by row."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from conftest import MARTS, Build, build_marts, land
from parity import Rows, differences, duckdb_marts, table
from postgres.server import ROOT, Server, land_files, run


def postgres_marts(server: Server) -> dict[str, Rows]:
    """Every mart as it was built, by its name with the schema in which it is published."""
    places = tuple(f"building_{schema}" for schema in MARTS)
    names = server.ask(
        "select table_schema || '.' || table_name from information_schema.tables "
        f"where table_schema in {places!r} order by 1"
    )
    marts = {}
    with closing(server.connect()) as opened, opened.cursor() as cursor:
        for (name,) in names:
            cursor.execute(f"select * from {name}")
            columns = [column.name for column in cursor.description or []]
            marts[name.removeprefix("building_")] = table(columns, cursor.fetchall())
    return marts


def assert_same(duckdb: Build, postgres: Server) -> None:
    marts = duckdb_marts(duckdb.warehouse)
    assert len(marts) > 30
    assert differences(marts, postgres_marts(postgres)) == []


def test_the_marts_of_the_demo_are_the_same(built: Server, tmp_path: Path) -> None:
    """The decisions of the demo are nobody's once its data is given by name, as it is on a server."""
    assert_same(build_marts(tmp_path, data=ROOT / "seeds" / "demo"), built)


def test_the_marts_of_a_messy_export_are_the_same(
    other_server: Server, real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = land(ROOT / "tests" / "real_data" / "maven_crm", real_data("maven_crm"), tmp_path / "landed")
    other_server.ask("create database messy")
    messy = Server(other_server.host, database="messy")
    land_files(messy, folder)
    run(messy, tmp_path, "dbt", "--quiet", "build", "--exclude-resource-type", "test", "unit_test")
    assert_same(build_marts(tmp_path / "duckdb", data=folder), messy)
