"""One peer's work on journeys exported for it, in an environment of its own; says what it cost."""

import json
import resource
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from bench.peak import peak


def pandas_credits(folder: str) -> Callable[[], int]:
    """Join journeys with touches and share each amount in equal parts, in whole cents; written."""
    import pandas as pd

    journeys = pd.read_parquet(f"{folder}/journeys.parquet")
    touches = pd.read_parquet(f"{folder}/touches.parquet")

    def work() -> int:
        pairs = journeys.merge(touches, on="buyer_id")
        pairs = pairs[(pairs.seq >= pairs.first_seq) & (pairs.seq <= pairs.last_seq)]
        place = pairs.seq - pairs.first_seq + 1
        through = pairs.amount * place // pairs.touch_count
        pairs["weight"] = 1 / pairs.touch_count
        pairs["credit"] = through - pairs.amount * (place - 1) // pairs.touch_count
        pairs.to_parquet(f"{folder}/credits.parquet")
        return len(pairs)

    return work


def mam_credits(folder: str) -> Callable[[], int]:
    """The position-based model of marketing-attribution-models, over journeys as lists of channels."""
    import polars as pl
    from mam import MAM

    paths = pl.read_parquet(f"{folder}/paths.parquet")

    def work() -> int:
        models = MAM(
            paths,
            format_type="journey",
            channels_colname="path",
            journey_with_conv_colname="is_converted",
            user_id_colname="journey_id",
            time_till_conv_colname="hours",
        )
        return int(models.run_position_based().to_polars().height)

    return work


def mam_markov(folder: str) -> Callable[[], int]:
    """The Markov chain of marketing-attribution-models."""
    import polars as pl
    from mam import MAM

    paths = pl.read_parquet(f"{folder}/paths.parquet")

    def work() -> int:
        models = MAM(
            paths,
            format_type="journey",
            channels_colname="path",
            journey_with_conv_colname="is_converted",
            user_id_colname="journey_id",
            time_till_conv_colname="hours",
        )
        return int(models.run_markov(transition_to_same_state=True).to_polars().height)

    return work


def channel_attribution_markov(folder: str) -> Callable[[], int]:
    """The Markov chain of ChannelAttribution, which simulates it."""
    import pandas as pd
    from ChannelAttribution import markov_model

    paths = pd.read_parquet(f"{folder}/paths.parquet")
    paths["path"] = paths.path.str.replace(" > ", ">")
    paths["conversions"] = paths.is_converted.astype(int)
    paths["nulls"] = 1 - paths.conversions

    def work() -> int:
        counted = paths.groupby("path", as_index=False)[["conversions", "nulls"]].sum()
        found: Any = markov_model(
            counted, "path", "conversions", var_null="nulls", sep=">", verbose=False, flg_pro=False
        )
        return len(found)

    return work


def channel_attribution_rules(folder: str) -> Callable[[], int]:
    """First, last and linear of ChannelAttribution."""
    import pandas as pd
    from ChannelAttribution import heuristic_models

    paths = pd.read_parquet(f"{folder}/paths.parquet")
    paths["path"] = paths.path.str.replace(" > ", ">")
    paths["conversions"] = paths.is_converted.astype(int)

    def work() -> int:
        counted = paths.groupby("path", as_index=False)[["conversions"]].sum()
        return len(heuristic_models(counted, "path", "conversions", sep=">", flg_pro=False))

    return work


PEERS = {
    "pandas, credits of one model": pandas_credits,
    "marketing-attribution-models, one model": mam_credits,
    "ChannelAttribution, three models": channel_attribution_rules,
    "marketing-attribution-models, Markov": mam_markov,
    "ChannelAttribution, Markov": channel_attribution_markov,
}


def main() -> None:
    """Read the task from standard input; reading the journeys is not counted."""
    task = json.load(sys.stdin)
    work = PEERS[task["name"]](task["folder"])
    before, began = resource.getrusage(resource.RUSAGE_SELF), perf_counter()
    rows = work()
    wall, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak(), "rows": rows}))


if __name__ == "__main__":
    main()
