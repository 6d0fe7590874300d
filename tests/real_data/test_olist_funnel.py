"""A real funnel of 8,000 leads gives the published counts, with winning as the sales-qualified event."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import Build, build_marts, land

SELECTS = Path(__file__).parent / "olist_funnel"
RATE = "+kpi_mql_to_sql_rate +data_quality"


@pytest.fixture(scope="session")
def landed(real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return land(SELECTS, real_data("olist_funnel"), tmp_path_factory.mktemp("olist_data"))


@pytest.fixture(scope="session")
def olist(landed: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_marts(tmp_path_factory.mktemp("olist"), "--select", RATE, data=landed)


def converted(build: Build, condition: str) -> tuple[Decimal, Decimal]:
    [(numerator, denominator)] = build.rows(
        "select sum(numerator), sum(denominator) from kpis.kpi_mql_to_sql_rate "
        f"where period_grain = 'year' and {condition}"
    )
    return numerator, denominator


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("slice = 'total'", (691, 8000)),
        ("slice = 'channel' and channel = 'Organic Search'", (217, 2296)),
        ("slice = 'channel' and channel = 'Direct'", (50, 499)),
    ],
)
def test_conversions_within_ninety_days(olist: Build, condition: str, expected: tuple[int, int]) -> None:
    assert converted(olist, condition) == expected


def test_the_rate_within_ninety_days(olist: Build) -> None:
    numerator, denominator = converted(olist, "slice = 'total'")
    assert numerator / denominator == Decimal("0.086375")


def test_without_a_window_the_deal_won_before_its_first_contact_is_still_out(
    olist: Build, landed: Path, tmp_path: Path
) -> None:
    endless = build_marts(tmp_path, "--select", RATE, "--vars", "{mql_to_sql_window_days: 0}", data=landed)
    assert converted(endless, "slice = 'total'") == (841, 8000)
    rules = "select row_count from governance.data_quality where rule_name = 'sql_before_mql'"
    assert olist.rows(rules) == endless.rows(rules) == [(1,)]


def test_empty_sources_and_the_word_unknown_are_one_member_and_counted_apart(olist: Build) -> None:
    _, unknown = converted(olist, "slice = 'channel' and channel = 'Unknown'")
    assert unknown == 60 + 1099
    assert olist.rows(
        "select rule_name, row_count from governance.data_quality where source_table = 'crm_leads' "
        "and rule_name in ('lead_source_missing', 'lead_source_null_word', 'null_words') order by 1"
    ) == [("lead_source_missing", 60), ("lead_source_null_word", 1099), ("null_words", 1099)]


def test_every_lead_source_of_the_export_is_mapped(olist: Build) -> None:
    assert (
        olist.rows("select lead_source from intermediate.int_lead_source_channels where not is_mapped") == []
    )


def test_the_members_of_every_dimension_add_up(olist: Build) -> None:
    assert converted(olist, "slice = 'channel'") == converted(olist, "slice = 'seller'") == (691, 8000)
