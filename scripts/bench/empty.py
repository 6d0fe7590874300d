"""A dbt project that does nothing, with as many nodes of each kind as the real one: what dbt itself costs."""

import json
from collections import Counter
from pathlib import Path
from shutil import rmtree

from bench.cost import Cost, measure_command
from bench.project import DBT, WITHOUT_TESTS, Place


def measure_empty_project(place: Place) -> tuple[Cost, Cost]:
    """Build it twice: the first time it is parsed."""
    manifest = json.loads((place.folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    kinds = Counter(
        node["config"]["materialized"]
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed", "snapshot")
    )
    folder = place.folder / "empty"
    write_empty_project(folder, kinds)
    command = [DBT, "build", *WITHOUT_TESTS]
    return measure_command(command, {}, folder), measure_command(command, {}, folder)


def write_empty_project(folder: Path, kinds: Counter[str]) -> None:
    """Write a table, view, seed and snapshot of one row for each of the real ones."""
    rmtree(folder, ignore_errors=True)
    profile = {"type": "duckdb", "path": str(folder / "empty.duckdb"), "threads": 2}
    files = {
        "dbt_project.yml": json.dumps({"name": "empty", "version": "1.0.0", "profile": "empty"}),
        "profiles.yml": json.dumps({"empty": {"target": "duckdb", "outputs": {"duckdb": profile}}}),
    }
    for number in range(kinds["table"] + kinds["incremental"]):
        files[f"models/t{number}.sql"] = "{{ config(materialized='table') }} select 1 as one"
    for number in range(kinds["view"]):
        files[f"models/v{number}.sql"] = "select 1 as one"
    for number in range(kinds["seed"]):
        files[f"seeds/s{number}.csv"] = "one\n1\n"
    for number in range(kinds["snapshot"]):
        files[f"snapshots/p{number}.sql"] = (
            f"{{% snapshot p{number} %}} {{{{ config(target_schema='main', unique_key='one', "
            "strategy='check', check_cols=['one']) }} select 1 as one {% endsnapshot %}"
        )
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
