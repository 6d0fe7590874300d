"""Incremental models on a server: a day's changes, and the same built anew."""

from pathlib import Path

from increments import DAY, KEPT, SELECTED
from postgres.server import Server, run


def oids(server: Server) -> list[list[tuple[int]]]:
    """A table that is built whole has another one afterwards."""
    return [server.ask(f"select 'building_intermediate.{model}'::regclass::oid") for model in KEPT]


def test_after_a_day_the_tables_are_as_if_built_anew(built: Server, tmp_path: Path) -> None:
    built.ask(f"create database increments template {built.database}")
    server = Server(built.host, database="increments")
    for change in DAY:
        server.ask(change)
    before = oids(server)
    run(server, tmp_path, "dbt", "--quiet", "build", *SELECTED)
    assert oids(server) == before
    server.ask("create schema kept")
    for model in KEPT:
        server.ask(f"create table kept.{model} as table building_intermediate.{model}")
    run(server, tmp_path, "dbt", "--quiet", "build", "--full-refresh", *SELECTED)
    for model in KEPT:
        one, other = f"table kept.{model}", f"table building_intermediate.{model}"
        assert server.ask(f"select count(*) > 0 from kept.{model}") == [(True,)]
        differences = f"(({one} except all {other}) union all ({other} except all {one}))"
        assert server.ask(f"select count(*) from {differences} as different") == [(0,)]
