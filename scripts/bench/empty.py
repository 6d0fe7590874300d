"""dbt projects that do nothing, with as many nodes of each kind as the real one: what dbt itself costs."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree

from bench.cost import Cost, measure_command, medians
from bench.project import DBT, ROOT, WITHOUT_TESTS, Place

DEMO = ROOT / "seeds" / "demo"
MANY = 100
SETTINGS = {
    "table": "{{ config(materialized='table') }} select 1 as one",
    "view": "{{ config(materialized='view') }} select 1 as one",
    "test": "select 1 as one where 1 = 0",
    "seed": "one\n1\n",
    "snapshot": "{% snapshot NAME %} {{ config(target_schema='main', unique_key='one', strategy='check', "
    "check_cols=['one']) }} select 1 as one {% endsnapshot %}",
}
PLACES = {
    "table": "models/NAME.sql",
    "view": "models/NAME.sql",
    "test": "tests/NAME.sql",
    "seed": "seeds/NAME.csv",
    "snapshot": "snapshots/NAME.sql",
}


def measure_dbt(folder: Path, repeats: int) -> dict[str, Cost]:
    """The demo with and without data tests, beside empty projects of as many nodes; all parsed before."""
    place = Place(folder / "demo", 0, DEMO)
    place.folder.mkdir(parents=True, exist_ok=True)
    place.build()
    nodes = kinds(place)
    tested = Counter({kind: count for kind, count in nodes.items() if kind != "unit_test"})
    bare = Counter({kind: count for kind, count in tested.items() if kind != "test"})
    found = {
        "demo, with data tests": medians([place.build_tested() for _ in range(repeats)]),
        "empty, as many nodes and tests": measure_empty(folder / "empty", tested, repeats),
        "demo, without tests": medians([place.build() for _ in range(repeats)]),
        "empty, as many nodes": measure_empty(folder / "bare", bare, repeats),
    }
    alone = Counter({"table": 1})
    nothing = measure_empty(folder / "nothing", alone, repeats)
    found["empty, one node"] = nothing
    for kind in (*SETTINGS, "unit_test"):
        some = measure_empty(folder / kind, alone + Counter({kind: MANY}), repeats)
        found[f"one {kind.replace('_', ' ')} more"] = Cost(
            (some.cpu - nothing.cpu) / MANY, (some.wall - nothing.wall) / MANY, some.peak
        )
    return found


def kinds(place: Place) -> Counter[str]:
    """How many nodes of each kind the project has."""
    manifest = json.loads((place.folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    found = Counter({"unit_test": len(manifest["unit_tests"])})
    for node in manifest["nodes"].values():
        if node["resource_type"] in ("model", "seed", "snapshot", "test"):
            found[node["config"]["materialized"].replace("incremental", "table")] += 1
    return found


def measure_empty(folder: Path, nodes: Mapping[str, int], repeats: int, *options: str) -> Cost:
    """Write and parse the project, then build it so many times."""
    write_empty_project(folder, nodes)
    command = [DBT, "--quiet", "build", *options]
    measure_command(command, {}, folder)
    return medians([measure_command(command, {}, folder) for _ in range(repeats)])


def measure_empty_project(place: Place) -> tuple[Cost, Cost]:
    """An empty project as large as the one built there, without tests: parsed and built, then built."""
    folder = place.folder / "empty"
    write_empty_project(folder, kinds(place))
    command = [DBT, "--quiet", "build", *WITHOUT_TESTS]
    return measure_command(command, {}, folder), measure_command(command, {}, folder)


def write_empty_project(folder: Path, nodes: Mapping[str, int]) -> None:
    """Write a node that does nothing for each of the real ones; the unit tests are of one table."""
    rmtree(folder, ignore_errors=True)
    profile = {"type": "duckdb", "path": str(folder / "empty.duckdb"), "threads": 1}
    project = {"name": "empty", "version": "1.0.0", "profile": "empty"}
    rows = [{"one": 1}]
    unit_tests = [
        {"name": f"u{number}", "model": "table0", "given": [], "expect": {"rows": rows}}
        for number in range(nodes.get("unit_test", 0))
    ]
    files = {
        "dbt_project.yml": json.dumps(project),
        "profiles.yml": json.dumps({"empty": {"target": "duckdb", "outputs": {"duckdb": profile}}}),
        "models/tests.yml": json.dumps({"unit_tests": unit_tests} if unit_tests else {}),
    }
    for kind, text in SETTINGS.items():
        for number in range(nodes.get(kind, 0)):
            name = f"{kind}{number}"
            files[PLACES[kind].replace("NAME", name)] = text.replace("NAME", name)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
