"""Every table of the project by itself, against the floor of reading what it reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.cost import Cost, measure
from bench.floors import reading
from bench.project import Place


@dataclass(frozen=True)
class ModelCost:
    """What a table cost, and what reading the same columns costs."""

    name: str
    cost: Cost
    floor: Cost | None


def measure_models(place: Place, memory: str, least: float = 1.0) -> list[ModelCost]:
    """The tables, costliest first; the floor of those below `least` seconds is not worth its measurement."""
    found = []
    plans = plan_queries(place)
    for name, (query, plan) in plans.items():
        task = {
            "name": name,
            "memory": memory,
            "attached": place.attached,
            "folder": str(place.folder),
        }
        cost = measure({**task, "query": query}, 1)
        reads = reading(plan)
        floor = measure({**task, "query": reads}, 1) if reads and cost.cpu >= least else None
        found.append(ModelCost(name, cost, floor))
    return sorted(found, key=lambda model: -model.cost.cpu)


def plan_queries(place: Place) -> dict[str, tuple[str, str]]:
    """The query of each table with its plan."""
    with duckdb.connect() as connection:
        for path in map(Path, place.attached):
            connection.execute(f"attach '{path}' as {path.stem} (read_only)")
        return {
            name: (query, connection.execute(f"explain (format json) {query}").fetchall()[0][1])
            for name, query in place.queries().items()
        }


def models_table(models: Sequence[ModelCost], shown: int = 15) -> str:
    """The costliest models, and the sum of all."""
    rows = ["| model | CPU s | wall s | peak MB | rows | x reading |", "|---|--:|--:|--:|--:|--:|"]
    for model in models[:shown]:
        ratio = f"{model.cost.cpu / model.floor.cpu:.1f}" if model.floor else ""
        rows.append(
            f"| {model.name} | {model.cost.cpu:.1f} | {model.cost.wall:.1f} | {model.cost.peak:.0f} "
            f"| {model.cost.rows:,} | {ratio} |"
        )
    total = sum(model.cost.cpu for model in models)
    rows.append(
        f"| all {len(models)} tables | {total:.0f} | {sum(one.cost.wall for one in models):.0f} | | | |"
    )
    return "\n".join(rows)
