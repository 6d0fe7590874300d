"""Real clients, each in an environment of its own, read the file that a publication leaves."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from personal import names_of_people, people_in

READERS = {
    "driver": "import duckdb; opened = duckdb.connect({path!r}, read_only=True)\n"
    "ask = lambda sql: opened.execute(sql).fetchall()",
    "sqlalchemy": "import sqlalchemy\n"
    "engine = sqlalchemy.create_engine('duckdb:///' + {path!r}, connect_args=dict(read_only=True))\n"
    "opened = engine.connect()\n"
    "ask = lambda sql: [tuple(row) for row in opened.execute(sqlalchemy.text(sql))]",
}
VERSIONS = ("1.4", "1.5")
COUNT = "select count(*), count(distinct release_id) from governance.kpi_scorecard"


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
    environment = {**_environment(), **{name: str(path) for name, path in places.items()}}
    done = subprocess.run(
        [Path(sys.executable).with_name("kpis"), "run"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return places["KPI_PUBLISHED"]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("KPI_")}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The Python of an environment with one version of the driver, or a skip by its name."""
    made: dict[str, Path] = {}

    def install(version: str) -> Path:
        if version not in made:
            folder = tmp_path_factory.mktemp("client") / version
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            python = folder / "bin" / "python"
            wanted = [f"duckdb=={version}.*", "sqlalchemy", "duckdb-engine"]
            pip = [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted]
            if subprocess.run(pip, capture_output=True, check=False).returncode:
                pytest.skip(f"client duckdb {version} cannot be installed here")
            made[version] = python
        return made[version]

    return install


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_client_reads_the_scorecard(
    published: Path, client: Callable[[str], Path], version: str, reader: str
) -> None:
    program = (
        f"{READERS[reader].format(path=str(published))}\nimport json\n"
        f"print(json.dumps([ask('select version()')[0][0], *ask({COUNT!r})[0]]))"
    )
    done = subprocess.run([client(version), "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found, rows, releases = json.loads(done.stdout)
    assert found.startswith(f"v{version}.")
    assert rows > 10
    assert releases == 1


def test_the_published_file_tells_of_no_person(published: Path) -> None:
    assert people_in(published, names_of_people(ROOT / "seeds" / "demo")) == []
