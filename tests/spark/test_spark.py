"""The whole project on Spark with Iceberg tables: built twice, published, and the same as on DuckDB."""

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
from parity import differences, duckdb_marts

pytestmark = pytest.mark.skipif(not shutil.which("java"), reason="Java 17 is not installed")
DEMO = ROOT / "seeds" / "demo"
MAVEN = ROOT / "tests" / "real_data" / "maven_crm"
NO_UNIT_TESTS = (
    "--exclude-resource-type",
    "unit_test",
)  # four hundred, at seconds each: the rows tell the same
NO_TESTS = ("--exclude-resource-type", "test", "unit_test")


def on_spark(root: Path, *steps: list[str], master: str = "local[2]") -> dict[str, Any]:
    """Take steps of lake.py in a process of their own."""
    driver = Path(__file__).with_name("lake.py")
    environment = {
        **os.environ,
        "KPI_SPARK_MASTER": master,
        "PYTHONPATH": str(ROOT / "tests"),
        "KPI_DATA": "",
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
    return on_spark(
        tmp_path_factory.mktemp("spark"),
        ["land", "land", str(DEMO)],
        ["first", "build", *NO_UNIT_TESTS],
        ["built", "marts", "building_"],
        ["ledger", "ledger"],
        ["run", "kpis", "run"],
        ["ledger again", "ledger"],
        ["published", "marts", ""],
        ["check", "kpis", "check"],
        ["alert", "kpis", "alert", "--dry-run"],
    )


@pytest.fixture(scope="module")
def demo_on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return duckdb_marts(build_marts(tmp_path_factory.mktemp("demo"), data=DEMO).warehouse)


def test_every_model_and_every_test_comes_out_clean(demo_on_spark: dict[str, Any]) -> None:
    assert demo_on_spark["first"] == {}


def test_every_mart_is_that_of_duckdb(demo_on_spark: dict[str, Any], demo_on_duckdb: dict[str, Any]) -> None:
    assert differences(demo_on_duckdb, as_rows(demo_on_spark["built"])) == []


def test_a_second_build_of_the_same_day_adds_nothing_to_the_ledger(demo_on_spark: dict[str, Any]) -> None:
    rows, in_force = demo_on_spark["ledger"]
    assert rows == in_force > 0
    assert demo_on_spark["ledger again"] == [rows, in_force]


def test_what_is_published_is_what_was_built(demo_on_spark: dict[str, Any]) -> None:
    written = {"governance.kpi_release", "governance.kpi_scorecard"}
    published = {name: rows for name, rows in demo_on_spark["published"].items() if name not in written}
    assert written < demo_on_spark["published"].keys()
    assert differences(as_rows(demo_on_spark["built"]), as_rows(published)) == []


def test_the_runner_judges_what_is_published(demo_on_spark: dict[str, Any]) -> None:
    assert (demo_on_spark["run"], demo_on_spark["check"], demo_on_spark["alert"]) == (1, 1, 0)


def test_two_workers_build_the_same_of_real_data(
    real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("workers")
    data = land(MAVEN, real_data("maven_crm"), root / "data")
    steps = (["land", "land", str(data)], ["first", "build", *NO_TESTS], ["built", "marts", "building_"])
    found = on_spark(root, *steps, master="local-cluster[2,1,1024]")
    assert found["first"] == {}
    done = run_dbt(root, "build", *NO_TESTS, data=data)
    assert done.exit_code == 0, done.output
    assert differences(duckdb_marts(done.warehouse), as_rows(found["built"])) == []
