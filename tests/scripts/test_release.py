"""Whoever reads the published file reads one whole release, whatever is published or killed meanwhile.

KPI_PATIENCE makes it long: so many publications and so many kills, instead of three.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, Build, parsed_project

PATIENCE = int(os.environ.get("KPI_PATIENCE", "3"))
TABLES = "select table_schema || '.' || table_name from information_schema.tables where table_schema = 'kpis'"


@pytest.fixture(scope="module")
def home(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    shutil.copy(demo.warehouse, folder / "warehouse.duckdb")
    return folder


@contextmanager
def publishing(home: Path, count: int) -> Iterator[subprocess.Popen[str]]:
    """A process that publishes so many times, once it has published for the first time."""
    environment = {
        **os.environ,
        "KPI_WAREHOUSE": str(home / "warehouse.duckdb"),
        "KPI_STATE": ":memory:",
        "KPI_PUBLISHED": str(home / "published" / "kpis_of_a_test.duckdb"),
        "KPI_PARSED": str(parsed_project() / "partial_parse.msgpack"),
        "DBT_TARGET_PATH": str(home / "target"),
        "DBT_LOG_PATH": str(home / "logs"),
        "PYTHONPATH": str(ROOT / "tests"),
    }
    command = [sys.executable, str(ROOT / "tests" / "publish_driver.py"), str(count)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("r")
        yield process
        process.kill()


def release_of(connection: duckdb.DuckDBPyConnection) -> str:
    """The one release from which all KPIs, and the table that says so, are."""
    names = [name for (name,) in connection.execute(TABLES).fetchall()]
    assert len(names) == 12
    seen = {
        row
        for name in names
        for row in connection.execute(f"select distinct release_id from {name}").fetchall()
    }
    told = connection.execute("select distinct release_id from governance.kpi_release").fetchall()
    assert list(seen) == told
    return str(told[0][0])


def published(home: Path) -> str:
    """What a new reader finds: by its own name, DuckDB would hand it the file that is kept open here."""
    [file] = (home / "published").glob("*.duckdb")
    copy = shutil.copy(file, home / f"{time.monotonic_ns()}.duckdb")
    with duckdb.connect(str(copy), read_only=True) as connection:
        found = release_of(connection)
    Path(copy).unlink()
    return found


def test_readers_see_one_whole_release_at_any_time(home: Path) -> None:
    with publishing(home, PATIENCE + 1) as process:
        [file] = (home / "published").glob("*.duckdb")
        with duckdb.connect(str(file), read_only=True) as kept_open:
            first, seen = release_of(kept_open), []
            while process.poll() is None:
                seen.append(published(home))
                assert release_of(kept_open) == first
    seen.append(published(home))
    assert process.returncode == 0
    assert seen == sorted(seen)
    assert seen[-1] > first


def test_a_kill_at_any_moment_leaves_a_whole_release_and_the_next_run_heals(home: Path) -> None:
    chance = random.Random(7)
    for _ in range(PATIENCE):
        with publishing(home, 1000) as process:
            time.sleep(chance.uniform(0, 2))
            process.kill()
            process.wait()
        before = published(home)
        with publishing(home, 1) as process:
            process.wait()
        assert published(home) > before
        assert [path.suffix for path in (home / "published").iterdir()] == [".duckdb"]
