"""Runs the story in DuckDB and writes the seventeen tables, the truth, the events and the mess."""

from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

TABLES = [
    "crm_accounts",
    "crm_contacts",
    "crm_leads",
    "crm_opportunities",
    "crm_opportunity_history",
    "crm_opportunity_contacts",
    "crm_campaign_members",
    "crm_users",
    "web_touches",
    "ads_spend",
    "finance_costs",
    "finance_subscriptions",
    "finance_gross_margins",
    "finance_exchange_rates",
    "planning_quotas",
    "planning_forecasts",
    "planning_target_accounts",
]


TRUTHS = {"truth_kpis": "kpis", "truth_channels": "channels", "events": "events", "mess": "mess"}


@dataclass(frozen=True)
class Size:
    """What the dice draw, in rows; as it stands, the committed demo."""

    companies: int = 420
    deals: int = 1100
    loose_leads: int = 2600
    strangers: int = 3200
    browsers: int = 0

    def times(self, factor: int) -> "Size":
        """The same company, so many times as large."""
        return Size(**{kind: count * factor for kind, count in asdict(self).items()})


def _prepare(connection: duckdb.DuckDBPyConnection, seed: int, size: Size) -> None:
    """Make the dice: everything random is an md5 of the seed, so that no engine, thread or order matters."""
    columns = ", ".join(f"{count} as {kind}" for kind, count in asdict(size).items())
    connection.execute(f"create table settings as select {columns}")
    connection.execute(
        "create macro draw(name, id) as "
        f"(md5_number_lower('{seed}:' || name || ':' || id) % 1000003)::double / 1000003"
    )
    connection.execute((files("kpi_demo") / "sql" / "00_dice.sql").read_text(encoding="utf-8"))


def _scripts() -> list[str]:
    folder = files("kpi_demo") / "sql"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(folder / name).read_text(encoding="utf-8") for name in names if name != "00_dice.sql"]


def generate(folder: Path, seed: int, size: Size, file_format: str) -> None:
    """Write the company to a folder: `<table>.<format>` and, below truth/, what is true of it.

    Args:
        folder: Made if absent; files of the same names are replaced.
        seed: The same seed gives the same bytes.
        size: How much of everything.
        file_format: csv or parquet.
    """
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set preserve_insertion_order = false")
        connection.execute("set enable_progress_bar = false")
        _prepare(connection, seed, size)
        for script in _scripts():
            connection.execute(script)
        for table in TABLES:
            _write(connection, f"out.{table}", folder / f"{table}.{file_format}", file_format)
        for relation, name in TRUTHS.items():
            _write(connection, relation, folder / "truth" / f"{name}.csv", "csv")


def _write(connection: duckdb.DuckDBPyConnection, relation: str, path: Path, file_format: str) -> None:
    options = "format csv, header" if file_format == "csv" else "format parquet, compression zstd"
    target = str(path).replace("'", "''")
    connection.execute(f"copy (select * from {relation} order by all) to '{target}' ({options})")
