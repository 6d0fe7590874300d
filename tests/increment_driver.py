"""Runs the incremental models after each of several random days, and anew over the same rows: writes what differs to wrong.json.

Arguments: the folder of the warehouse, what a parse left, the seed of the dice, how many days, and `trap` where the
models shall forget only what a day's rows name, which is the mistake that the days are there to find.
"""

import json
import os
import random
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from increments import FINGERPRINTS, KEPT, NO_TESTS, SELECTED, TOGETHER
from parsed_dbt import parsed_manifest

TABLES = """
    create schema intermediate; create schema reference;
    create table intermediate.int_touches (buyer_id text, touch_key text, source_rank integer, person_id text,
        touched_at timestamp, channel text, campaign text, is_direct boolean);
    create table intermediate.int_conversions (conversion_type text, conversion_id text, buyer_id text,
        outcome text, converted_at timestamp, amount bigint, lead_created_at timestamp,
        opportunity_created_at timestamp, window_days integer);
    create table reference.attribution_models as
        select * from read_csv('seeds/reference/attribution_models.csv', all_varchar = true);
"""
# The days of a company: what a source, a merge or a hand on the rules may do between two builds.
DAYS = {
    "late touches": "insert into int_touches select buyer_id, touch_key || '+', 1, null, touched_at - interval 7 hour, 'Events', 'Unknown', false from int_touches where hash(touch_key, {salt}) % 12 = 0",
    "deleted touches": "delete from int_touches where hash(touch_key, {salt}) % 12 = 0",
    "a buyer's touches are all deleted": "delete from int_touches where buyer_id in (select min(buyer_id) from int_touches where hash(touch_key, {salt}) % 12 = 0)",
    "a touch changes its channel": "update int_touches set channel = 'Direct', is_direct = true where hash(touch_key, {salt}) % 12 = 0",
    "reopened deals": "update int_conversions set outcome = 'null' where hash(conversion_id, {salt}) % 12 = 0",
    "deals are won after all": "update int_conversions set outcome = 'converted' where hash(conversion_id, {salt}) % 12 = 0",
    "vanished conversions": "delete from int_conversions where hash(conversion_id, {salt}) % 12 = 0",
    "amounts change": "update int_conversions set amount = amount + 7 where hash(conversion_id, {salt}) % 12 = 0",
    "amounts are forgotten": "update int_conversions set amount = null where hash(conversion_id, {salt}) % 12 = 0",
    "conversions move in time": "update int_conversions set converted_at = converted_at - interval 20 hour where hash(conversion_id, {salt}) % 12 = 0",
    "merged accounts": "update int_conversions set buyer_id = 'b0' where buyer_id = '{buyer}'; update int_touches set buyer_id = 'b0' where buyer_id = '{buyer}'",
    "a rule changes": "update attribution_models set w_first = '{weight}', w_other = cast(10000 - 4000 - {weight} as text) where model = 'position_based'",
    "the code changed": "update int_touch_credits set recipe = recipe + 1, position_based_weight = 0; update int_touches_sequenced set recipe = recipe + 1, seq = 1",
    "a quiet day": "select 1",
}


def first_day(connection: duckdb.DuckDBPyConnection, dice: random.Random) -> None:
    """Buyers with touches and conversions."""
    start = datetime(2024, 2, 28)
    for number in range(240):
        at, channel = (
            start + timedelta(hours=dice.randint(0, 2000)),
            dice.choice(["Email", "Events", "Direct", "Paid Search"]),
        )
        row = [
            f"b{dice.randint(0, 20)}",
            f"t{number}",
            dice.randint(1, 2),
            None,
            at,
            channel,
            "Unknown",
            channel == "Direct",
        ]
        connection.execute(f"insert into intermediate.int_touches values ({', '.join('?' * 8)})", row)
    for number in range(60):
        at = start + timedelta(hours=dice.randint(500, 2100))
        row = [dice.choice(["closed_won", "mql"]), f"c{number}", f"b{dice.randint(0, 24)}", dice.choice(["converted", "converted", "null"]),
               at, dice.choice([None, 0, dice.randint(1, 10**9)]), at - timedelta(hours=300), at - timedelta(hours=90), dice.choice([0, 30])]  # fmt: skip
        connection.execute(f"insert into intermediate.int_conversions values ({', '.join('?' * 9)})", row)


