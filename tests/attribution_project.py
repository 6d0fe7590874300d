"""The project's own compiled SQL of attribution, run over rows made by a test in a DuckDB of its own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from attribution_oracle import HALF_LIFE, POSITIONAL, RULES, Conversion, Touch
from conftest import run_dbt

MODELS = (
    "int_conversion_fingerprints",
    "int_journeys",
    "int_touch_credits",
    "int_channel_transitions",
    "int_channel_visits",
    "int_journey_channels",
    "int_channel_effects",
    "int_data_driven_credits",
)
SOUND = "assert_the_chain_of_channels_is_sound"
SETTINGS = (
    f"{{direct_handling: keep, attribution_models: [{', '.join(RULES)}], time_decay_models: [time_decay]}}"
)
TABLES = """
    attach ':memory:' as warehouse; create schema warehouse.intermediate; create schema warehouse.reference;
    create table warehouse.intermediate.int_conversions (conversion_type text, conversion_id text, buyer_id text,
        outcome text, converted_at timestamp, amount bigint, lead_created_at timestamp,
        opportunity_created_at timestamp, window_days integer);
    create table warehouse.intermediate.int_touches_sequenced (buyer_id text, touch_key text, person_id text,
        touched_at timestamp, channel text, campaign text, is_direct boolean, seq bigint, named_seq bigint,
        channel_seq bigint, previous_channel text);
    create view warehouse.intermediate.int_buyer_fingerprints as
        select distinct buyer_id, 1 as fingerprint from warehouse.intermediate.int_touches_sequenced;
    create table warehouse.reference.attribution_models (model text, kind text, w_first text, w_lead text,
        w_opportunity text, w_close text, w_last text, w_other text, half_life_days text);
    set threads = 2;
"""
Buyers = Mapping[str, Sequence[Touch]]
CLOSE = Fraction(1, 10**12)


@dataclass(frozen=True)
class Credit:
    """Weight and credit of a touch under a model."""

    touch: str
    weight: Decimal
    credit: int | None


@dataclass(frozen=True)
class Answer:
    """Credits by model and conversion, in order of position; effects by conversion type and channel."""

    credits: dict[tuple[str, str, str], list[Credit]]
    effects: dict[tuple[str, str], dict[str, Any]]


Project = Callable[[Sequence[Conversion], Sequence[Sequence[object]]], Answer]


def close(rows: Sequence[Credit], weights: Sequence[Fraction]) -> bool:
    """Whether each weight is the one given, but for rounding."""
    return all(abs(Fraction(row.weight) - weight) <= CLOSE for row, weight in zip(rows, weights, strict=True))


@cache
def compile_project() -> dict[str, str]:
    """The SQL of the models and of the assertion, with the settings that the tests speak of."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        done = run_dbt(folder, "compile", "--vars", SETTINGS, "--select", *MODELS, SOUND)
        assert done.exit_code == 0, done.output
        compiled = (folder / "target" / "compiled").rglob("*.sql")
        return {path.stem: path.read_text(encoding="utf-8") for path in compiled}


def open_warehouse() -> duckdb.DuckDBPyConnection:
    """An empty warehouse with the rows of the models."""
    connection = duckdb.connect()
    connection.execute(TABLES)
    rows = [[name, "positional", *map(str, weights), None] for name, weights in POSITIONAL.items()]
    rows.append(["last_non_direct", "last_non_direct", "0", "0", "0", "0", "10000", "0", None])
    rows.append(["time_decay", "time_decay", *[None] * 6, str(HALF_LIFE)])
    insert(connection, "reference.attribution_models", rows)
    return connection


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Replace the rows of a table."""
    connection.execute(f"delete from warehouse.{table}")
    if rows:
        marks = ", ".join(f"({', '.join('?' * len(row))})" for row in rows)
        connection.execute(
            f"insert into warehouse.{table} values {marks}", [cell for row in rows for cell in row]
        )


def touch_rows(buyers: Buyers) -> list[list[object]]:
    """The touches of each buyer in sequence."""
    rows: list[list[object]] = []
    for buyer, touches in buyers.items():
        named, before = 0, None
        of_channels: Counter[str] = Counter()
        for seq, touch in enumerate(touches, 1):
            named += not touch.is_direct
            of_channels[touch.channel] += 1
            row = [
                buyer,
                touch.key,
                None,
                touch.at,
                touch.channel,
                "Unknown",
                touch.is_direct,
                seq,
                named,
                of_channels[touch.channel],
                before,
            ]
            rows.append(row)
            before = touch.channel
    return rows


def ask(
    connection: duckdb.DuckDBPyConnection,
    conversions: Sequence[Conversion],
    rows: Sequence[Sequence[object]],
) -> Answer:
    """Run the models one after the other over conversions and rows of touches."""
    insert(connection, "intermediate.int_conversions", [astuple(one) for one in conversions])
    insert(connection, "intermediate.int_touches_sequenced", rows)
    for name in MODELS:
        build(connection, name)
    credits = defaultdict(list)
    tables = {"int_touch_credits": RULES, "int_data_driven_credits": ("data_driven", "shapley")}
    for table, models in tables.items():
        for row in fetch(connection, table, "conversion_type, conversion_id, touch_position"):
            for model in models:
                credit = Credit(row["touch_key"], row[f"{model}_weight"], row[f"{model}_credit"])
                credits[model, row["conversion_type"], row["conversion_id"]].append(credit)
    effects = fetch(connection, "int_channel_effects", "conversion_type, channel")
    return Answer(dict(credits), {(row["conversion_type"], row["channel"]): row for row in effects})


def build(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Write the table of a model."""
    connection.execute(f"create or replace table warehouse.intermediate.{name} as {compile_project()[name]}")


def fetch(connection: duckdb.DuckDBPyConnection, table: str, order: str) -> list[dict[str, Any]]:
    """The rows of a table, by name."""
    done = connection.execute(f"select * from warehouse.intermediate.{table} order by {order}")
    names = [column[0] for column in done.description or []]
    return [dict(zip(names, row, strict=True)) for row in done.fetchall()]
