"""The demo company: the same bytes every time, the mess in known quantities, and a truth that the build finds."""

import csv
import filecmp
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import MARTS, ROOT, Build
from kpi_demo.company import TABLES, TRUTHS, Size, generate

DEMO = ROOT / "seeds" / "demo"


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    generate(folder, seed=7, size=Size(), file_format="csv")
    return folder


def test_the_committed_demo_is_what_the_generator_writes(again: Path) -> None:
    names = [f"{table}.csv" for table in TABLES] + [f"truth/{name}.csv" for name in TRUTHS.values()]
    _, different, missing = filecmp.cmpfiles(DEMO, again, names, shallow=False)
    assert (different, missing) == ([], [])


def test_another_seed_is_another_company(again: Path, tmp_path: Path) -> None:
    generate(tmp_path, seed=8, size=Size(), file_format="csv")
    assert not filecmp.cmp(again / "crm_opportunities.csv", tmp_path / "crm_opportunities.csv", shallow=False)


def test_a_larger_company_is_written_as_parquet(tmp_path: Path) -> None:
    generate(tmp_path, seed=7, size=Size().times(10), file_format="parquet")
    assert sorted(path.name for path in tmp_path.glob("*.parquet")) == sorted(
        f"{table}.parquet" for table in TABLES
    )


def test_the_demo_stays_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 3_000_000


