"""What MetricFlow answers is what the marts say, for every KPI that it knows: `make test-semantic`."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT, Build

MF = Path(sys.executable).with_name("mf")
Values = dict[tuple[str, ...], float]


def metrics(build: Build) -> list[str]:
    """The KPIs among the metrics: the parts of the ratios are metrics too."""
    text = (build.warehouse.parent / "target" / "semantic_manifest.json").read_text(encoding="utf-8")
    names = {metric["name"] for metric in json.loads(text)["metrics"]}
    return sorted(names & {kpi for (kpi,) in build.rows("select kpi from governance.kpi_definitions")})


def ask(build: Build, grain: str, dimensions: tuple[str, ...], *options: str) -> Values:
    """Query every KPI at once: what is known, by KPI, first day and members."""
    answer, folder = build.warehouse.with_suffix(".csv"), build.warehouse.parent
    environment = {
        **os.environ,
        "KPI_WAREHOUSE": str(build.warehouse),
        "KPI_STATE": str(folder / "state.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    keys = [f"metric_time__{grain}", *(f"part__{dimension}" for dimension in dimensions)]
    arguments = ["--metrics", ",".join(metrics(build)), "--group-by", ",".join(keys), "--csv", str(answer)]
    done = subprocess.run(
        [MF, "query", *arguments, *options],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    with answer.open(encoding="utf-8", newline="") as file:
        return {
            (kpi, row[keys[0]][:10], *(row[key] for key in keys[1:])): float(row[kpi])
            for row in csv.DictReader(file)
            for kpi in metrics(build)
            if row[kpi]
        }


def published(build: Build, grain: str, dimensions: tuple[str, ...], where: str = "true") -> Values:
    """What the marts say of these KPIs, in the same form."""
    keys = ", ".join(["kpi", "cast(period_start as varchar)", *dimensions])
    kpis, told = "', '".join(metrics(build)), "+".join(dimensions) or "total"
    rows = build.rows(
        f"select {keys}, cast(kpi_value as double) from governance.kpi_values where {where} and "
        f"period_grain = '{grain}' and slice = '{told}' and kpi_value is not null and kpi in ('{kpis}')"
    )
    return {tuple(row[:-1]): row[-1] for row in rows}


def known(values: Values, dimensions: tuple[str, ...]) -> Values:
    """Without ARR of 0, a row for whoever is no customer, and without members of KPIs that are not sliced so."""
    return {
        key: value
        for key, value in values.items()
        if (key[0] != "north_star_arr" or value) and not (dimensions and "All" in key[2:])
    }


def test_the_docs_name_the_kpis_that_it_knows_and_those_it_does_not(demo: Build) -> None:
    text = (ROOT / "docs" / "semantic_layer.md").read_text(encoding="utf-8")
    answers, silent = text.split("## What it answers")[1].split("## What it does not")
    kpis = [kpi for (kpi,) in demo.rows("select kpi from governance.kpi_definitions order by kpi")]
    assert [kpi for kpi in kpis if f"`{kpi}`" in answers] == metrics(demo)
    assert [kpi for kpi in kpis if f"`{kpi}`" in silent] == sorted(set(kpis) - set(metrics(demo)))


@pytest.mark.parametrize(
    ("grain", "dimensions"),
    [
        ("month", ()),
        ("quarter", ("segment",)),
        ("fiscal_quarter", ("industry",)),
        ("quarter", ("segment", "seller")),
        ("fiscal_year", ("channel",)),
    ],
)
def test_it_equals_the_marts(demo: Build, grain: str, dimensions: tuple[str, ...]) -> None:
    expected = known(published(demo, grain.removeprefix("fiscal_"), dimensions), dimensions)
    assert {key[0] for key in expected} >= set(metrics(demo)) - {"kpi_organic_pipeline_share"}
    assert known(ask(demo, grain, dimensions), dimensions) == pytest.approx(expected, rel=1e-8, abs=1e-9)


def test_a_stock_of_some_members_is_that_of_the_last_day_of_the_period(demo: Build) -> None:
    """Retention by seller, each asked alone: a seller whose customers of a year before are gone has none."""
    sellers = demo.rows(
        "select seller from governance.kpi_parts where is_stock group by seller order by seller"
    )
    asked = sellers[0][0]
    only = ask(demo, "quarter", ("seller",), "--where", f"{{{{ Dimension('part__seller') }}}} = '{asked}'")
    expected = known(published(demo, "quarter", ("seller",), f"seller = '{asked}'"), ("seller",))
    assert known(only, ("seller",)) == pytest.approx(expected, rel=1e-8, abs=1e-9)


def test_parts_that_differ_are_seen(demo: Build, tmp_path: Path) -> None:
    copy = Path(shutil.copy(demo.warehouse, tmp_path / "warehouse.duckdb"))
    shutil.copytree(demo.warehouse.parent / "target", tmp_path / "target")
    with duckdb.connect(str(copy)) as connection:
        connection.execute("update governance.kpi_parts set numerator = numerator + 1")
    told, changed = published(demo, "quarter", ()), ask(replace(demo, warehouse=copy), "quarter", ())
    equal = {key for key, value in told.items() if changed[key] == pytest.approx(value, rel=1e-8)}
    assert told
    assert equal == set()
