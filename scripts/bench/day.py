"""What the incremental models cost on a day that changes a hundredth of the buyers, against a full build."""

import json
from statistics import median

import duckdb

from bench.project import Place

MODELS = (
    "int_buyer_fingerprints",
    "int_touches_sequenced",
    "int_conversion_fingerprints",
    "int_journeys",
    "int_touch_credits",
)
# Of each hundredth buyer a touch of ten is deleted, and half of those come again a minute later; journeys
# that are still open end a day later.
DAY = """
    create temp table changed as
        from warehouse.intermediate.int_touches
        where hash(buyer_id) % 100 = {share} and hash(touch_key) % 10 = 0;
    delete from warehouse.intermediate.int_touches where touch_key in (select touch_key from changed);
    insert into warehouse.intermediate.int_touches
        select * replace (touch_key || '+{share}' as touch_key, touched_at + interval 1 minute as touched_at)
        from changed where hash(touch_key) % 20 = 0;
    update warehouse.intermediate.int_conversions set converted_at = converted_at + interval 1 day
        where converted_at = (
            select max(converted_at) from warehouse.intermediate.int_conversions where outcome = 'null'
        );
"""
KINDS = {"full": ["--full-refresh"], "day": [], "quiet": []}
Seconds = dict[str, dict[str, list[float]]]


def measure_days(place: Place, repeats: int) -> Seconds:
    """Seconds of the clock of each model, and of processors of all beyond dbt's own, by kind of day."""
    found: Seconds = {kind: {name: [] for name in (*MODELS, "together")} for kind in KINDS}
    for share in range(repeats):
        for kind, options in KINDS.items():
            if kind == "day":
                change(place, share)
            alone = place.build("--select", "int_as_of").cpu
            cost = place.build("--select", *MODELS, *options)
            found[kind]["together"].append(cost.cpu - alone)
            results = json.loads((place.folder / "target" / "run_results.json").read_text(encoding="utf-8"))
            for result in results["results"]:
                name = result["unique_id"].rpartition(".")[2]
                if name in MODELS:
                    found[kind][name].append(result["execution_time"])
    return found


def change(place: Place, share: int) -> None:
    """A day of the sources, straight in the tables of touches and conversions."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{place.warehouse}' as warehouse")
        connection.execute(DAY.format(share=share))


def days_table(found: Seconds) -> str:
    """The median of the repeats, and the day's part in the full build."""
    rows = [
        "| model, seconds | full build | a day that changes 1 % | a day that changes nothing | day to full |"
    ]
    rows.append("|---|--:|--:|--:|--:|")
    for name in (*MODELS, "together"):
        full, day, quiet = (median(found[kind][name]) for kind in KINDS)
        label = "together, processor seconds" if name == "together" else name
        rows.append(f"| {label} | {full:.1f} | {day:.1f} | {quiet:.1f} | {day / full:.2f} |")
    return "\n".join(rows)
