"""Runs commands on a warehouse in which everything is built: `kpis run` builds again only what hangs on one KPI.

Below the folder it is given, writes {step: [exit code, what was printed]} to results.json. The second run
finds the contract of the KPI broken: a column that its table promises has another type there.
"""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

from dbt.contracts.graph.manifest import Manifest

from kpi_watch import dbt_calls, publication
from kpi_watch.cli import main
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.outcome import Outcome
from parsed_dbt import parsed_manifest

KPI = "kpi_win_rate"
OUTLINE, BUILD = publication.outline, publication.run_build


def built(manifest: Manifest) -> Outcome:
    """Everything counts as built and tested, but for what is built here."""
    nodes = OUTLINE(manifest).nodes
    return Outcome({key: replace(node, status="success") for key, node in nodes.items()})


def build_nothing(command: Sequence[str], options: DbtOptions, manifest: Manifest) -> Sequence[object]:
    """What is there is published."""
    return []


def build_broken(command: Sequence[str], options: DbtOptions, manifest: Manifest) -> Sequence[object]:
    """The first build of a run meets a contract that the KPI breaks; the second one does not touch it."""
    if "--select" in command:
        return BUILD(command, options, manifest)
    column = manifest.nodes[f"model.b2b_kpis.{KPI}"].columns["kpi_value"]
    promised, column.data_type = column.data_type, "date"
    results = BUILD([*command, "--select", f"{KPI}+"], options, manifest)
    column.data_type = promised
    return results


def kpis(*arguments: str) -> tuple[int, str]:
    """The exit code of a command and what it printed."""
    said = StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            main(arguments)
    except SystemExit as stop:
        return int(stop.code or 0), said.getvalue()
    return 0, said.getvalue()


def drive(root: Path, parsed: Path) -> dict[str, tuple[int, str]]:
    """Publish, break the contract, publish again, and ask every command."""
    names = {
        "WAREHOUSE": "warehouse.duckdb",
        "STATE": "state.duckdb",
        "PUBLISHED": "published/b2b_kpis.duckdb",
    }
    os.environ.update({f"KPI_{name}": str(root / file) for name, file in names.items()})
    os.environ.update({"DBT_TARGET_PATH": str(root / "target"), "DBT_LOG_PATH": str(root / "logs")})
    dbt_calls._manifests[Path.cwd(), DbtOptions()] = parsed_manifest(parsed)
    publication.outline, publication.run_build = built, build_nothing
    found = {"run": kpis("run"), "alert": kpis("alert", "--dry-run")}
    (root / names["PUBLISHED"]).with_suffix(".before").write_bytes((root / names["PUBLISHED"]).read_bytes())
    publication.run_build = build_broken
    found |= {"broken run": kpis("run"), "muted alert": kpis("alert", "--dry-run")}
    report = str(root / "report" / "index.html")
    return found | {
        "check": kpis("check"),
        "json": kpis("check", "--output", "json"),
        "github": kpis("check", "--output", "github"),
        "doctor": kpis("doctor"),
        "report": kpis("report", "--out", report),
    }


if __name__ == "__main__":
    home = Path(sys.argv[1])
    (home / "results.json").write_text(json.dumps(drive(home, Path(sys.argv[2]))), encoding="utf-8")
