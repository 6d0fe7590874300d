"""The whole project on a server, with all of its tests, twice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from postgres.server import Server, land_files, run

LEDGER = "select count(*), count(*) filter (where dbt_valid_to is null) from kpi_state.kpi_ledger"


def test_a_second_build_of_the_same_data_records_nothing_new(
    built: Server, request: pytest.FixtureRequest
) -> None:
    before = built.ask(LEDGER)
    request.getfixturevalue("published")
    assert built.ask(LEDGER) == before
    assert before[0][0] > 0


def test_the_runner_judges_what_is_published(published: Server, tmp_path: Path) -> None:
    assert " checked: " in run(published, tmp_path, "kpis", "check", codes=(0, 1))
    assert "Win rate" in run(published, tmp_path, "kpis", "alert", "--dry-run")


def test_a_psql_client_reads_a_kpi(published: Server) -> None:
    client = shutil.which("psql")
    if client is None:
        pytest.skip("psql is not installed")
    question = "select count(*) > 0 from kpis.kpi_win_rate where release_id is not null"
    command = [client, "-h", published.host, "-U", "bi_reader", "-d", published.database, "-Atc", question]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "t"


def test_an_absent_required_column_is_named_with_its_table(server: Server, tmp_path: Path) -> None:
    server.ask("create database half_loaded")
    half = Server(server.host, database="half_loaded")
    (tmp_path / "crm_opportunities.csv").write_text("opportunity_id,account_id\n1,2\n")
    land_files(half, tmp_path)
    said = run(half, tmp_path, "dbt", "build", "--select", "stg_crm__opportunities", codes=(1, 2))
    assert "raw.crm_opportunities: required column stage_name is missing" in said
