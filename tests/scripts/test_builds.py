"""The same data give the same marts, whatever the order, the copies and the threads."""

from pathlib import Path

from conftest import ROOT, Build, build_marts, shuffle_and_double


def test_two_builds_with_other_threads_are_identical(demo: Build, tmp_path: Path) -> None:
    assert build_marts(tmp_path, "--threads", "4").marts() == demo.marts()


def test_shuffled_rows_loaded_twice_change_no_kpi(demo: Build, tmp_path: Path) -> None:
    data = shuffle_and_double(ROOT / "seeds" / "demo", tmp_path / "data")
    marts, doubled = demo.marts(), build_marts(tmp_path, data=data).marts()
    for name in marts:
        if name not in (
            "governance.row_reconciliation",
            "governance.rejected_rows",
            "governance.data_quality",
        ):
            assert doubled[name] == marts[name], name
    raw, twice = (marts["governance.row_reconciliation"], doubled["governance.row_reconciliation"])
    assert [row[1] * 2 for row in raw] == [row[1] for row in twice]
    assert [row[2] for row in raw] == [row[2] for row in twice]


def test_an_earlier_as_of_tells_the_closed_quarters_as_they_are(demo: Build, tmp_path: Path) -> None:
    # Recurring revenue is at one rate for all history, by default that of as_of's year.
    then = build_marts(tmp_path, "--vars", '{as_of_date: "2025-12-31", constant_rate_date: "2026-01-01"}')
    assert then.rows("select as_of_on::varchar from intermediate.int_as_of") == [("2025-12-31",)]
    closed = (
        "select * exclude (measured_on) from governance.kpi_values "
        "where period_grain = 'quarter' and period_end <= date '2025-09-30' order by all"
    )
    assert then.rows(closed) == demo.rows(closed)
    assert then.rows("select count(*) from governance.kpi_values where period_start > date '2025-12-31'") == [
        (0,)
    ]
