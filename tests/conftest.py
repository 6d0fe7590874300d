"""Shared by all tests: a dbt that builds into a warehouse of its own, and a warehouse to ask."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from kpi_watch import landing
from kpi_watch.contract import read_tables

ROOT = Path(__file__).resolve().parents[1]
DBT = Path(sys.executable).with_name("dbt")
PARSED_DBT = ROOT / "tests" / "parsed_dbt.py"
MARTS = ("kpis", "attribution", "funnel", "pipeline", "north_star", "governance")

# A gate says the same of the same code, however busy its machine is.
settings.register_profile("gate", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
settings.load_profile("gate")


@dataclass(frozen=True)
class Build:
    """What a run of dbt left: its exit code, what it printed, and the warehouse."""

    exit_code: int
    output: str
    warehouse: Path

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def marts(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every mart, sorted, row for row, but for the times of the run."""
        schemas = "', '".join(MARTS)
        tables = self.rows(
            "select table_schema || '.' || table_name from information_schema.tables "
            f"where table_schema in ('{schemas}') order by 1"
        )
        told = "columns(lambda c: c not in ('recorded_at', 'data_key'))"
        return {name: self.rows(f"select {told} from {name} order by all") for (name,) in tables}


@cache
def parsed_project() -> Path:
    """The folder of the project's manifest as it stands: the gate's own where there is one."""
    if os.environ.get("KPI_GATE") and (ROOT / "target" / "partial_parse.msgpack").exists():
        return ROOT / "target"
    folder = Path(mkdtemp(prefix="parsed"))
    parsed = run_dbt(folder, "parse", parse=True)
    assert parsed.exit_code == 0, parsed.output
    return folder / "target"


def run_dbt(
    folder: Path,
    *arguments: str,
    data: Path | str | None = None,
    parse: bool = False,
    parsed: Path | None = None,
) -> Build:
    """Run dbt on the project with a warehouse and a target of its own below `folder`.

    The project is parsed once for all runs, which is most of a run's time, but for one that sets
    variables on which the models themselves depend, and not only their SQL: that one says `parse`,
    and what it leaves in its folder is the `parsed` of others with the same variables.
    """
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = folder / "warehouse.duckdb"
    environment = {
        **os.environ,
        "KPI_WAREHOUSE": str(warehouse),
        "KPI_STATE": str(folder / "state.duckdb"),
        "KPI_PUBLISHED": str(folder / "published" / "b2b_kpis.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    environment.pop("KPI_DATA", None)
    if data is not None:
        environment["KPI_DATA"] = str(data)
    project = None if parse else parsed / "target" if parsed else parsed_project()
    dbt = [sys.executable, PARSED_DBT, project / "partial_parse.msgpack"] if project else [DBT]
    done = subprocess.run(
        [*dbt, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return Build(done.returncode, done.stdout + done.stderr, warehouse)


def build_marts(folder: Path, *arguments: str, data: Path | None = None) -> Build:
    """Build every model without its tests, and insist that it works."""
    done = run_dbt(folder, "build", "--exclude-resource-type", "test", "unit_test", *arguments, data=data)
    assert done.exit_code == 0, done.output
    return done


def land(selects: Path, raw: Path, folder: Path) -> Path:
    """Land raw files with a folder of SELECTs, as `kpis land` does."""
    landing.land(selects, raw, folder, read_tables(ROOT))
    return folder


def shuffle_and_double(source: Path, folder: Path) -> Path:
    """Write the CSV files of a folder with every row twice, in another order."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        for path in source.glob("*.csv"):
            rows = f"read_csv('{path}', header = true, all_varchar = true)"
            connection.execute(
                f"copy (with doubled as (select *, 1 as copy from {rows} union all select *, 2 from {rows}) "
                f"select * exclude (copy) from doubled order by hash(doubled)) to '{folder / path.name}' (header)"
            )
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo company, built once: the gate's own warehouse where there is one."""
    warehouse = ROOT / "target" / "warehouse.duckdb"
    if os.environ.get("KPI_GATE") and warehouse.exists():
        return Build(0, "", warehouse)
    return build_marts(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def small_demo(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's warehouse beside a project of two files: dbt opens it to write, others read the demo's."""
    folder = tmp_path_factory.mktemp("small")
    output = {"type": "duckdb", "path": str(folder / "warehouse.duckdb")}
    profile = {"small": {"target": "duckdb", "outputs": {"duckdb": output}}}
    (folder / "dbt_project.yml").write_text(
        json.dumps({"name": "small", "version": "1.0.0", "profile": "small"})
    )
    (folder / "profiles.yml").write_text(json.dumps(profile))
    return Path(shutil.copy(demo.warehouse, folder / "warehouse.duckdb"))


def drive(driver: Path, root: Path) -> dict[str, Any]:
    """Run a driver over what a test wrote below `root`, with the project as it is parsed; return its results."""
    command = [sys.executable, driver, root, parsed_project() / "partial_parse.msgpack"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)
    results: dict[str, Any] = json.loads((root / "results.json").read_text(encoding="utf-8"))
    return results


@pytest.fixture(scope="session")
def manifest() -> Path:
    """The manifest of the project as it stands."""
    return parsed_project() / "manifest.json"


@pytest.fixture(scope="session")
def real_data() -> Callable[[str], Path]:
    """Find a folder of real data, or skip by its name: it is not part of the project."""
    home = Path(os.environ.get("KPI_REAL_DATA", ROOT.parent / "shared" / "data"))

    def find(name: str) -> Path:
        if not (home / name).is_dir():
            pytest.skip(f"real data '{name}' is not beside the project (KPI_REAL_DATA)")
        return home / name

    return find
