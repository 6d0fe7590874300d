"""Files as people bring them: each loads right, value for value, or fails by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import drive, run_dbt

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
    "lone_carriage_return_in_quotes": (f'{HEADER}\nS1,A1,2024-01-01,100,"two\rlines"\n'.encode(), [("S1", "A1", "2024-01-01", "100", "two\rlines")]),
    "inch_mark_beside_line_break_in_quotes": (
        f'{HEADER}\r\nS1,A1,2024-01-01,100,5" pipe\r\nS2,A2,2024-01-01,100,"a ""b""\n,""c"\r\n'.encode(),
        [("S1", "A1", "2024-01-01", "100", '5" pipe'), ("S2", "A2", "2024-01-01", "100", 'a "b"\n,"c')],
    ),
    "zero_byte": (f"{HEADER}\nS1,A1,2024-01-01,100,Ba\0se\n".encode(), [("S1", "A1", "2024-01-01", "100", "Ba\0se")]),
    "other_scripts": (f"{HEADER}\nS1,東京,2024-01-01,100,Été\n".encode(), [("S1", "東京", "2024-01-01", "100", "Été")]),
}  # fmt: skip

BAD: dict[str, tuple[bytes, str]] = {
    "too_few_fields": (f"{HEADER}\n{ROW}\nS2,A2,2024-01-01\n".encode(), f"{NAME}, line 3: it has fewer fields than the header"),
    "too_many_fields": (f"{HEADER}\n{ROW},one,two\n".encode(), f"{NAME}, line 2: it has more fields than the header"),
    "open_quote": (f'{HEADER}\nS1,A1,2024-01-01,100,"Base\n{ROW}\n'.encode(), f"{NAME}, line 2: a double quote is not closed"),
    "latin_1": (f"{HEADER}\nS1,A1,2024-01-01,100,Été\n".encode("latin-1"), f"{NAME}, line 2: it is not UTF-8"),
    "latin_1_in_first_column": (f"{HEADER}\r\n{ROW}\r\nÉ,A1,2024-01-01,100,x\r\n".encode("latin-1"), f"{NAME}, line 3: it is not UTF-8"),
    "latin_1_in_header": (f"{HEADER},é\n{HEADER},e\n{ROW},x\n".encode("latin-1"), f"{NAME}, line 1: it is not UTF-8"),
    "utf_16": (f"{HEADER}\n{ROW}\n".encode("utf-16"), f"{NAME}, line 1: it is not UTF-8"),
    "utf_16_without_mark": (f"{HEADER}\n{ROW}\n".encode("utf-16-le"), f"{NAME}, line 1: it holds zero bytes, as UTF-16 does"),
    "empty": (b"", f"{NAME}: the file is empty"),
    "blank_first_line": (f"\n{HEADER}\n{ROW}\n".encode(), f"{NAME}: the first line is blank"),
    "blank_first_line_with_carriage_return": (f"\ufeff \r\n{HEADER}\r\n{ROW}\r\n".encode(), f"{NAME}: the first line is blank"),
    "semicolons": (f"{HEADER}\n{ROW}\n".replace(",", ";").encode(), f"{NAME}: its separator is a semicolon"),
    "tabs": (f"{HEADER}\n{ROW}\n".replace(",", "\t").encode(), f"{NAME}: its separator is a tab"),
    "missing_column": (b"subscription_id,account_id,started_on\nS1,A1,2024-01-01\n", f"{NAME}: required column monthly_amount is missing"),
    "column_twice": (f"{HEADER},plan_name\n{ROW},x\n".encode(), f"{NAME}: column plan_name appears 2 times"),
    "line_break_in_header": (b'subscription_id,account_id,started_on,monthly_amount,"plan\nname",more\r\nS1,A1,2024-01-01,100,x,y\r\n', NAME),
    "line_break_in_a_heading": (
        b'subscription_id,"what\nit is",account_id,started_on,monthly_amount,plan_name\nS1,x,A1,2024-01-01,100,Base\n',
        f"{NAME}: a column name of the header holds a line break",
    ),
    "mixed_line_ends": (f"{HEADER}\n{ROW}\r\n{ROW}\n".encode(), f"{NAME}: its lines end in more than one way"),
    "header_ends_in_another_way": (f"{HEADER}\r\n{ROW}\n{ROW}\n".encode(), f"{NAME}: its lines end in more than one way"),
    "lone_carriage_return": (f"{HEADER}\n{ROW}\rend\n".encode(), f"{NAME}: its lines end in more than one way"),
    "mixed_line_ends_in_latin_1": (f"{HEADER}\n{ROW}\r\nÉ,A1\n".encode("latin-1"), "it is not UTF-8"),
}  # fmt: skip

IGNORED = ["crm_leads.csv.gz", "crm_users.tsv", "CRM_Contacts.XLSX", "crm_accounts.csv/", "ads_spend/"]

OTHERS: dict[str, dict[str, bytes]] = {
    "two_bad_files": {"crm_accounts.csv": b"account_id\nA1\n", "crm_users.csv": b"user_id\nU1\n"},
    "one_file_only": {NAME: f"{HEADER}\n{ROW}\n".encode()},
    "a_stranger": {NAME: f"{HEADER}\n{ROW}\n".encode(), "crm_acounts.csv": b"a\n1\n"},
    "it's [my] données *": {NAME: f"{HEADER}\n{ROW}\n".encode()},
    "data[1]": {NAME: f"{HEADER}\n{ROW}\n".encode()},
    "data1": {NAME: f"{HEADER}\n{ROW}\n{ROW}\n".encode()},
    "currency=USD": {NAME: f"{HEADER},currency\n{ROW},EUR\n".encode()},
    "upper_case": {NAME.upper(): f"{HEADER}\n{ROW}\n".encode()},
    "other_forms": dict.fromkeys(
        (*IGNORED[:3], "crm_accounts.csv/part-0.csv", "ads_spend/1.parquet", "notes.txt"), b"x"
    ),
    "no_file": {},
    "no_parquet": {"crm_users.parquet": b"user_id,full_name\nU1,Ann\n", "ads_spend.parquet": b""},
}
PARQUET = {
    "parquet": "select 18446744073709551615::ubigint as subscription_id, 'A1' as account_id, date '2024-01-01' as started_on, "
    "12.50::decimal(9, 2) as monthly_amount, null::integer as plan_name",
    "two_formats": f"select '{ROW}' as subscription_id",
    "parquet[1]": "select 'S1' as subscription_id, 'A1' as account_id, '2024-01-01' as started_on, 1 as monthly_amount",
    "parquet1": "select 'S2' as subscription_id, 'A1' as account_id, '2024-01-01' as started_on, 1 as monthly_amount",
    "currency=CHF": "select 'S1' as subscription_id, 'A1' as account_id, '2024-01-01' as started_on, 1 as monthly_amount, 'EUR' as currency",
    "parquet_as_pandas_writes": """select 1234567::double as " Subscription_ID ", 'nan'::double as account_id, '2024-01-01' as started_on, """
    "12.5::float as monthly_amount, encode('Été') as PLAN_NAME",
    "parquet_of_bytes": r"select 'S1' as subscription_id, 'A1' as account_id, '2024-01-01' as started_on, 1 as monthly_amount, '\xE9'::blob as plan_name",
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
            (cases / case / name).parent.mkdir(exist_ok=True)
            (cases / case / name).write_bytes(content)
    (cases / "a_file").write_text("not a folder")
    for case, select in PARQUET.items():
        (cases / case).mkdir()
        duckdb.sql(select).write_parquet(str(cases / case / "finance_subscriptions.parquet"))
    (cases / "two_formats" / NAME).write_text(f"{HEADER}\n{ROW}\n")


@pytest.fixture(scope="session")
def landings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Landing]:
    root = tmp_path_factory.mktemp("landing")
    write_cases(root / "cases")
    results = drive(Path(__file__).with_name("landing_driver.py"), root)

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
    assert (
        "Ignored, no .csv or .parquet file of the source contract: crm_acounts.csv"
        in landings("a_stranger").output
    )


def test_a_table_in_two_files_is_an_error(landings: Landings) -> None:
    assert not landings("two_formats").succeeded
    assert "holds the same table" in landings("two_formats").output


@pytest.mark.parametrize("case", ["no_file", "a_file"])
def test_a_bad_folder_is_one_clear_error(landings: Landings, case: str) -> None:
    assert not landings(case).succeeded
    assert f"{case} is not a folder with at least one file of the source contract" in landings(case).output


def test_an_empty_setting_means_the_demo(tmp_path: Path) -> None:
    done = run_dbt(tmp_path, "run-operation", "land_sources", data="")
    assert done.exit_code == 0, done.output
    assert done.rows("select count(*) > 0 from raw.crm_opportunities") == [(True,)]


def test_a_folder_with_odd_characters_is_read(landings: Landings) -> None:
    assert landings("it's [my] données *").rows("select subscription_id from raw.finance_subscriptions") == [
        ("S1",)
    ]


@pytest.mark.parametrize(
    ("case", "ids"), [("data[1]", ["S1"]), ("data1", ["S1", "S1"]), ("parquet[1]", ["S1"])]
)
def test_a_folder_is_never_a_pattern_for_its_neighbour(landings: Landings, case: str, ids: list[str]) -> None:
    rows = landings(case).rows("select subscription_id from raw.finance_subscriptions")
    assert rows == [(name,) for name in ids]


@pytest.mark.parametrize("case", ["currency=USD", "currency=CHF"])
def test_the_name_of_a_folder_is_no_column(landings: Landings, case: str) -> None:
    assert landings(case).rows("select currency from raw.finance_subscriptions") == [("EUR",)]


def test_names_of_files_may_be_in_upper_case(landings: Landings) -> None:
    assert landings("upper_case").rows("select subscription_id from raw.finance_subscriptions") == [("S1",)]


def test_a_table_in_a_form_that_is_not_read_is_named(landings: Landings) -> None:
    [ignored] = [line for line in landings("other_forms").output.splitlines() if "Ignored" in line]
    assert sorted(ignored.partition(": ")[2].split(", ")) == sorted(IGNORED)


def test_what_is_no_parquet_file_is_named(landings: Landings) -> None:
    output = landings("no_parquet").output
    assert "crm_users.parquet: it is no Parquet file, or only a part of one (25 bytes)" in output
    assert "ads_spend.parquet: it is no Parquet file, or only a part of one (0 bytes)" in output


def test_parquet_of_other_tools_is_read_as_a_person_would(landings: Landings) -> None:
    assert landings("parquet_as_pandas_writes").rows(LOADED) == [
        ("1234567", None, "2024-01-01", "12.5", "Été")
    ]


def test_parquet_of_bytes_that_are_no_text_is_named(landings: Landings) -> None:
    assert (
        "finance_subscriptions.parquet: column plan_name holds bytes that are not UTF-8"
        in landings("parquet_of_bytes").output
    )


def test_parquet_columns_become_text(landings: Landings) -> None:
    assert landings("parquet").rows(LOADED) == [("18446744073709551615", "A1", "2024-01-01", "12.50", None)]


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
