"""Measures the project at a size and prints the tables; --write keeps them in docs/benchmarks.md."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import duckdb

from bench.attribution import FLOOR, Line, measure_attribution, measure_peers
from bench.company import count, write_company
from bench.cost import BenchError, Cost, medians
from bench.day import days_table, measure_days
from bench.empty import measure_dbt, measure_empty_project
from bench.growth import growth_table, measure_growth
from bench.models import measure_models, models_table
from bench.project import ROOT, Place, machine
from bench.shapes import measure_shapes, shapes_table
from bench.tables import attribution_table, keep, seconds

FOLDER = ROOT / "target" / "bench"
PEERS = ROOT / ".venv-bench" / "bin" / "python"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
MEMORY = "3500MB"
PARTS = ("dbt", "build", "attribution", "peers", "models", "growth", "days", "shapes")
ONCE = ("models", "shapes")


@click.command()
@click.option("--touches", default=2_000_000, show_default=True, type=click.IntRange(10_000))
@click.option("--repeats", default=5, show_default=True, help="The median of so many counts.")
@click.option("--parts", default=",".join(PARTS), show_default=True)
@click.option("--copies", default="1,5,15", show_default=True, help="Sizes of growth, as multiples.")
@click.option("--write", is_flag=True, help="Keep the tables in docs/benchmarks.md.")
def bench(touches: int, repeats: int, parts: str, copies: str, write: bool) -> None:
    """Measure the project over a company of this size, against floors and peers in the same run."""
    place = Place(FOLDER / str(touches), touches)
    write_company(place.data, touches, leads=touches // 10, deals=touches // 50)
    head = (
        f"`make bench TOUCHES={touches}` on {date.today()}: {machine()}, DuckDB {duckdb.__version__} with "
        f"two threads and {MEMORY}, {rows_of(place.data)}"
    )
    try:
        for title, text in measure_parts(
            place, parts.split(","), repeats, [int(size) for size in copies.split(",")]
        ):
            counted = "each counted once" if title in ONCE or repeats == 1 else f"medians of {repeats}"
            click.echo(f"\n{title}\n\n{text}")
            if write:
                keep(DOCUMENT, f"{title}, {touches} touches", f"{head}; {counted}.\n\n{text}")
    except BenchError as error:
        raise click.ClickException(str(error)) from None


def measure_parts(
    place: Place, parts: list[str], repeats: int, sizes: list[int]
) -> Iterator[tuple[str, str]]:
    """Each part with its table, as soon as it is there; the first builds what the others read."""
    if "dbt" in parts:
        yield "dbt itself", dbt_table(measure_dbt(FOLDER / "dbt", repeats))
    if "build" in parts or not place.warehouse.exists():
        yield "the whole project", build_table(place, repeats)
    place.compile("whole", {})
    lines: list[Line] = []
    if "attribution" in parts or "peers" in parts:
        lines = list(measure_attribution(place, repeats, MEMORY))
        yield "attribution", attribution_table(lines)
    if "peers" in parts:
        floors = {line.name.removeprefix(FLOOR): line.cost for line in lines if line.cost}
        yield "peers", attribution_table(list(measure_peers(place, floors, PEERS, repeats)))
    if "models" in parts:
        yield "models", models_table(measure_models(place, MEMORY))
    if "growth" in parts:
        yield "growth", growth_table(measure_growth(place, sizes, repeats, MEMORY), sizes, place.touches)
    if "days" in parts:
        yield "days", days_table(measure_days(place, repeats))
    if "shapes" in parts:
        yield "shapes", shapes_table(measure_shapes(FOLDER / "shapes"))


def rows_of(data: Path) -> str:
    """The size of the company, in the rows of its largest tables."""
    tables = {"touches": "web_touches", "leads": "crm_leads", "deals": "crm_opportunities"}
    return ", ".join(f"{count(data / f'{table}.parquet'):,} {name}" for name, table in tables.items())


def build_table(place: Place, repeats: int) -> str:
    """Cold: parsed and built anew; warm: built once more. The empty project says what of it is dbt."""
    costs: dict[str, list[Cost]] = {
        "cold": [],
        "warm": [],
        "empty project, cold": [],
        "empty project, warm": [],
    }
    for _ in range(repeats):
        for path in place.folder.glob("*.duckdb*"):
            path.unlink()
        (place.folder / "target" / "partial_parse.msgpack").unlink(missing_ok=True)
        done = (place.build(), place.build(), *measure_empty_project(place))
        for counted, cost in zip(costs.values(), done, strict=True):
            counted.append(cost)
    rows = ["| build without tests | CPU s | wall s | peak MB |", "|---|--:|--:|--:|"]
    return "\n".join(rows + [build_row(name, medians(counted)) for name, counted in costs.items()])


def dbt_table(costs: dict[str, Cost]) -> str:
    """The demo beside nothing at all, and what one node more of each kind takes."""
    rows = ["| dbt build | CPU s | wall s | peak MB |", "|---|--:|--:|--:|"]
    return "\n".join(rows + [build_row(name, cost) for name, cost in costs.items()])


def build_row(name: str, cost: Cost) -> str:
    """One build as a row."""
    return f"| {name} | {seconds(cost.cpu)} | {seconds(cost.wall)} | {cost.peak:.0f} |"


if __name__ == "__main__":
    bench()
