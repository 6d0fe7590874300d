"""Files as people bring them: each loads right, value for value, or fails by its name."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import ROOT, run_dbt

HEADER = "subscription_id,account_id,started_on,monthly_amount,plan_name"
ROW = "S1,A1,2024-01-01,100,Base"
NAME = "finance_subscriptions.csv"
LOADED = "select subscription_id, account_id, started_on, monthly_amount, plan_name from raw.finance_subscriptions order by all"


GOOD: dict[str, tuple[bytes, list[tuple[str | None, ...]]]] = {
    "byte_order_mark": (b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode(), [("S1", "A1", "2024-01-01", "100", "Base")]),
    "carriage_returns": (f"{HEADER}\r\n{ROW}\r\n".encode(), [("S1", "A1", "2024-01-01", "100", "Base")]),
    "no_last_line_end": (f"{HEADER}\n{ROW}".encode(), [("S1", "A1", "2024-01-01", "100", "Base")]),
    "header_in_other_case_and_order": (
        b" PLAN_NAME ,Subscription_Id,account_id,STARTED_ON,monthly_amount,extra\nBase,S1,A1,2024-01-01,100,x\n",
        [("S1", "A1", "2024-01-01", "100", "Base")],
    ),
    "line_break_in_quotes": (f'{HEADER}\nS1,A1,2024-01-01,100,"two\nlines"\n'.encode(), [("S1", "A1", "2024-01-01", "100", "two\nlines")]),
    "line_break_in_quotes_with_carriage_returns": (
        f'{HEADER}\r\nS1,A1,2024-01-01,100,"two\r\nlines"\r\n{ROW}\r\n'.encode(),
        [("S1", "A1", "2024-01-01", "100", "Base"), ("S1", "A1", "2024-01-01", "100", "two\r\nlines")],
    ),
    "doubled_quotes": (f'{HEADER}\nS1,A1,2024-01-01,100,"the ""big"" one, plus"\n'.encode(), [("S1", "A1", "2024-01-01", "100", 'the "big" one, plus')]),
    "long_field": (f"{HEADER}\nS1,A1,2024-01-01,100,{'x' * 100_000}\n".encode(), [("S1", "A1", "2024-01-01", "100", "x" * 100_000)]),
    "ids_as_text": (
        f"{HEADER}\n99999999999999999999,007,2024-01-01,1e5,1.0\n".encode(),
        [("99999999999999999999", "007", "2024-01-01", "1e5", "1.0")],
    ),
    "header_only": (f"{HEADER}\n".encode(), []),
    "other_scripts": (f"{HEADER}\nS1,東京,2024-01-01,100,Été\n".encode(), [("S1", "東京", "2024-01-01", "100", "Été")]),
}  # fmt: skip

BAD: dict[str, tuple[bytes, str]] = {
    "too_few_fields": (f"{HEADER}\n{ROW}\nS2,A2,2024-01-01\n".encode(), f"{NAME}, line 3: it has fewer fields than the header"),
    "too_many_fields": (f"{HEADER}\n{ROW},one,two\n".encode(), f"{NAME}, line 2: it has more fields than the header"),
    "open_quote": (f'{HEADER}\nS1,A1,2024-01-01,100,"Base\n{ROW}\n'.encode(), f"{NAME}, line 2: a double quote is not closed"),
    "latin_1": (f"{HEADER}\nS1,A1,2024-01-01,100,Été\n".encode("latin-1"), f"{NAME}, line 2: it is not UTF-8"),
    "utf_16": (f"{HEADER}\n{ROW}\n".encode("utf-16"), NAME),
    "empty": (b"", f"{NAME}: the file is empty"),
    "semicolons": (f"{HEADER}\n{ROW}\n".replace(",", ";").encode(), f"{NAME}: required column subscription_id is missing"),
    "missing_column": (b"subscription_id,account_id,started_on\nS1,A1,2024-01-01\n", f"{NAME}: required column monthly_amount is missing"),
    "column_twice": (f"{HEADER},plan_name\n{ROW},x\n".encode(), f"{NAME}: column plan_name appears 2 times"),
    "line_break_in_header": (b'subscription_id,account_id,started_on,monthly_amount,"plan\nname"\r\nS1,A1,2024-01-01,100,x\r\n', NAME),
    "mixed_line_ends": (f"{HEADER}\n{ROW}\r\n{ROW}\n".encode(), NAME),
}  # fmt: skip

OTHERS: dict[str, dict[str, bytes]] = {
    "two_bad_files": {"crm_accounts.csv": b"account_id\nA1\n", "crm_users.csv": b"user_id\nU1\n"},
    "one_file_only": {NAME: f"{HEADER}\n{ROW}\n".encode()},
    "a_stranger": {NAME: f"{HEADER}\n{ROW}\n".encode(), "crm_acounts.csv": b"a\n1\n"},
    "it's [my] données *": {NAME: f"{HEADER}\n{ROW}\n".encode()},
    "no_file": {},
}


@dataclass(frozen=True)
class Landing:
    """What landing one folder gave."""

    succeeded: bool
    output: str
    warehouse: Path

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def write_cases(cases: Path) -> None:
    """Write each case as a folder of files."""
    files = {case: {NAME: content} for case, (content, _) in (GOOD | BAD).items()} | OTHERS
    for case, contents in files.items():
        (cases / case).mkdir(parents=True)
        for name, content in contents.items():
            (cases / case / name).write_bytes(content)
    (cases / "a_file").write_text("not a folder")
    for case in ("parquet", "two_formats"):
        (cases / case).mkdir()
        duckdb.sql(
            "select 18446744073709551615::ubigint as subscription_id, 'A1' as account_id, date '2024-01-01' as started_on, "
            "12.50::decimal(9, 2) as monthly_amount, null::integer as plan_name"
        ).write_parquet(str(cases / case / "finance_subscriptions.parquet"))
    (cases / "two_formats" / NAME).write_text(f"{HEADER}\n{ROW}\n")


@pytest.fixture(scope="session")
def landings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Landing]:
    root = tmp_path_factory.mktemp("landing")
    write_cases(root / "cases")
    driver = Path(__file__).with_name("landing_driver.py")
    subprocess.run([sys.executable, driver, root], cwd=ROOT, check=True, capture_output=True, env=os.environ)
    results = json.loads((root / "results.json").read_text(encoding="utf-8"))

    def find(case: str) -> Landing:
        succeeded, output = results[case]
        return Landing(succeeded, output, root / "warehouses" / case / "warehouse.duckdb")

    return find


Landings = Callable[[str], Landing]


@pytest.mark.parametrize("case", GOOD)
def test_it_loads_value_for_value(landings: Landings, case: str) -> None:
    landing = landings(case)
    assert landing.succeeded, landing.output
    assert landing.rows(LOADED) == GOOD[case][1]


@pytest.mark.parametrize("case", BAD)
def test_it_fails_by_its_name(landings: Landings, case: str) -> None:
    landing = landings(case)
    assert not landing.succeeded
    assert BAD[case][1] in landing.output
    assert "Traceback" not in landing.output


def test_problems_of_all_files_are_told_at_once(landings: Landings) -> None:
    output = landings("two_bad_files").output
    assert "crm_accounts.csv: required column account_name" in output
    assert "crm_users.csv: required column full_name" in output


def test_absent_tables_and_columns_are_empty_and_named_once(landings: Landings) -> None:
    landing = landings("one_file_only")
    [tables] = [line for line in landing.output.splitlines() if "Absent tables" in line]
    [columns] = [line for line in landing.output.splitlines() if "Absent columns" in line]
    assert tables.count("crm_accounts") == 1
    assert "finance_subscriptions.ended_on" in columns
    assert landing.rows("select count(*) from raw.crm_accounts") == [(0,)]
    assert landing.rows("select ended_on from raw.finance_subscriptions") == [(None,)]


def test_a_file_that_is_no_table_is_named(landings: Landings) -> None:
    assert "no table of the source contract: crm_acounts.csv" in landings("a_stranger").output


def test_a_table_in_two_files_is_an_error(landings: Landings) -> None:
    assert not landings("two_formats").succeeded
    assert "holds the same table" in landings("two_formats").output


@pytest.mark.parametrize("case", ["no_file", "a_file"])
def test_a_bad_folder_is_one_clear_error(landings: Landings, case: str) -> None:
    assert not landings(case).succeeded
    assert f"{case} is not a folder with at least one file of the source contract" in landings(case).output


def test_a_folder_with_odd_characters_is_read(landings: Landings) -> None:
    assert landings("it's [my] données *").rows("select subscription_id from raw.finance_subscriptions") == [
        ("S1",)
    ]


def test_parquet_columns_become_text(landings: Landings) -> None:
    assert landings("parquet").rows(LOADED) == [("18446744073709551615", "A1", "2024-01-01", "12.50", None)]


def test_settings_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    settings = '{as_of_date: "2024-02-30", fiscal_year_start_month: 13, kpi_slices: [segment+colour], identity_evidence: none}'
    done = run_dbt(tmp_path, "run-operation", "land_sources", "--vars", settings)
    assert done.exit_code != 0
    assert "var as_of_date: '2024-02-30' is not a date" in done.output
    assert "var fiscal_year_start_month: 13 is not a month" in done.output
    assert "var kpi_slices: 'segment+colour' is not made of" in done.output
    assert "var identity_evidence: 'none' is neither strict nor standard" in done.output


def test_an_unknown_grain_is_named(tmp_path: Path) -> None:
    done = run_dbt(tmp_path, "parse", "--vars", "{period_grains: [decade]}")
    assert done.exit_code != 0
    assert "var period_grains: 'decade' is not one of week, month, quarter, year" in done.output


def test_ragged_real_sessions_fail_by_name(tmp_path: Path, real_data: Callable[[str], Path]) -> None:
    text = (real_data("attribution_playbook") / "sessions.csv").read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    renamed = head.replace("session_id", "touch_id").replace("started_at", "occurred_at")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "web_touches.csv").write_text(f"{renamed}\n{rest}", encoding="utf-8")
    done = run_dbt(tmp_path, "run-operation", "land_sources", data=tmp_path / "data")
    assert done.exit_code != 0
    assert "web_touches.csv, line" in done.output
    assert "fewer fields than the header" in done.output
