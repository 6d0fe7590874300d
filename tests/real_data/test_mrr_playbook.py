"""Subscriptions of 55 customers that leave and come back give the published revenue and retention."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import Build, build_marts, land

SELECTS = Path(__file__).parent / "mrr_playbook"
RETENTION = "+kpi_net_revenue_retention +kpi_gross_revenue_retention +int_retention_variants"


@pytest.fixture(scope="module")
def playbook(real_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Build:
    data = land(SELECTS, real_data("mrr_playbook"), tmp_path_factory.mktemp("mrr_data"))
    return build_marts(tmp_path_factory.mktemp("mrr"), "--select", RETENTION, data=data)


@pytest.mark.parametrize(
    ("month", "revenue", "net", "gross"),
    [
        ("2018-05-01", 190, "0.466667", "0.466667"),
        ("2019-06-01", 1135, "1.124352", "0.968912"),
        ("2019-12-01", 1255, "0.627717", "0.600543"),
    ],
)
def test_the_movements_of_a_month(playbook: Build, month: str, revenue: int, net: str, gross: str) -> None:
    """The playbook's own definitions, month over month, are variants of the official ones."""
    found = playbook.rows(
        "select kpi, numerator / denominator from intermediate.int_retention_variants "
        f"where variant = 'movement_month' and segment = 'All' and period_start = date '{month}'"
    )
    published = {"kpi_net_revenue_retention": net, "kpi_gross_revenue_retention": gross}
    assert {kpi: round(Decimal(value), 6) for kpi, value in found} == {
        kpi: Decimal(value) for kpi, value in published.items()
    }
    assert playbook.rows(
        "select sum(closing_revenue) from intermediate.int_recurring_movements "
        f"where month_start = date '{month}'"
    ) == [(revenue,)]


def test_the_retention_of_twelve_months(playbook: Build) -> None:
    found = {
        kpi: round(value, 4)
        for kpi in ("kpi_net_revenue_retention", "kpi_gross_revenue_retention")
        for (value,) in playbook.rows(
            f"select kpi_value from kpis.{kpi} where period_grain = 'month' "
            "and period_start = date '2019-11-01' and slice = 'total'"
        )
    }
    assert found == {
        "kpi_net_revenue_retention": Decimal("0.9739"),
        "kpi_gross_revenue_retention": Decimal("0.8000"),
    }