def truth(name: str) -> list[dict[str, str]]:
    with (DEMO / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def built_kpis(demo: Build) -> set[str]:
    return {kpi for (kpi,) in demo.rows("select distinct kpi from governance.kpi_values")}


def test_the_build_finds_the_truth_again(demo: Build) -> None:
    found = {
        (kpi, str(start), segment): values
        for kpi, start, segment, *values in demo.rows(
            "select kpi, period_start, segment, numerator, denominator, kpi_value, sample_size from governance.kpi_values "
            "where period_grain = 'quarter' and slice in ('total', 'segment')"
        )
    }
    kpis = built_kpis(demo)
    expected = [row for row in truth("kpis") if row["kpi"] in kpis]
    assert len(expected) > 150
    for row in expected:
        numerator, denominator, value, sample_size = found[row["kpi"], row["period_start"], row["segment"]]
        tolerance = Decimal(row["tolerance"])
        assert abs(numerator - Decimal(row["numerator"])) <= tolerance, row
        assert abs(denominator - Decimal(row["denominator"])) <= tolerance, row
        if row["kpi_value"]:
            rounding = 2 * tolerance / denominator + Decimal("0.000001")
            assert abs(value - Decimal(row["kpi_value"])) <= rounding, row
        else:
            assert value is None, row
        assert sample_size == int(row["sample_size"]), row


def test_the_build_finds_the_true_median_and_ninth_decile(demo: Build) -> None:
    found = {
        (str(start), segment): values
        for start, segment, *values in demo.rows(
            "select period_start, segment, median_days, p90_days from kpis.kpi_sales_cycle_days "
            "where period_grain = 'quarter' and slice in ('total', 'segment')"
        )
    }
    for row in truth("kpis"):
        if row["kpi"] == "kpi_sales_cycle_days":
            median, ninth_decile = found[row["period_start"], row["segment"]]
            assert abs(median - Decimal(row["median_days"])) < Decimal("0.000001"), row
            assert abs(ninth_decile - Decimal(row["p90_days"])) < Decimal("0.000001"), row


def test_no_period_has_a_value_that_the_story_does_not_know(demo: Build) -> None:
    rows = truth("kpis")
    known = {(row["kpi"], row["period_start"], row["segment"]) for row in rows}
    by_segment = {row["kpi"] for row in rows if row["segment"] != "All"}
    built = demo.rows(
        "select kpi, cast(period_start as varchar), segment from governance.kpi_values "
        "where period_grain = 'quarter' and slice in ('total', 'segment') and kpi_value is not null"
    )
    assert not [row for row in built if row not in known and (row[2] == "All" or row[0] in by_segment)]


def test_the_build_finds_what_each_channel_is_worth(demo: Build) -> None:
    found = {
        (str(start), channel): amount
        for start, channel, amount in demo.rows(
            "select cast(date_trunc('quarter', month_start) as date), channel, sum(credited_amount) "
            "from attribution.attribution_by_channel where conversion_type = 'opportunity_qualified' "
            "and model = 'position_based' and segment = 'All' and credited_amount > 0 group by 1, 2"
        )
    }
    expected = truth("channels")
    assert found.keys() == {(row["period_start"], row["channel"]) for row in expected}
    for row in expected:
        amount = found[row["period_start"], row["channel"]]
        assert abs(amount - Decimal(row["credited_amount"])) <= Decimal(row["tolerance"]), row


def test_the_channel_that_stopped_is_visible(demo: Build) -> None:
    """A person whose lead names no source may still have come by it, long ago: so the first quarters are asked for."""
    [event] = [row for row in truth("events") if row["event"] == "channel stops"]
    after = demo.rows(
        "select period_start, sample_size, kpi_value from kpis.kpi_mql_to_sql_rate where period_grain = 'quarter' "
        f"and slice = 'channel' and channel = '{event['channel']}' and period_start > date '{event['starts_on']}' "
        "order by period_start limit 2"
    )
    assert [row[1:] for row in after] == [(0, None)] * 2


def test_the_coverage_gap_shows_in_its_segment_and_quarter(demo: Build) -> None:
    """Pipeline stopped coming in March: the quarter after next is the first that opens without it."""
    [event] = [row for row in truth("events") if row["event"] == "coverage gap"]
    coverage = demo.rows(
        "select segment, kpi_value / lag(kpi_value) over (partition by segment order by period_start) as change "
        "from kpis.kpi_pipeline_coverage where period_grain = 'quarter' and slice = 'segment' and kpi_value > 0 "
        f"qualify period_start = date '{event['ends_on']}' + 1"
    )
    assert len(coverage) == 3
    assert [segment for segment, change in coverage if change < Decimal("0.5")] == [event["segment"]]


@pytest.mark.parametrize(
    ("kind", "table", "sql"),
    [
        ("rejected", "crm_opportunities", "select count(*) from governance.rejected_rows where source_table = 'crm_opportunities'"),
        ("rejected", "crm_leads", "select count(*) from governance.rejected_rows where source_table = 'crm_leads'"),
        ("merged_in_the_crm", "crm_opportunities", "select count(*) from intermediate.int_identity_links where source_table = 'crm_opportunities' and evidence = 'crm_merge'"),
        ("merged_in_the_crm", "crm_contacts", "select count(*) from intermediate.int_identity_links where source_table = 'crm_contacts' and evidence = 'crm_merge'"),
        ("same_email", "crm_contacts", "select count(*) from intermediate.int_identity_links where source_table = 'crm_contacts' and evidence = 'email'"),
        ("same_domain", "crm_accounts", "select count(*) from intermediate.int_identity_links where evidence = 'domain'"),
        ("same_name", "crm_accounts", "select count(*) from intermediate.int_identity_links where evidence = 'name'"),
        ("deleted", "crm_opportunities", "select row_count from governance.data_quality where rule_name = 'deleted'"),
        ("orphan_owner", "crm_opportunities", "select row_count from governance.data_quality where rule_name = 'owner_unknown'"),
        ("unknown_account", "crm_opportunities", "select row_count from governance.data_quality where source_table = 'crm_opportunities' and rule_name = 'account_unknown'"),
        ("reopened", "crm_opportunities", "select row_count from governance.data_quality where rule_name = 'reopened'"),
        ("closed_before_created", "crm_opportunities", "select row_count from governance.data_quality where rule_name = 'closed_before_created'"),
        ("created_date_missing", "crm_opportunities", "select row_count from governance.data_quality where rule_name = 'created_date_missing'"),
        ("no_identity", "web_touches", "select row_count from governance.data_quality where rule_name = 'identity_missing'"),
        ("bot", "web_touches", "select row_count from governance.data_quality where rule_name = 'bot'"),
        ("internal", "web_touches", "select row_count from governance.data_quality where rule_name = 'internal'"),
        ("unmapped_source", "crm_leads", "select row_count from governance.unmapped_names where raw_name = 'carrier pigeon'"),
        ("null_word", "crm_opportunities", "select row_count from governance.data_quality where source_table = 'crm_opportunities' and rule_name = 'null_words'"),
    ],
)  # fmt: skip
def test_the_mess_is_found_in_its_known_quantity(demo: Build, kind: str, table: str, sql: str) -> None:
    planted = sum(
        int(row["row_count"]) for row in truth("mess") if (row["kind"], row["source_table"]) == (kind, table)
    )
    assert planted > 0
    assert demo.rows(sql) == [(planted,)]


def test_no_mart_holds_an_address_or_the_name_of_a_person(demo: Build) -> None:
    """Sellers are the exception: they are a dimension."""
    tables = demo.rows(
        "select table_schema || '.' || table_name, list(column_name) from information_schema.columns "
        f"where table_schema in {MARTS} and data_type = 'VARCHAR' group by all"
    )
    assert len(tables) > 30
    names = (
        "select full_name from intermediate.int_crm_contacts_accepted union "
        "select full_name from intermediate.int_crm_leads_accepted"
    )
    for table, columns in tables:
        leaks = [f"{column} like '%@%'" for column in columns]
        leaks += [f"{column} in (from people)" for column in columns if column != "seller"]
        found = f"with people as ({names}) select * from {table} where {' or '.join(leaks)}"
        assert demo.rows(found) == [], table


def test_every_definition_variant_of_the_seed_is_computed(demo: Build) -> None:
    with (ROOT / "seeds" / "reference" / "definition_variants.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        named = {(row["kpi"], row["variant"]) for row in csv.DictReader(file)}
    computed = demo.rows(
        "select kpi, variant from governance.kpi_definition_variants where variant <> 'official'"
    )
    assert set(computed) == named
