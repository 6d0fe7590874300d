"""The ledger: what was published stays known, and only a run of a later day may add to it."""

import shutil
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from conftest import Build, run_dbt

RECORD = (
    "build",
    "--select",
    "kpi_ledger",
    "kpi_restatements",
    "--exclude-resource-type",
    "test",
    "unit_test",
)
SLICE = (
    "kpi = 'kpi_win_rate' and period_grain = 'quarter' and period_start = '2025-01-01' and slice = 'total'"
)


@pytest.fixture(scope="module")
def publish(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[tuple[Any, ...]]]:
    """Change what would be published, run the ledger over it, and tell the restatements so far."""
    folder = tmp_path_factory.mktemp("ledger")
    shutil.copy(demo.warehouse, folder / "warehouse.duckdb")

    def run(*changes: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(folder / "warehouse.duckdb")) as warehouse:
            for change in changes:
                warehouse.execute(f"update governance.kpi_publications set {change}")
        done = run_dbt(folder, *RECORD)
        assert done.exit_code == 0, done.output
        return done.rows(
            "select kpi, value_before, value_after, restatement_cause from governance.kpi_restatements order by restated_at, kpi"
        )

    run()
    return run


def later(days: int) -> str:
    return f"recorded_at = recorded_at + interval '{days}' day, recorded_as_of = recorded_as_of + {days}"


def test_only_a_later_run_restates(publish: Callable[..., list[tuple[Any, ...]]]) -> None:
    [(kpi, before, after, cause)] = publish(later(2), f"kpi_value = 0.5 where {SLICE}")
    assert (kpi, float(after), cause) == ("kpi_win_rate", 0.5, "late_data")
    assert before != after
    past = publish(later(-1), f"kpi_value = 0.6 where {SLICE}")
    assert [float(row[2]) for row in past] == [0.5]
