"""The whole project on Spark with Iceberg tables: built, published, and the same as on DuckDB."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, build_marts, land, run_dbt
from increments import DAY, KEPT, NO_TESTS, OTHER_RULE, SELECTED
from parity import differences, duckdb_marts

pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="Java 17 is not installed")
DEMO = ROOT / "seeds" / "demo"
MAVEN = ROOT / "tests" / "real_data" / "maven_crm"
LEDGER = "select count(*), sum(case when dbt_valid_to is null then 1 else 0 end) from kpi_state.kpi_ledger"
RELEASES = "select relation, status, release_id from governance.kpi_release order by relation"
NOBODY = {
    "name": "mail",
    "kind": "email",
    "host": "127.0.0.1",
    "port": 1,  # where no server listens
    "sender": "kpis@example.com",
    "recipients": {"default": ["team@example.com"]},
}
KPIS = (*NO_TESTS, "--select", "+kpi_values")


def on_spark(root: Path, *steps: list[str], **settings: str) -> dict[str, Any]:
    """Take steps of lake.py in a process of their own, with settings of the environment."""
    driver = Path(__file__).with_name("lake.py")
    environment = {
        **os.environ,
        "KPI_SPARK_MASTER": "local[2]",
        "KPI_SPARK_FORMAT": "iceberg",
        "PYTHONPATH": str(ROOT / "tests"),
        "KPI_DATA": "",
        **settings,
    }
    command = [sys.executable, driver, root, json.dumps(steps)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    results: dict[str, Any] = json.loads((root / "results.json").read_text(encoding="utf-8"))
    return results


def as_rows(marts: dict[str, list[list[str]]]) -> dict[str, list[tuple[str, ...]]]:
    return {name: [tuple(row) for row in rows] for name, rows in marts.items()}


@pytest.fixture(scope="module")
def demo_on_spark(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Published, once more with a KPI that breaks its contract, and taken back to the first release."""
    root = tmp_path_factory.mktemp("spark")
    (root / "alerts.yml").write_text(json.dumps({"channels": [NOBODY]}))
    return on_spark(
        root,
        ["land", "land", str(DEMO)],
        ["run", "kpis", "run"],
        ["failed", "unclean"],
        ["releases", "ask", RELEASES],
        ["built", "marts", "building_"],
        ["ledger", "ask", LEDGER],
        ["published", "marts", ""],
        ["check", "kpis", "check"],
        ["alert", "kpis", "alert", "--dry-run"],
        ["send", "kpis", "alert", "--config", str(root / "alerts.yml")],
        ["outbox", "ask", "select status, count(*) from kpi_state.kpi_outbox group by status"],
        ["second", "build", *NO_TESTS],
        ["run again", "run broken"],
        ["ledger again", "ask", LEDGER],
        ["releases again", "ask", RELEASES],
        ["published again", "marts", "", "kpis"],
        ["rollback", "operation", "kpi_rollback"],
        ["releases rolled back", "ask", RELEASES],
        ["published rolled back", "marts", "", "kpis"],
        *[[change, "ask", change] for change in DAY],
        ["day", "build", *SELECTED],
        *[[f"kept {model}", "ask", f"select * from building_intermediate.{model}"] for model in KEPT],
        ["anew", "build", "--full-refresh", *SELECTED],
        *[[f"anew {model}", "ask", f"select * from building_intermediate.{model}"] for model in KEPT],
        ["other rule", "ask", OTHER_RULE],
        ["under another rule", "build", *SELECTED],
        ["once more", "build", *SELECTED],
    )


@pytest.fixture(scope="module")
def demo_on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return duckdb_marts(build_marts(tmp_path_factory.mktemp("demo"), data=DEMO).warehouse)


def test_every_model_and_every_test_comes_out_clean(demo_on_spark: dict[str, Any]) -> None:
    assert demo_on_spark["failed"] == {}
    assert {status for _, status, _ in demo_on_spark["releases"]} == {"current"}


def test_every_mart_is_that_of_duckdb(demo_on_spark: dict[str, Any], demo_on_duckdb: dict[str, Any]) -> None:
    assert differences(demo_on_duckdb, as_rows(demo_on_spark["built"])) == []


def test_what_is_published_is_what_was_built(demo_on_spark: dict[str, Any]) -> None:
    published = dict(demo_on_spark["published"])
    assert len(published.pop("governance.kpi_release")) == len(published) + 2
    assert len(published.pop("governance.kpi_scorecard")) > 1
    assert differences(as_rows(demo_on_spark["built"]), as_rows(published)) == []


