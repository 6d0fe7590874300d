"""What the incremental models cost on a day that changes a hundredth of the buyers, against a full build."""

from collections.abc import Mapping
from statistics import median

import duckdb

from bench.cost import Cost
from bench.project import Place

MODELS = (
    "int_buyer_fingerprints",
    "int_touches_sequenced",
    "int_journeys",
    "int_conversion_fingerprints",
    "int_touch_credits",
)
# Of each hundredth buyer a touch of ten is deleted and another of ten comes again, a minute later.
DAY = """
    create temp table changed as
        from warehouse.intermediate.int_touches
        where hash(buyer_id) % 100 = {share} and hash(touch_key) % 10 = 0;
    delete from warehouse.intermediate.int_touches where touch_key in (select touch_key from changed);
    insert into warehouse.intermediate.int_touches
        select * replace (touch_key || '+{share}' as touch_key, touched_at + interval 1 minute as touched_at)
        from changed where hash(touch_key) % 20 = 0;
"""


def measure_days(place: Place, repeats: int) -> Mapping[str, Mapping[str, list[Cost]]]:
    """Costs of each model by kind of day: each model by itself, so that its seconds are its own."""
    costs: dict[str, dict[str, list[Cost]]] = {
        kind: {model: [] for model in (*MODELS, "dbt alone")} for kind in ("full", "day", "quiet")
    }
    for share in range(repeats):
        change(place, share)
        for kind, options in (("day", ()), ("quiet", ()), ("full", ("--full-refresh",))):
            for model in MODELS:
                costs[kind][model].append(place.build("--select", model, *options))
            costs[kind]["dbt alone"].append(place.build("--select", "int_as_of", *options))
    return costs


def change(place: Place, share: int) -> None:
    """A day of the sources, straight in the table of touches."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{place.warehouse}' as warehouse")
        connection.execute(DAY.format(share=share))


def days_table(costs: Mapping[str, Mapping[str, list[Cost]]]) -> str:
    """Processor seconds beyond those of dbt alone, the median of the repeats."""
    kinds = list(costs)
    rows = ["| model | full build | a day that changes 1 % | a day that changes nothing | day to full |"]
    rows.append("|---|--:|--:|--:|--:|")
    sums = dict.fromkeys(kinds, 0.0)
    for model in MODELS:
        cells = {}
        for kind in kinds:
            alone = median(cost.cpu for cost in costs[kind]["dbt alone"])
            cells[kind] = max(median(cost.cpu for cost in costs[kind][model]) - alone, 0)
            sums[kind] += cells[kind]
        rows.append(day_row(model, cells))
    return "\n".join([*rows, day_row("together", sums)])


def day_row(name: str, cells: Mapping[str, float]) -> str:
    """A model's seconds, and the day's part in those of the full build."""
    part = f"{cells['day'] / cells['full']:.2f}" if cells["full"] else ""
    return f"| {name} | {cells['full']:.1f} | {cells['day']:.1f} | {cells['quiet']:.1f} | {part} |"
