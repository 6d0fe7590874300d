"""`kpis check` from its options to its exit code, over a small warehouse and a project of two files."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kpi_watch import cli, probe
from kpi_watch.advice import one_line
from kpi_watch.cli import main
from kpi_watch.formats import NARROW_SPACE
from kpi_watch.records import Definition, Reading, Target

PROJECT = """
name: small
version: 1.0.0
profile: small
vars: {reporting_currency: EUR}
flags: {send_anonymous_usage_stats: false}
"""
PROFILE = """
small:
  target: duckdb
  outputs:
    duckdb: {type: duckdb, path: "{{ env_var('KPI_WAREHOUSE') }}"}
"""
TABLES = """
create schema governance;
create table governance.kpi_definitions (
    kpi text, label_en text, label_fr text, unit text, direction text, kpi_owner text, funnel_stage text,
    definition_version integer
);
create table governance.kpi_targets (
    kpi text, period_grain text, segment text, industry text, seller text, channel text, comparison text,
    target_low numeric(28, 9), target_high numeric(28, 9), alert_below numeric(28, 9),
    alert_above numeric(28, 9), minimum_sample bigint, valid_from date, valid_to date, source text
);
create table governance.kpi_values (
    kpi text, period_grain text, period_start date, period_end date, measured_on date, segment text,
    industry text, seller text, channel text, numerator numeric(38, 6), denominator numeric(38, 6),
    sum_of_squares numeric(38, 6), sample_size bigint, kpi_value numeric(28, 9),
    reference_value numeric(28, 9), value_status text, is_final boolean
);
insert into governance.kpi_definitions values
    ('kpi_win_rate', 'Win rate', 'Taux de gain', 'ratio', 'higher_is_better', 'Sales Ops', 'conversion', 1),
    ('kpi_price', 'Price (ASP)', 'Prix', 'money', 'higher_is_better', 'Sales Ops', 'conversion', 1);
insert into governance.kpi_targets values
    ('kpi_win_rate', 'quarter', 'All', 'All', 'All', 'All', 'level', .20, .35, .15, null, 10, null,
     null, 'x'),
    ('kpi_win_rate', 'quarter', 'Enterprise', 'All', 'All', 'All', 'level', .20, .35, .15, null, 10, null,
     null, 'x'),
    ('kpi_price', 'quarter', 'All', 'All', 'All', 'All', 'change_on_year', .10, .20, 0, null, 10, null, null,
     'x');
