"""How attribution grows with its rows: a company several times over, each time with other buyers."""

from collections.abc import Sequence
from math import log
from pathlib import Path

import duckdb

from bench.cost import Cost, measure
from bench.day import MODELS
from bench.project import Place

CHAIN = (*MODELS, "int_channel_transitions", "int_journey_channels")
KEYS = {
    "int_touches": ("buyer_id", "touch_key", "person_id"),
    "int_conversions": ("buyer_id", "conversion_id"),
}


def copies(place: Place, times: int) -> Path:
    """A warehouse with so many copies of the touches and conversions, and the rules."""
    folder = place.folder / f"times{times}"
    folder.mkdir(exist_ok=True)
    path = folder / "warehouse.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{place.warehouse}' as once (read_only); attach '{path}' as warehouse")
        connection.execute("create schema warehouse.intermediate; create schema warehouse.reference")
        connection.execute(
            "create table warehouse.reference.attribution_models as from once.reference.attribution_models"
        )
        for table, keys in KEYS.items():
            named = ", ".join(f"{key} || '-' || copy as {key}" for key in keys)
            connection.execute(
                f"create table warehouse.intermediate.{table} as "
                f"select rows.* replace ({named}) from once.intermediate.{table} as rows, "
                f"range({times}) as copies (copy)"
            )
    return path


def measure_growth(place: Place, sizes: Sequence[int], repeats: int, memory: str) -> dict[str, list[Cost]]:
    """The cost of each model at each size, one after the other, since each reads the one before."""
    queries = place.queries()
    found: dict[str, list[Cost]] = {name: [] for name in CHAIN}
    for times in sizes:
        path = copies(place, times)
        for name in CHAIN:
            task = {"name": name, "memory": memory, "attached": [str(path)], "folder": str(path.parent)}
            found[name].append(measure({**task, "query": queries[name], "keep": name}, repeats))
        path.unlink()
    return found


def exponent(costs: Sequence[Cost], sizes: Sequence[int]) -> float:
    """Of the power of its rows by which a cost grows, from the first size to the last; 1 is linear."""
    return log(costs[-1].cpu / costs[0].cpu) / log(sizes[-1] / sizes[0])


def growth_table(found: dict[str, list[Cost]], sizes: Sequence[int], touches: int) -> str:
    """Processor seconds and peak memory at each size, and the exponent."""
    heads = [f"{touches * times / 1e6:.0f} M: CPU s, peak MB" for times in sizes]
    rows = [f"| model | {' | '.join(heads)} | exponent |", f"|---|{'--:|' * (len(sizes) + 1)}"]
    for name, costs in found.items():
        cells = [f"{cost.cpu:.1f}, {cost.peak:.0f}" for cost in costs]
        rows.append(f"| {name} | {' | '.join(cells)} | {exponent(costs, sizes):.2f} |")
    return "\n".join(rows)
