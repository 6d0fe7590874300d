"""Builds the project on Spark, as often as its test asks, in one process: starting Spark is what takes time.

Writes {step: answer} to results.json below the folder in which the lake lies.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

from conftest import MARTS
from kpi_watch.cli import main as kpis
from parity import Rows, table

SPARK = ("--target", "spark")
FINE = {"success", "pass", "no-op"}


def session() -> SparkSession:
    """The session that dbt opens with the profile's settings."""
    active = SparkSession.getActiveSession()
    if active is None:
        assert dbtRunner().invoke(["--quiet", "debug", "--connection", *SPARK]).success
        active = SparkSession.builder.getOrCreate()
    active.sparkContext.setLogLevel("ERROR")
    return active


def land(folder: Path) -> None:
    """Each CSV file becomes a table of texts with the file's own columns, as a loader would leave it."""
    spark = session()
    spark.sql("create schema if not exists raw")
    for path in sorted(folder.glob("*.csv")):
        rows = spark.read.csv(str(path), header=True, multiLine=True, quote='"', escape='"')
        rows.writeTo(f"raw.{path.stem}").using("iceberg").createOrReplace()


def build(*arguments: str) -> dict[str, str]:
    """What did not come out clean, with what was said of it."""
    done = dbtRunner().invoke(["--quiet", "--warn-error", "build", *SPARK, *arguments])
    if done.exception:
        return {"dbt": str(done.exception)}
    results: Any = done.result
    return {
        result.node.unique_id: str(result.message)[:2000]
        for result in results.results
        if str(result.status) not in FINE
    }


def marts(prefix: str) -> dict[str, Rows]:
    """Every mart that was built, or is published, by its name with schema."""
    spark, tables = session(), {}
    for schema in MARTS:
        for name in [row.tableName for row in spark.sql(f"show tables in {prefix}{schema}").collect()]:
            rows = spark.table(f"{prefix}{schema}.{name}")
            tables[f"{schema}.{name}"] = table(rows.columns, [tuple(row) for row in rows.collect()])
    return tables


def ledger() -> list[Any]:
    """Rows of the ledger, and how many of them are in force."""
    counts = (
        "select count(*), sum(case when dbt_valid_to is null then 1 else 0 end) from kpi_state.kpi_ledger"
    )
    return list(session().sql(counts).collect()[0])


def command(*arguments: str) -> int:
    """The exit code of the runner."""
    try:
        return kpis([*arguments, *SPARK], standalone_mode=False) or 0
    except SystemExit as stop:
        return int(stop.code or 0)


STEPS: dict[str, Callable[..., Any]] = {
    "land": lambda folder: land(Path(folder)),
    "build": build,
    "marts": marts,
    "ledger": ledger,
    "kpis": command,
}


def run(root: Path, steps: list[list[str]]) -> dict[str, Any]:
    """Take the steps, each a label, its name in STEPS and its arguments."""
    os.environ.update({"KPI_LAKE": str(root / "lake"), "KPI_STATE": ":memory:", "KPI_WAREHOUSE": ":memory:"})
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ.update({"DBT_TARGET_PATH": str(root / "target"), "DBT_LOG_PATH": str(root / "logs")})
    return {label: STEPS[name](*arguments) for label, name, *arguments in steps}


if __name__ == "__main__":
    home = Path(sys.argv[1])
    found = run(home, json.loads(sys.argv[2]))
    (home / "results.json").write_text(json.dumps(found, default=str), encoding="utf-8")