def pass_day(connection: duckdb.DuckDBPyConnection, dice: random.Random, named: Sequence[str]) -> None:
    """What a day does, each to a twelfth of the rows."""
    connection.execute("set search_path = 'intermediate,reference'")
    for name in named:
        salt = dice.randint(0, 10**6)
        connection.execute(
            DAYS[name].format(salt=salt, buyer=f"b{dice.randint(1, 20)}", weight=dice.randint(0, 6000))
        )


def rows(connection: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[object, ...]]:
    """All rows in order."""
    return connection.execute(f"select * from {relation} order by all").fetchall()


def plant_trap(manifest: Manifest) -> None:
    """Delete what the day's rows name, and nothing else."""
    for model, keys in KEPT.items():
        hook = manifest.nodes[f"model.b2b_kpis.{model}"].config.pre_hook[-1]
        same = " and ".join(f"today.{key} = kept.{key}" for key in keys)
        hook.sql = (
            "{% if is_incremental() %} delete from {{ this }} as kept where exists ("
            f"select 1 from intermediate.{FINGERPRINTS[model]} as today "
            f"where {same} and today.fingerprint <> kept.fingerprint) {{% endif %}}"
        )


def build(manifest: Manifest, command: list[str]) -> None:
    """Run dbt, and let go of the warehouse."""
    done = dbtRunner(manifest).invoke(command)
    assert done.success, done.exception
    DuckDBConnectionManager.env().close()


def whole(manifest: Manifest, target: Path, rules: str) -> dict[str, str]:
    """The query of each model when it is built anew."""
    build(manifest, ["--quiet", "compile", "--full-refresh", "--vars", rules, "--select", *TOGETHER])
    folder = target / "compiled" / "b2b_kpis" / "models" / "intermediate" / "attribution"
    return {model: (folder / f"{model}.sql").read_text(encoding="utf-8") for model in KEPT}


def drive(root: Path, parsed: Path, seed: int, count: int, *options: str) -> list[str]:
    """The days after which an incremental model is not what it would be anew."""
    dice, warehouse, wrong = random.Random(seed), root / "warehouse.duckdb", []
    os.environ.update({"KPI_WAREHOUSE": str(warehouse), "KPI_STATE": ":memory:"})
    os.environ.update({"DBT_TARGET_PATH": str(root / "target"), "DBT_LOG_PATH": str(root / "logs")})
    manifest = parsed_manifest(parsed, kinds=("model", "seed", "snapshot"))
    if "trap" in options:
        plant_trap(manifest)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(TABLES)
        first_day(connection, dice)
    names, queries = dice.sample(sorted(DAYS), len(DAYS)), {}
    for day in range(count):
        named = [*names[2 * day - 2 : 2 * day], *dice.sample(names, dice.randint(0, 1))] if day else []
        with duckdb.connect(str(warehouse)) as connection:
            pass_day(connection, dice, named)
        models = ["position_based", "time_decay", "linear"][: 2 + day // 4 % 2]
        rules = json.dumps({"attribution_models": models})
        if day % 3 == 2:  # built in part first, as a developer would, or after a failure
            some = dice.sample(TOGETHER, len(TOGETHER) - 1)
            build(manifest, ["--quiet", "build", "--select", *some, *NO_TESTS, "--vars", rules])
        build(manifest, ["--quiet", "build", *SELECTED, "--vars", rules])
        queries[rules] = queries.get(rules) or whole(manifest, root / "target", rules)
        with duckdb.connect(str(warehouse)) as connection:
            for model, query in queries[rules].items():
                if rows(connection, f"intermediate.{model}") != rows(connection, f"({query})"):
                    wrong.append(f"day {day}, {', '.join(named)}: {model}")
    return wrong


if __name__ == "__main__":
    home = Path(sys.argv[1])
    days = drive(home, Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
    (home / "wrong.json").write_text(json.dumps(days), encoding="utf-8")
