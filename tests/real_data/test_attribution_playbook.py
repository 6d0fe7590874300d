"""The sessions and conversions of a published attribution playbook give its published answers."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import Build, build_marts, land

MODELS = {
    "first_touch": "first_touch",
    "last_touch": "last_touch",
    "linear": "linear",
    "forty_twenty_forty": "position_based",
}
WINDOW = "{lookback_days: {mql: 30, sql: 30, opportunity_qualified: 30, closed_won: 30}, direct_handling: keep, touch_scope: account}"


@pytest.fixture(scope="module")
def playbook(real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Build:
    selects = Path(__file__).parent / "attribution_playbook"
    landed = land(selects, real_data("attribution_playbook"), tmp_path_factory.mktemp("playbook_data"))
    return build_marts(
        tmp_path_factory.mktemp("playbook"),
        "--vars",
        WINDOW,
        "--select",
        "+marts.attribution +row_reconciliation",
        data=landed,
    )


def test_every_expected_row_of_the_data_set_is_met(playbook: Build, real_data: Callable[[str], Path]) -> None:
    with (real_data("attribution_playbook").parent / "expected.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        expected = [row for row in csv.DictReader(file) if row["dataset"] == "attribution_playbook"]
    assert len(expected) == 12
    for row in expected:
        model = MODELS[row["definition"].split()[0]]
        source = row["slice"].removeprefix("utm_source=")
        [(credited,)] = playbook.rows(
            f"select sum({model}_weight * amount / 100) from intermediate.int_touch_credits "
            "inner join intermediate.int_conversions using (conversion_type, conversion_id) "
            f"where conversion_type = 'closed_won' and '{source}' in (campaign, 'TOTAL')"
        )
        assert abs(Decimal(str(credited)) - Decimal(row["expected"])) <= Decimal(row["tolerance"]), row


def test_credits_are_whole_cents_and_total_what_was_sold(playbook: Build) -> None:
    assert playbook.rows(
        "select distinct sum(credited_amount) from attribution.attribution_by_channel "
        "where conversion_type = 'closed_won' and segment = 'All' group by model"
    ) == [(Decimal("275.00"),)]
    for table, models in (
        ("int_touch_credits", MODELS.values()),
        ("int_data_driven_credits", ("data_driven", "shapley")),
    ):
        gaps = ", ".join(f"max(abs({model}_credit - {model}_weight * amount))" for model in models)
        [worst] = playbook.rows(
            f"select {gaps} from intermediate.{table} "
            "inner join intermediate.int_conversions using (conversion_type, conversion_id) "
            "where conversion_type = 'closed_won'"
        )
        assert max(worst) < 1


def test_no_session_of_the_ragged_file_is_lost(playbook: Build) -> None:
    assert playbook.rows(
        "select raw_rows, accepted_rows, rejected_rows from governance.row_reconciliation where source_table = 'web_touches'"
    ) == [(90, 90, 0)]
    assert playbook.rows(
        "select count(*), count(distinct touch_key), count(distinct conversion_id) "
        "from intermediate.int_touch_credits where conversion_type = 'closed_won' and channel <> 'Unattributed'"
    ) == [(39, 39, 21)]