"""
QUARTERS = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01"]
"""The last of them runs: the data end on 15 February 2026."""

Outcome = tuple[int, str, str]
Kpis = Callable[..., Outcome]


def add(
    connection: duckdb.DuckDBPyConnection, kpi: str, start: str, value: str, segment: str = "All"
) -> None:
    connection.execute(
        f"""insert into governance.kpi_values
        select '{kpi}', 'quarter', first_day, last_day, least(last_day, date '2026-02-15'), $segment,
            'All', 'All', 'All', {value} * 100, 100, 100, 100, {value}, null, 'ok',
            last_day <= date '2026-02-15'
        from (
            select
                cast('{start}' as date) as first_day,
                cast(cast('{start}' as date) + interval 3 month - interval 1 day as date) as last_day
        )""",
        {"segment": segment},
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "profiles.yml").write_text(PROFILE)
    return folder


@pytest.fixture
def warehouse(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    for name in ("KPI_DEBUG", "DBT_PROJECT_DIR", "DBT_PROFILES_DIR", "DBT_TARGET_PATH"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "warehouse.duckdb"
    monkeypatch.setenv("KPI_WAREHOUSE", str(path))
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        for start in QUARTERS:
            add(connection, "kpi_win_rate", start, "0.25")
            add(connection, "kpi_win_rate", start, "0.02", "Enterprise")
            add(connection, "kpi_price", start, "1234.5")
    return path


@pytest.fixture
def kpis(capsys: pytest.CaptureFixture[str]) -> Kpis:
    def run(*arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    return run


def change(warehouse: Path, statement: str) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(statement)


def is_one_line(text: str) -> bool:
    return text.startswith("kpis: ") and text.count("\n") == 1 and "Traceback" not in text


def verdicts(outcome: Outcome) -> dict[tuple[str, str], dict[str, Any]]:
    rows = json.loads(outcome[1])["verdicts"]
    return {(row["kpi"], row["segment"]): row for row in rows}


# The scorecard


def test_a_row_of_another_period_than_the_title_names_its_own(kpis: Kpis, warehouse: Path) -> None:
    change(
        warehouse,
        "update governance.kpi_values set is_final = false where kpi = 'kpi_price' and period_start = '2025-10-01'",
    )
    _, out, _ = kpis("check")
    assert out.startswith("KPI scorecard · 2025-Q4 · ")
    assert "2025-Q3 Price" in out
    assert "Win rate 2025" not in out


@pytest.mark.usefixtures("warehouse")
def test_the_scorecard_has_a_line_per_kpi_and_slice(kpis: Kpis) -> None:
    code, out, err = kpis("check")
    assert (code, err) == (1, "")
    assert out.replace(NARROW_SPACE, " ").splitlines() == [
        "KPI scorecard · 2025-Q4 · judged by quarter · data as of 2026-02-15",
        "                                    value   80% range  target   change    n",
        "",
        "Conversion · Sales Ops",
        "✖ alert      Win rate  Enterprise    2.0%    0.8–4.7%  20–35%  +0.0 pt  100",
        "– no data    Price     Total       €1,234  no value a year before",
        "✔ on target  Win rate  Total        25.0%  19.9–30.9%  20–35%  +0.0 pt  100",
        "",
        "3 checked: 1 alert, 1 no data, 1 on target",
    ]


@pytest.mark.usefixtures("warehouse")
def test_french_has_its_own_words_and_numbers(kpis: Kpis) -> None:
    _, out, _ = kpis("check", "--lang", "fr")
    assert "2025-T4 · jugé par trimestre · données au 15/02/2026" in out
    assert f"25,0{NARROW_SPACE}%" in out
    assert f"1{NARROW_SPACE}234{NARROW_SPACE}€" in out
    assert "✖ alerte" in out


@pytest.mark.usefixtures("warehouse")
def test_json_has_numbers_as_numbers_and_every_promised_key(kpis: Kpis) -> None:
    code, out, _ = kpis("check", "--output", "json")
    document = json.loads(out)
    assert code == 1
    assert document["data_as_of"] == "2026-02-15"
    assert document["counts"]["alert"] == 1
    named = set((cli.as_json.__doc__ or "").split("`")[1::2])
    columns = {field.name for kind in (Definition, Target, Reading) for field in fields(kind)}
    assert set(document) | set(document["verdicts"][0]) == named | columns
    row = verdicts((code, out, ""))["kpi_win_rate", "All"]
    assert (row["verdict"], row["kpi_value"], row["sample_size"]) == ("on_target", 0.25, 100)
    assert row["interval_low"] < row["kpi_value"] < row["interval_high"]


@pytest.mark.usefixtures("warehouse")
def test_github_gets_an_error_per_alert(kpis: Kpis) -> None:
    _, out, _ = kpis("check", "--output", "github")
    assert out.splitlines()[0].startswith(
        "::error title=alert%3A Win rate%2C Enterprise%2C 2025-Q4::beyond the alert limit; 2.0%25; "
    )


def test_a_watch_is_a_breach_only_when_asked(kpis: Kpis, warehouse: Path) -> None:
    change(warehouse, "update governance.kpi_targets set alert_below = 0")
    assert kpis("check")[0] == 0
    assert kpis("check", "--fail-on", "warn")[0] == 1


@pytest.mark.usefixtures("warehouse")
def test_as_of_goes_back_and_tells_what_the_data_miss(kpis: Kpis) -> None:
    assert "· 2025-Q2 ·" in kpis("check", "--as-of", "2025-07-04")[1]
    code, out, err = kpis("check", "--as-of", "2026-04-01")
    assert code == 2
    assert "3 checked: 3 stale" in out
    assert is_one_line(err)


def test_a_fiscal_year_is_named_by_its_last_day(kpis: Kpis, warehouse: Path) -> None:
    assert warehouse.exists()
    _, out, _ = kpis("check", "--vars", "{fiscal_year_start_month: 4}")
    assert "FY2026-Q3" in out


def test_nan_is_no_data(kpis: Kpis, warehouse: Path) -> None:
    change(warehouse, "alter table governance.kpi_values alter kpi_value type double")
    change(warehouse, "update governance.kpi_values set kpi_value = 'NaN' where segment = 'All'")
    code, out, _ = kpis("check", "--output", "json")
    rows = verdicts((code, out, ""))
    assert rows["kpi_win_rate", "All"]["verdict"] == "no_data"
    assert rows["kpi_win_rate", "Enterprise"]["verdict"] == "alert"


def test_names_from_the_data_command_no_terminal(kpis: Kpis, warehouse: Path) -> None:
    evil = "chr(27) || '[2J' || chr(155) || '31m' || chr(10) || '::error::x' || chr(8238)"
    for table in ("kpi_values", "kpi_targets"):
        change(warehouse, f"update governance.{table} set segment = {evil} where segment = 'Enterprise'")
    for output in ("text", "github"):
        _, out, _ = kpis("check", "--output", output)
        assert not [c for c in out if c != "\n" and not c.isprintable() and c != NARROW_SPACE]
        assert not [line for line in out.splitlines() if line.startswith("::error::x")]
    assert r"\u001b[2J\u009b31m\n::error::x" in kpis("check", "--output", "json")[1]


def test_a_line_never_passes_a_hundred_columns(kpis: Kpis, warehouse: Path) -> None:
    change(warehouse, "update governance.kpi_definitions set label_en = repeat('long ', 40)")
    change(
        warehouse, "update governance.kpi_definitions set funnel_stage = 'elsewhere' where kpi = 'kpi_price'"
    )
    _, out, _ = kpis("check")
    assert max(map(len, out.splitlines())) <= 100
    assert "elsewhere · Sales Ops" in out


# What can go wrong


def test_no_warehouse_and_no_marts_say_what_to_run(kpis: Kpis, warehouse: Path) -> None:
    change(warehouse, "delete from governance.kpi_definitions")
    empty = kpis("check")
    change(warehouse, "drop table governance.kpi_values")
    without_table = kpis("check")
    change(warehouse, "drop schema governance cascade")
    without_schema = kpis("check")
    os.environ["KPI_WAREHOUSE"] = str(warehouse.parent / "nowhere" / "warehouse.duckdb")
    without_folder = kpis("check")
    expected = (2, "", "kpis: no KPIs published yet: run kpis run (make kpis)\n")
    assert [empty, without_table, without_schema, without_folder] == [expected] * 4


def test_a_corrupt_file_is_told_in_one_line(kpis: Kpis, warehouse: Path) -> None:
    warehouse.write_bytes(b"not a database" * 1000)
    code, out, err = kpis("check")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert err.endswith("warehouse.duckdb is not a DuckDB database: move it away and run make kpis\n")


def test_a_locked_file_names_who_holds_it(kpis: Kpis, warehouse: Path) -> None:
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        holder.stdout.readline()
        code, out, err = kpis("check")
        before_a_build = probe.closed()
        holder.communicate()
    assert (code, out) == (2, "")
    assert err == f"kpis: {before_a_build}\n"
    assert is_one_line(err)
    assert f"is in use by process {holder.pid}" in err


@pytest.mark.usefixtures("warehouse")
def test_a_build_may_begin_where_the_warehouse_opens() -> None:
    assert probe.closed() is None


def test_an_older_build_says_so(kpis: Kpis, warehouse: Path) -> None:
    change(warehouse, "alter table governance.kpi_definitions drop column kpi_owner")
    assert kpis("check")[2] == (
        "kpis: the KPIs were built by another version of this project: run make kpis\n"
    )


def test_a_unit_that_nobody_knows_names_itself(kpis: Kpis, warehouse: Path) -> None:
    change(warehouse, "update governance.kpi_definitions set unit = 'furlongs'")
    code, _, err = kpis("check")
    assert code == 2
    assert is_one_line(err)
    assert "column unit of a KPI definition holds 'furlongs'" in err


@pytest.mark.usefixtures("warehouse")
def test_missing_packages_say_what_to_run(kpis: Kpis, project: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("target", "logs"))
    (folder / "packages.yml").write_text("packages: [{package: a/b, version: 1.0.0}]")
    outcome = kpis("check", "--project-dir", str(folder), "--profiles-dir", str(folder))
    assert outcome == (2, "", "kpis: dbt packages are missing: run make setup\n")


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["check", "--as-of", "yesterday"], "'yesterday' is not a day: write it as 2026-03-31"),
        (["check", "--output", "xml"], "'xml' is not one of"),
        (["check", "--vars", "{a"], "not valid YAML"),
        (["check", "--target", "nowhere"], "does not have a target named 'nowhere'"),
        (["check", "--profiles-dir", "/nowhere"], "no dbt project or profile here"),
        (["check", "--project-dir", "/"], "no dbt project or profile here"),
        (["check", "--vars", "{judged_grain: week}"], "no KPI has a value per judged_grain"),
        (["chekc"], "No such command 'chekc'"),
        (["docs-table", "--manifest", "/nowhere.json"], "run dbt parse"),
    ],
)
def test_every_error_is_one_line_and_exit_code_2(kpis: Kpis, arguments: list[str], part: str) -> None:
    code, out, err = kpis(*arguments)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert part in err


@pytest.mark.usefixtures("warehouse")
def test_an_unexpected_error_is_one_line_too_and_whole_when_debugging(
    kpis: Kpis, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("first\n\x1b[31msecond")

    monkeypatch.setattr(cli, "read_published", fail)
    assert kpis("check") == (
        *(2, ""),
        "kpis: unexpected RuntimeError: first [31msecond (KPI_DEBUG=1 shows where)\n",
    )
    with pytest.raises(RuntimeError):
        main(["--debug", "check"])
    monkeypatch.setenv("KPI_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["check"])


def test_no_command_shows_what_there_is(kpis: Kpis) -> None:
    code, out, _ = kpis()
    assert code == 2
    assert all(name in out for name in ("check", "demo", "docs-table"))
    assert kpis("--help")[0] == 0


@pytest.mark.usefixtures("warehouse")
def test_a_terminal_without_glyphs_gets_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    page = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(page, encoding="latin-1"))
    with pytest.raises(SystemExit) as stop:
        main(["check"])
    assert stop.value.code == 1
    assert b"? alert      Win rate" in page.getvalue()


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        (
            'Database Error\n  relation "governance.kpi_values" does not exist\n  LINE 1',
            "no KPIs published yet",
        ),
        ("Runtime Error\n  [TABLE_OR_VIEW_NOT_FOUND] The table or view", "no KPIs published yet"),
        ("Runtime Error\n  Database Error\n    password authentication failed", "KPIs: password"),
        ("Compilation Error in sql_operation inline_query (from remote)\n  'x' is undefined", "KPIs: 'x'"),
        ('Runtime Error\n  Catalog Error: "state" is not a catalog or schema', "no state database"),
        ('IO Error: Could not write file "w.duckdb": No space left on device', "the disk is full"),
        ("Runtime Error\n  java.lang.OutOfMemoryError: Java heap space", "raise KPI_MEMORY"),
        ("Runtime Error", "KPIs: Runtime Error"),
    ],
)
def test_what_dbt_says_becomes_one_line(message: str, advice: str) -> None:
    assert advice in one_line(message)
