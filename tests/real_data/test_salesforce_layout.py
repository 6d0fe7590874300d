"""Real records of Salesforce land with every row accounted for."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Build, run_dbt

SALESFORCE = json.dumps({"crm_system": "salesforce"})
NO_TESTS = ("--exclude-resource-type", "test", "unit_test")
SAMPLE = ("account", "contact", "lead", "opportunity", "opportunity_history", "user", "user_role")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Build]:
    """Run dbt with Salesforce chosen, parsed once for all runs of this module."""
    parsed = tmp_path_factory.mktemp("parsed")
    assert run_dbt(parsed, "parse", "--vars", SALESFORCE, parse=True).exit_code == 0

    def run_parsed(folder: Path, *arguments: str) -> Build:
        done = run_dbt(folder, *arguments, "--vars", SALESFORCE, data=folder / "data", parsed=parsed)
        assert done.exit_code == 0, done.output
        return done

    return run_parsed


@pytest.fixture(scope="module")
def sample(
    run: Callable[..., Build], real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Build:
    folder = tmp_path_factory.mktemp("sample")
    (folder / "data").mkdir()
    for table in SAMPLE:
        shutil.copy(
            real_data("fivetran_salesforce") / f"sf_{table}_data.csv",
            folder / "data" / f"salesforce_{table}.csv",
        )
    return run(folder, "build", *NO_TESTS, "--select", "+row_reconciliation", "+int_opportunities")


def test_every_row_of_the_sample_is_accounted_for(sample: Build) -> None:
    counted = sample.rows(
        "select source_table, raw_rows, accepted_rows, merged_rows, rejected_rows from governance.row_reconciliation "
        "where raw_rows > 0 order by 1"
    )
    assert counted == [
        ("crm_accounts", 10, 1, 0, 9),
        ("crm_contacts", 4, 4, 0, 0),
        ("crm_leads", 1, 1, 0, 0),
        ("crm_opportunities", 10, 10, 0, 0),
        ("crm_opportunity_history", 10, 10, 0, 0),
        ("crm_users", 10, 10, 0, 0),
    ]
    assert all(raw == accepted + merged + rejected for _, raw, accepted, merged, rejected in counted)


def test_a_crm_without_a_live_deal_says_so_and_does_not_fail(
    run: Callable[..., Build], sample: Build
) -> None:
    checks = ("assert_some_opportunity_is_live", "assert_every_stage_is_mapped")
    done = run(sample.warehouse.parent, "test", "--select", *checks)
    assert "no live opportunity. Of 10 opportunities 10 are deleted" in done.output
    assert sample.rows("select count(*) from intermediate.int_opportunities") == [(0,)]


def test_records_of_airbyte_land(
    run: Callable[..., Build], real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    raw = real_data("airbyte_layout") / "salesforce_account_trimmed.jsonl"
    shutil.copy(raw, tmp_path / "data" / "salesforce_Account.jsonl")
    landed = run(tmp_path, "run", "--select", "+stg_crm__accounts").rows(
        "select account_id, account_name, domain, employee_count, cast(created_at as varchar), rejection_reason "
        "from staging.stg_crm__accounts order by 1"
    )
    records = [json.loads(line)["data"] for line in raw.read_text(encoding="utf-8").splitlines()]
    assert [row[:2] for row in landed] == sorted((record["Id"], record["Name"]) for record in records)
    assert (
        "0014W000027f6V3QAI", "University of Arizona", "universityofarizona.com", 39000, "2020-10-22 21:03:23", None,
    ) in landed  # fmt: skip
