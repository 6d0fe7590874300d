"""The same data give the same marts, whatever the order, the copies, the threads and the day of asking."""

from decimal import Decimal
from pathlib import Path

import pytest

from conftest import ROOT, Build, build_marts, shuffle_and_double
from rolled_back import roll_back

DEMO = ROOT / "seeds" / "demo"
DAY = "2025-10-31"
# Recurring revenue is at one rate for all history, by default that of as_of's year.
VARS = f'{{as_of_date: "{DAY}", constant_rate_date: "2025-06-01"}}'


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Today's data, asked about an ordinary day in autumn."""
    return build_marts(tmp_path_factory.mktemp("earlier"), "--vars", VARS)


def test_shuffled_rows_loaded_twice_by_other_threads_change_no_kpi(demo: Build, tmp_path: Path) -> None:
    data = shuffle_and_double(DEMO, tmp_path / "data")
    marts, doubled = demo.marts(), build_marts(tmp_path, "--threads", "4", data=data).marts()
    for name in marts:
        if name not in (
            "governance.row_reconciliation",
            "governance.rejected_rows",
            "governance.data_quality",
            "governance.kpi_decisions",  # the demo's own, and this is another folder
        ):
            assert doubled[name] == marts[name], name
    raw, twice = (marts["governance.row_reconciliation"], doubled["governance.row_reconciliation"])
    assert [row[1] * 2 for row in raw] == [row[1] for row in twice]
    assert [row[2] for row in raw] == [row[2] for row in twice]


def test_a_past_day_is_told_again_as_it_was_told_then(earlier: Build, tmp_path: Path) -> None:
    """Rebuilding a day from today's data gives what the data of that day gave."""
    then = build_marts(tmp_path, "--vars", VARS, data=roll_back(DEMO, tmp_path / "data", DAY)).marts()
    again = earlier.marts()
    published = [name for name in then if not name.startswith("governance.")]
    for name in ["governance.kpi_values", *published]:
        assert again[name] == then[name], name
    assert len(published) > 20


def test_an_earlier_as_of_tells_the_closed_quarters_as_they_are(demo: Build, earlier: Build) -> None:
    assert earlier.rows("select as_of_on::varchar from intermediate.int_as_of") == [(DAY,)]
    closed = (
        "select * exclude (measured_on) from governance.kpi_values where period_grain = 'quarter' "
        "and period_end <= date '2025-06-30' and kpi not in ({}) order by all"
    )
    recurring = "'kpi_net_revenue_retention', 'kpi_gross_revenue_retention', 'north_star_arr', 'kpi_cac_payback_months'"
    assert earlier.rows(closed.format(recurring)) == demo.rows(closed.format(recurring))
    later = (
        "select count(*) from governance.kpi_values "
        f"where period_start > date '{DAY}' and kpi <> 'kpi_pipeline_coverage'"
    )
    assert earlier.rows(later) == [(0,)]


@pytest.mark.parametrize("start", ["2025-09-01", "2025-10-01"])
def test_the_expectation_of_an_open_cohort_comes_near_its_final_value(
    demo: Build, earlier: Build, start: str
) -> None:
    cohort = (
        "select mql_count, observed_rate, expected_rate from funnel.mql_to_sql_maturity "
        f"where period_grain = 'month' and period_start = '{start}' and segment = 'All'"
    )
    [(known, observed, expected)], [(members, final, _)] = earlier.rows(cohort), demo.rows(cohort)
    assert known == members
    assert abs(expected - final) < Decimal("0.05")
    assert abs(expected - final) < (final - observed) / 2
