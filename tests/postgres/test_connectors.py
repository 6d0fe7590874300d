"""Every system that a loader lands on a server, at once: staging is the same as from files on DuckDB."""

import json
from contextlib import closing
from pathlib import Path

from conftest import run_dbt
from parity import Rows, differences, duckdb_marts, table
from postgres.server import Server, land_files, run
from scripts import test_connected_systems, test_salesforce

LOADERS = (
    "salesforce",
    "hubspot",
    "stripe",
    "google_ads",
    "linkedin_ads",
    "facebook_ads",
    "microsoft_ads",
    "snapchat_ads",
)
SETTINGS = {
    **test_connected_systems.SYSTEMS,
    **test_connected_systems.FIELDS,
    "crm_system": ["exports", "salesforce", "hubspot"],
    "salesforce_fields": test_salesforce.FIELDS,
}
STAGED = (
    "stg_crm__accounts",
    "stg_crm__contacts",
    "stg_crm__leads",
    "stg_crm__opportunities",
    "stg_crm__opportunity_history",
    "stg_crm__opportunity_contacts",
    "stg_crm__campaign_members",
    "stg_crm__users",
    "stg_ads__spend",
    "stg_finance__subscriptions",
)


def files(folder: Path) -> Path:
    """The tables of all systems in one folder, named as DuckDB wants them."""
    test_connected_systems.write_files(folder, test_connected_systems.FILES)
    for name, text in test_salesforce.FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def rows(server: Server, name: str) -> Rows:
    """A table as texts."""
    with closing(server.connect()) as opened, opened.cursor() as cursor:
        cursor.execute(f"select * from {name}")
        return table([column.name for column in cursor.description or []], cursor.fetchall())


def land_where_loaders_do(server: Server, folder: Path, parts: Path) -> None:
    """A schema per loader, and the exports in raw."""
    for path in folder.glob("*.csv"):
        loader = next((name for name in LOADERS if path.stem.startswith(f"{name}_")), "raw")
        (parts / loader).mkdir(parents=True, exist_ok=True)
        (parts / loader / f"{path.stem.removeprefix(f'{loader}_')}.csv").write_bytes(path.read_bytes())
    for part in parts.iterdir():
        land_files(server, part, part.name)


def test_the_systems_of_loaders_are_staged_as_on_duckdb(server: Server, tmp_path: Path) -> None:
    data = files(tmp_path / "data")
    server.ask("create database connected")
    connected = Server(server.host, database="connected")
    land_where_loaders_do(connected, data, tmp_path / "parts")
    command = [
        "build",
        "--exclude-resource-type",
        "test",
        "unit_test",
        "snapshot",
        "--select",
        *(f"+{name}" for name in STAGED),
        "--vars",
        json.dumps(SETTINGS),
    ]
    run(connected, tmp_path, "dbt", "--quiet", *command)
    done = run_dbt(tmp_path / "duckdb", *command, data=data, parse=True)
    assert done.exit_code == 0, done.output
    expected = duckdb_marts(done.warehouse, ("staging",))
    found = {f"staging.{name}": rows(connected, f"building_staging.{name}") for name in STAGED}
    systems = connected.ask("select distinct source_relation from building_staging.stg_crm__opportunities")
    assert {system for (system,) in systems} == {"exports", "salesforce", "hubspot"}
    assert differences({name: expected[name] for name in found}, found) == []
