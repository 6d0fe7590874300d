"""Attribution against its floors, the forms in which others write it, and the peers that can be installed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.cost import BenchError, Cost, measure
from bench.floors import EVERY, FLOORS, FORMS
from bench.project import Place

TOUCHES, ALL_CREDITS, ONE_CREDIT, DATA_CREDITS, BARE, JOURNEY_TOUCHES = FLOORS
ONE_MODEL = {"attribution_models": ["position_based"], "time_decay_models": []}
# What is measured, the model that does it, the floor, and the ratio that it should keep to.
MEASURED = (
    ("the one sort", "int_touches_sequenced", TOUCHES, 4.6),
    ("journeys", "int_journeys", JOURNEY_TOUCHES, None),
    ("credits, all rule models", "int_touch_credits", ALL_CREDITS, 3.2),
    ("credits, one model", "one_model", ONE_CREDIT, 1.3),
    ("transition counts", "int_channel_transitions", JOURNEY_TOUCHES, 2.5),
    ("channels of journeys", "int_journey_channels", JOURNEY_TOUCHES, None),
    ("data-driven credits", "int_data_driven_credits", DATA_CREDITS, None),
    ("Markov: the inverse", "int_channel_visits", None, None),
    ("Markov and Shapley: the effects", "int_channel_effects", None, None),
)
FLOOR = "floor: "
PEER = Path(__file__).with_name("peer.py")
PEERS = {
    "pandas, credits of one model": ONE_CREDIT,
    "marketing-attribution-models, one model": ONE_CREDIT,
    "ChannelAttribution, three models": ONE_CREDIT,
    "marketing-attribution-models, Markov": JOURNEY_TOUCHES,
    "ChannelAttribution, Markov": JOURNEY_TOUCHES,
}
EXPORTS = {
    "journeys": """
        select conversion_type, conversion_id, buyer_id, coalesce(amount, 0) as amount, first_seq, last_seq,
            touch_count
        from warehouse.intermediate.int_journeys where outcome = 'converted'""",
    "touches": """
        select buyer_id, touch_key, person_id, touched_at, channel, campaign, seq
        from warehouse.intermediate.int_touches_sequenced""",
    "paths": f"""
        select journeys.conversion_type || journeys.conversion_id as journey_id,
            any_value(journeys.outcome) = 'converted' as is_converted,
            string_agg(touches.channel, ' > ' order by touches.seq) as path,
            string_agg(cast(date_diff('hour', touches.touched_at, journeys.converted_at) as varchar), ' > '
                order by touches.seq) as hours
        {EVERY} group by all""",
}


@dataclass(frozen=True)
class Line:
    """A measured piece of work, its floor and the ratio that it should keep to."""

    name: str
    cost: Cost | None
    floor: Cost | None = None
    bare: Cost | None = None
    target: float | None = None
    remark: str = ""

    def ratio(self, floor: Cost | None) -> float | None:
        """Processor seconds against those of a floor."""
        return self.cost.cpu / floor.cpu if self.cost and floor else None


def measure_attribution(place: Place, repeats: int, memory: str) -> Iterator[Line]:
    """Floors, models and forms, each a statement of its own on the warehouse that was built."""

    def cost(name: str, query: str) -> Cost:
        task = {"name": name, "query": query, "memory": memory}
        return measure({**task, "attached": place.attached, "folder": str(place.folder)}, repeats)

    floors = {name: cost(name, query) for name, query in FLOORS.items()}
    for name, floor in floors.items():
        yield Line(f"{FLOOR}{name}", floor, floor)
    queries = place.queries()
    place.compile("one_model", ONE_MODEL, "int_touch_credits")
    queries["one_model"] = place.queries("one_model", only=["int_touch_credits"])["int_touch_credits"]
    for name, model, against, target in MEASURED:
        bare = floors[BARE] if "credits" in name else None
        yield Line(name, cost(name, queries[model]), floors[against] if against else None, bare, target)
    for name, query in FORMS.items():
        yield Line(f"as {name}, one model", cost(name, query), floors[ONE_CREDIT], floors[BARE])


def measure_peers(place: Place, floors: dict[str, Cost], python: Path, repeats: int) -> Iterator[Line]:
    """Each peer on the same journeys, in an environment of its own; one that is not there is named."""
    folder = place.folder / "peers"
    export_journeys(place, folder)
    for name, against in PEERS.items():
        try:
            cost = measure({"name": name, "folder": str(folder)}, repeats, python, PEER)
            yield Line(f"peer: {name}", cost, floors[against])
        except (BenchError, OSError) as error:
            yield Line(f"peer: {name}", None, remark=f"skipped: {str(error).splitlines()[-1]}")


def export_journeys(place: Place, folder: Path) -> None:
    """Write what the peers read."""
    folder.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{place.warehouse}' as warehouse (read_only)")
        for name, query in EXPORTS.items():
            connection.execute(f"copy ({query}) to '{folder / name}.parquet' (format parquet)")
