"""A real CRM export, landed with one SELECT per table, gives the published answers."""

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import Build, build_marts, land, run_dbt, shuffle_and_double

SELECTS = Path(__file__).parent / "maven_crm"
MEASURES = {
    "win_rate": ("kpi_win_rate", "kpi_value"),
    "acv_asp": ("kpi_average_selling_price", "kpi_value"),
    "bookings": ("kpi_average_selling_price", "numerator"),
}


@pytest.fixture(scope="session")
def landed(real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return land(SELECTS, real_data("maven_crm"), tmp_path_factory.mktemp("maven_data"))


@pytest.fixture(scope="session")
def maven(landed: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The answers must stand though every row is there twice, in another order."""
    folder = tmp_path_factory.mktemp("maven")
    return build_marts(folder, data=shuffle_and_double(landed, folder / "data"))


def parts(maven: Build, kpi: str, period: str, condition: str) -> tuple[Decimal, Decimal]:
    grain, start = (
        ("quarter", f"2017-{int(period[-1]) * 3 - 2:02}-01") if "Q" in period else ("year", "2017-01-01")
    )
    [(numerator, denominator)] = maven.rows(
        f"select sum(numerator), sum(denominator) from kpis.{kpi} left join intermediate.int_sellers using (seller) "
        f"where period_grain = '{grain}' and period_start = '{start}' and {condition}"
    )
    return numerator, denominator


def condition_of(where: str) -> tuple[str, str]:
    """The period and the filter that an expected row speaks of."""
    field, _, value = where.partition("=")
    if field == "quarter":
        return value, "slice = 'total'"
    if field == "sector":
        return "2017", f"slice = 'industry' and lower(industry) = '{value}'"
    column = {"manager": "team", "regional_office": "region"}.get(field)
    return "2017", f"slice = 'seller' and {column} = '{value}'" if column else "slice = 'total'"


def test_every_expected_row_of_the_data_set_is_met(maven: Build, real_data: Callable[[str], Path]) -> None:
    with (real_data("maven_crm").parent / "expected.csv").open(encoding="utf-8", newline="") as file:
        expected = [row for row in csv.DictReader(file) if row["dataset"] == "maven_crm"]
    checked = 0
    for row in expected:
        if row["definition"].startswith("median"):
            continue
        kpi, column = MEASURES.get(row["measure"], ("kpi_sales_cycle_days", "kpi_value"))
        numerator, denominator = parts(maven, kpi, *condition_of(row["slice"]))
        value = numerator if column == "numerator" else numerator / denominator
        assert abs(value - Decimal(row["expected"])) <= Decimal(row["tolerance"]), row
        checked += 1
    assert checked == len(expected) - 1


def test_median_cycle_and_wins(maven: Build) -> None:
    year = "period_grain = 'year' and slice = 'total'"
    assert maven.rows(f"select median_days from kpis.kpi_sales_cycle_days where {year}") == [(57,)]
    assert maven.rows(f"select numerator, sample_size from kpis.kpi_win_rate where {year}") == [(4238, 6711)]


def test_no_row_of_the_export_is_lost(maven: Build) -> None:
    assert maven.rows(
        "select raw_rows, accepted_rows, merged_rows, rejected_rows from governance.row_reconciliation "
        "where source_table = 'crm_opportunities'"
    ) == [(17600, 8800, 8800, 0)]


def test_the_layout_of_salesforce_gives_the_same_marts(
    maven: Build, real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    """Every mart but those that count raw rows, which are there twice in the exports."""
    data = land(SELECTS.with_name("maven_salesforce"), real_data("maven_crm"), tmp_path / "data")
    fields = {"engaged_at": "engaged_at_c", "region": "region_c"}
    variables = json.dumps({"crm_system": "salesforce", "salesforce_fields": fields})
    done = run_dbt(
        tmp_path,
        "build",
        "--exclude-resource-type",
        "test",
        "unit_test",
        "--vars",
        variables,
        data=data,
        parse=True,
    )
    assert done.exit_code == 0, done.output
    expected, found = maven.marts(), done.marts()
    assert len(expected["kpis.kpi_win_rate"]) > 100
    assert {name for name in expected if expected[name] != found[name]} <= {
        "governance.row_reconciliation",
        "governance.data_quality",
    }
