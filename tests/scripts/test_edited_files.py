"""What people edit, edited wrong: the build names the file, the row and the remedy."""

import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from conftest import DBT, ROOT

COPIED = (
    "models",
    "macros",
    "seeds",
    "snapshots",
    "tests",
    "dbt_packages",
    "dbt_project.yml",
    "profiles.yml",
    ".dbtignore",
)
EDITED = ("opportunity_stages", "kpi_targets", "typed_kpi_targets", "kpi_definitions")
TESTS = ("assert_every_stage_row_is_usable", "assert_every_target_is_usable", "assert_every_card_is_complete")
STAGES = """
both,Both,10,true,true,true,true
last,Last,zz,true,true,false,false
half,Half,1.5,true,true,false,false
Shouted,Shouted,10,true,true,false,false
maybe,Maybe,10,perhaps,true,false,false
open,Again,20,true,false,false,false
,Nameless,20,true,false,false,false
"""
TARGETS = """
kpi_sales_cycle_days,year,All,All,All,All,level,1,2,,,10.5,,,too fine
,quarter,All,All,All,All,level,0.2,0.3,,,10,,,nobody's
kpi_sales_cycle_days,,All,All,All,All,level,1,2,,,10,,,never
"""
CARD = {
    "owner: Sales Ops": "",
    'fr: "Taux de gain"': "fr: null",
    "definition_version: 1": "definition_version: one",
    "cadence: weekly": "cadense: weekly",
}
STAGE, TARGET = (f"seeds/reference/{name}.csv: " for name in ("opportunity_stages", "kpi_targets"))
CARD_OF = "models/marts/kpis/kpi_win_rate.yml: the card has no "


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edited") / "it's here"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def printed(folder: Path) -> str:
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    append(folder / "seeds" / "reference" / "opportunity_stages.csv", STAGES)
    append(folder / "seeds" / "reference" / "kpi_targets.csv", TARGETS)
    card = folder / "models" / "marts" / "kpis" / "kpi_win_rate.yml"
    text = card.read_text(encoding="utf-8")
    for written, edited in CARD.items():
        text = text.replace(written, edited, 1)
    card.write_text(text, encoding="utf-8")
    environment = {
        **os.environ,
        "KPI_WAREHOUSE": str(folder / "warehouse.duckdb"),
        "KPI_STATE": ":memory:",
        "KPI_DATA": "",
    }
    command = [DBT, "--quiet", "build", "--exclude-resource-type", "unit_test"]
    command += ["--indirect-selection", "cautious", "--select", *EDITED]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    return done.stdout


@pytest.fixture(scope="module")
def problems(folder: Path, printed: str) -> list[str]:
    assert printed
    query = " union all ".join(f"select problem from dbt_test__audit.{test}" for test in TESTS)
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        return [problem for (problem,) in connection.execute(query).fetchall()]


def append(path: Path, rows: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + rows, encoding="utf-8")


@pytest.mark.parametrize(
    "problem",
    [
        f"{STAGE}stage 'both' is both won and lost.",
        f"{STAGE}stage 'last' has stage_order 'zz', which is not a whole number.",
        f"{STAGE}stage 'half' has stage_order '1.5', which is not a whole number.",
        f"{STAGE}stage 'Shouted' is not written in lower case",
        f"{STAGE}stage 'maybe' has is_engaged 'perhaps'. Write true or false.",
        f"{STAGE}stage 'open' stands there more than once.",
        f"{STAGE}1 rows have no stage_name.",
        f"{TARGET}kpi_sales_cycle_days: minimum_sample '10.5' is not a whole number from 1.",
        f"{TARGET}a row without a KPI (quarter) is a target of nothing: column kpi is empty.",
        f"{TARGET}kpi_sales_cycle_days (no period grain): the period grain is not one of",
        f"{CARD_OF}owner. Add it.",
        f"{CARD_OF}label_fr. Add it.",
        f"{CARD_OF}cadence. Add it.",
        f"{CARD_OF}a definition_version of at least 1. Add it.",
    ],
)
def test_the_problem_is_a_sentence(problems: list[str], problem: str) -> None:
    assert [sentence for sentence in problems if sentence.startswith(problem)]


def test_the_first_five_problems_of_a_test_are_printed_in_order(printed: str, problems: list[str]) -> None:
    of_stages = [line for line in printed.splitlines() if STAGE in line]
    assert [line.partition("PROBLEM ")[2] for line in of_stages] == sorted(p for p in problems if STAGE in p)[
        :5
    ]
