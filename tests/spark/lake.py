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
from kpi_watch import publication
from parity import Rows, table
from run_driver import build_broken, built, kpis

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
        rows.write.mode("overwrite").saveAsTable(f"raw.{path.stem}", os.environ["KPI_SPARK_FORMAT"])


def build(*arguments: str) -> dict[str, str]:
    """What did not come out clean, with what was said of it."""
    done = dbtRunner().invoke(["--quiet", "--warn-error", "build", *SPARK, *arguments])
    return {"dbt": str(done.exception)} if done.exception else unclean()


def unclean() -> dict[str, str]:
    """The nodes that did not come out clean from the last build, with what was said of them."""
    told = Path(os.environ["DBT_TARGET_PATH"], "run_results.json")
    results = json.loads(told.read_text(encoding="utf-8"))["results"]
    return {
        result["unique_id"]: str(result["message"])[:2000]
        for result in results
        if result["status"] not in FINE
    }


def marts(prefix: str, *schemas: str) -> dict[str, Rows]:
    """Every mart that was built, or is published, by its name with schema, or those of some schemas."""
    spark, tables = session(), {}
    there = {row.namespace for row in spark.sql("show schemas").collect()}
    for schema in [schema for schema in schemas or MARTS if prefix + schema in there]:
        kind = "tables" if prefix else "views"
        for _, name, is_temporary in spark.sql(f"show {kind} in {prefix}{schema}").collect():
            if is_temporary:  # what an incremental model left, shown in every schema
                continue
            rows = spark.table(f"{prefix}{schema}.{name}")
            tables[f"{schema}.{name}"] = table(rows.columns, [tuple(row) for row in rows.collect()])
    return tables


def ask(statement: str) -> list[Any]:
    """The rows that a statement gives."""
    return [list(row) for row in session().sql(statement).collect()]


def run_broken() -> tuple[int, str]:
    """A second run, in which the contract of a KPI breaks; all else counts as built."""
    publication.outline, publication.run_build = built, build_broken
    return kpis("run", *SPARK)


def operation(*arguments: str) -> bool:
    """Whether a run-operation came to its end."""
    return dbtRunner().invoke(["--quiet", "run-operation", *arguments, *SPARK]).success


STEPS: dict[str, Callable[..., Any]] = {
    "land": lambda folder: land(Path(folder)),
    "build": build,
    "marts": marts,
    "unclean": unclean,
    "ask": ask,
    "kpis": lambda *arguments: kpis(*arguments, *SPARK),
    "run broken": run_broken,
    "operation": operation,
}


def run(root: Path, steps: list[list[str]]) -> None:
    """Take the steps, each a label, its name in STEPS and its arguments, and write down each answer."""
    os.environ.update({"KPI_LAKE": str(root / "lake"), "KPI_STATE": ":memory:", "KPI_WAREHOUSE": ":memory:"})
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ.update({"DBT_TARGET_PATH": str(root / "target"), "DBT_LOG_PATH": str(root / "logs")})
    answers: dict[str, Any] = {}
    for label, name, *arguments in steps:
        answers[label] = STEPS[name](*arguments)
        (root / "results.json").write_text(json.dumps(answers, default=str), encoding="utf-8")


if __name__ == "__main__":
    run(Path(sys.argv[1]), json.loads(sys.argv[2]))