def test_the_runner_judges_what_is_published(demo_on_spark: dict[str, Any]) -> None:
    for command, code, words in (
        ("run", 1, "checked: "),
        ("check", 1, "checked: "),
        ("alert", 0, "Win rate"),
    ):
        found, said = demo_on_spark[command]
        assert (found, words in said) == (code, True), said


def test_a_message_that_nobody_took_stays_in_the_outbox(demo_on_spark: dict[str, Any]) -> None:
    code, said = demo_on_spark["send"]
    assert code == 2, said
    messages = dict(demo_on_spark["outbox"])
    assert messages["queued"] == messages["failed"] > 0


def test_a_kpi_that_failed_stays_as_it_was_and_the_others_move_on(demo_on_spark: dict[str, Any]) -> None:
    code, said = demo_on_spark["run again"]
    assert code == 1, said
    releases = demo_on_spark["releases again"]
    assert [name for name, status, _ in releases if status != "current"] == ["kpis.kpi_win_rate"]
    assert len({release_id for _, _, release_id in releases}) == 2
    assert (
        demo_on_spark["published again"]["kpis.kpi_win_rate"]
        == demo_on_spark["published"]["kpis.kpi_win_rate"]
    )


def test_a_second_build_of_the_same_day_adds_nothing_to_the_ledger(demo_on_spark: dict[str, Any]) -> None:
    assert demo_on_spark["second"] == {}
    [[rows, in_force]] = demo_on_spark["ledger"]
    assert rows == in_force > 0
    assert demo_on_spark["ledger again"] == [[rows, in_force]]


def test_the_release_before_can_be_published_again(demo_on_spark: dict[str, Any]) -> None:
    assert demo_on_spark["rollback"] is True
    first = {release_id for _, status, release_id in demo_on_spark["releases again"] if status == "stale"}
    assert {release_id for _, _, release_id in demo_on_spark["releases rolled back"]} == first
    assert demo_on_spark["published rolled back"].items() <= demo_on_spark["published"].items()


def test_after_a_day_the_incremental_tables_are_as_if_built_anew(demo_on_spark: dict[str, Any]) -> None:
    assert (demo_on_spark["day"], demo_on_spark["anew"]) == ({}, {})
    for model in KEPT:
        kept, anew = demo_on_spark[f"kept {model}"], demo_on_spark[f"anew {model}"]
        assert kept
        assert sorted(map(str, kept)) == sorted(map(str, anew))


def test_a_rule_that_changes_every_row_breaks_no_build(demo_on_spark: dict[str, Any]) -> None:
    assert (demo_on_spark["under another rule"], demo_on_spark["once more"]) == ({}, {})


def test_two_workers_build_the_same_of_real_data(
    real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("workers")
    data = land(MAVEN, real_data("maven_crm"), root / "data")
    steps = (
        ["land", "land", str(data)],
        ["first", "build", *KPIS],
        ["built", "marts", "building_"],
        ["old columns", "ask", "create table raw.changing using iceberg as select 1 as amount"],
        [
            "new columns",
            "ask",
            "create or replace table raw.changing using iceberg as select 'EUR' as amount",
        ],
    )
    found = on_spark(root, *steps, KPI_SPARK_MASTER="local-cluster[2,1,1024]", KPI_SPARK_PARTITIONS="2")
    assert found["first"] == {}
    done = run_dbt(root, "build", *KPIS, data=data)
    assert done.exit_code == 0, done.output
    assert differences(duckdb_marts(done.warehouse), as_rows(found["built"])) == []


def test_plain_parquet_builds_the_same_and_says_what_it_cannot(
    demo_on_duckdb: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = on_spark(
        tmp_path_factory.mktemp("parquet"),
        ["land", "land", str(DEMO)],
        ["first", "build", *NO_TESTS, "--select", "+pipeline_snapshots"],
        ["again", "build", *NO_TESTS, "--select", "opportunity_records", "int_opportunity_days"],
        ["built", "marts", "building_"],
        ["run", "kpis", "run"],
        KPI_SPARK_FORMAT="parquet",
    )
    assert (found["first"], found["again"]) == ({}, {})
    marts = as_rows(found["built"])
    assert "pipeline.pipeline_snapshots" in marts
    assert differences({name: demo_on_duckdb[name] for name in marts}, marts) == []
    assert found["run"] == [
        2,
        "kpis: plain Parquet tables keep no releases: build with dbt, or unset KPI_SPARK_FORMAT\n",
    ]
