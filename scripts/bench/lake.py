"""Attribution on Spark: seconds, rows and shuffles of each model. Needs `make .venv/iceberg` and Java 17.

Takes the touches and conversions that `make bench` built on DuckDB, as often as asked, each time for other
buyers, and one buyer of `--giant` touches: `PYTHONPATH=scripts .venv/bin/python -m bench.lake --times 5`.
"""

import json
import os
import re
from pathlib import Path

import click
import duckdb
from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

from bench.growth import CHAIN, KEYS
from bench.project import ROOT, Place


def export(place: Place, folder: Path) -> None:
    """Write what Spark reads as Parquet."""
    folder.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{place.warehouse}' as warehouse (read_only)")
        for schema, table in (
            ("intermediate", "int_touches"),
            ("intermediate", "int_conversions"),
            ("reference", "attribution_models"),
        ):
            connection.execute(
                f"copy warehouse.{schema}.{table} to '{folder / table}.parquet' (format parquet)"
            )


def start(lake: Path) -> SparkSession:
    """The session that dbt opens with the profile's settings."""
    os.environ.update({
        "KPI_SPARK_MEMORY": "6g", "KPI_SPARK_PARTITIONS": "8", **os.environ, "KPI_LAKE": str(lake),
        "KPI_WAREHOUSE": ":memory:", "KPI_STATE": ":memory:", "SPARK_LOCAL_IP": "127.0.0.1",
        "DBT_TARGET_PATH": str(lake / "target"), "DBT_LOG_PATH": str(lake / "logs"),
    })  # fmt: skip
    os.chdir(ROOT)
    assert dbtRunner().invoke(["--quiet", "debug", "--connection", "--target", "spark"]).success
    return SparkSession.builder.getOrCreate()


def load(spark: SparkSession, folder: Path, times: int, giant: int) -> None:
    """The tables that the chain reads, each row once per copy of the company."""
    for schema in ("building_intermediate", "building_reference"):
        spark.sql(f"create schema if not exists {schema}")
    spark.read.parquet(str(folder / "attribution_models.parquet")).createOrReplaceTempView("rules")
    spark.sql(
        "create or replace table building_reference.attribution_models using iceberg as select * from rules"
    )
    for table, keys in KEYS.items():
        spark.read.parquet(str(folder / f"{table}.parquet")).createOrReplaceTempView("once")
        columns = [
            f"{name} || '-' || copies.id as {name}" if name in keys else name
            for name in spark.table("once").columns
        ]
        spark.sql(
            f"create or replace table building_intermediate.{table} using iceberg as "
            f"select {', '.join(columns)} from once cross join range({times}) as copies"
        )
    if giant:
        names = spark.table("building_intermediate.int_touches").columns
        changed = {
            "buyer_id": "'one buyer'",
            "touch_key": "'giant-' || numbers.id",
            "touched_at": "touched_at + make_interval(0, 0, 0, 0, 0, 0, numbers.id % 30000000)",
        }
        columns = [f"{changed[name]} as {name}" if name in changed else name for name in names]
        spark.sql(
            f"insert into building_intermediate.int_touches select {', '.join(columns)} "
            "from (select * from building_intermediate.int_touches where buyer_id is not null limit 1) "
            f"cross join range({giant}) as numbers"
        )


def shuffles(spark: SparkSession, query: str) -> int:
    """How often the plan of a query sends rows over the network."""
    plan = spark.sql(f"explain {query}").collect()[0][0]
    return len(re.findall(r"Exchange (?:hash|range)partitioning", plan))


@click.command()
@click.option("--touches", default=2_000_000, show_default=True, help="The size that `make bench` built.")
@click.option("--times", default=1, show_default=True, help="Copies of that company.")
@click.option("--giant", default=0, show_default=True, help="Touches of one more buyer.")
@click.argument("models", nargs=-1)
def lake(touches: int, times: int, giant: int, models: tuple[str, ...]) -> None:
    """Print a table: one row per model, all of attribution unless some are named."""
    place = Place(ROOT / "target" / "bench" / str(touches), touches)
    folder = place.folder / "lake"
    export(place, folder)
    spark = start(folder)
    load(spark, folder, times, giant)
    done = dbtRunner().invoke(
        [
            "--quiet",
            "build",
            "--target",
            "spark",
            "--full-refresh",
            "--select",
            *(models or CHAIN),
            "--exclude-resource-type",
            "test",
            "unit_test",
        ]
    )
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    click.echo("| model on Spark | seconds | rows | shuffles |\n|---|--:|--:|--:|")
    for result in results:
        if not result["unique_id"].startswith("model."):
            continue
        name = result["unique_id"].rpartition(".")[2]
        if result["status"] != "success":
            click.echo(f"| {name} | {result['status']}: {str(result['message'])[:200]} | | |")
            continue
        rows = spark.table(f"building_intermediate.{name}").count()
        sent = shuffles(spark, result["compiled_code"])
        click.echo(f"| {name} | {result['execution_time']:.0f} | {rows:,} | {sent} |")
    raise SystemExit(0 if done.success else 1)


if __name__ == "__main__":
    lake()
