"""Slices of a dimension with many members: the largest keep their names, the others are one, nothing is lost."""

import re

import pytest

from conftest import Build, run_dbt

LIMIT = 2
DIMENSIONS = ("segment", "industry", "seller", "channel")
SLICED = (
    "governance.kpi_values",
    "pipeline.calibrated_forecasts",
    "pipeline.forecast_errors",
    "pipeline.pipeline_waterfall",
)
REST = "Beyond the limit"


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The demo with two names per dimension, and the tests that hold its marts to each other and to recounts."""
    checked = "resource_type:model resource_type:seed resource_type:snapshot test_type:singular test_name:members_add_up"
    variables = f"{{slice_member_limit: {LIMIT}}}"
    folder = tmp_path_factory.mktemp("limited")
    return run_dbt(folder, "build", "--select", checked, "--indirect-selection", "empty", "--vars", variables)


def test_every_recount_still_holds(limited: Build) -> None:
    assert limited.exit_code == 0, limited.output


def test_the_build_says_how_large_the_slices_would_be(demo: Build, limited: Build) -> None:
    told = re.search(
        r"PROBLEM slices by seller: (\d+) members, .* instead of up to (\d+)\. Raise the var", limited.output
    )
    assert told, limited.output
    [(members, rows)] = demo.rows(
        "select count(distinct seller) filter (seller <> 'Unknown'), count(*) from governance.kpi_values where seller <> 'All'"
    )
    assert int(told[1]) == members
    assert rows / 2 < int(told[2]) < rows * 2


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_dimension_shows_more_names_than_the_limit(limited: Build, dimension: str) -> None:
    shown = limited.rows(f"select distinct {dimension} from governance.kpi_values")
    named = {name for (name,) in shown} - {"All", "Unknown", "Unattributed", REST}
    assert (REST,) in shown
    assert len(named) <= LIMIT


def test_the_members_with_a_name_and_all_totals_are_as_without_a_limit(demo: Build, limited: Build) -> None:
    """Twelve KPIs and ARR, in all four parts, and what else is sliced."""
    for table in SLICED:
        named = "segment, seller" + (", industry, channel" if table == "governance.kpi_values" else "")
        kept = set(limited.rows(f"select * from {table} where '{REST}' not in ({named})"))
        assert kept, table
        assert not kept - set(demo.rows(f"select * from {table}")), table


def test_campaigns_are_cut_and_every_channel_keeps_its_credit(demo: Build, limited: Build) -> None:
    [(campaigns,)] = limited.rows(
        "select count(distinct campaign) from attribution.attribution_by_channel "
        f"where campaign not in ('Unknown', '{REST}')"
    )
    assert campaigns == LIMIT
    credit = (
        "select month_start, conversion_type, model, channel, segment, sum(conversions), sum(credited_amount), "
        "sum(spend) from attribution.attribution_by_channel group by all order by all"
    )
    assert limited.rows(credit) == demo.rows(credit)
