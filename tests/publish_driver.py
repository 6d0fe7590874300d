"""Publishes the KPIs of a built warehouse, so many times in a row; prints the name of each release.

KPI_PARSED names what a parse left, where there is one.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from dbt.cli.main import dbtRunner

from kpi_watch.release_file import release_file
from kpi_watch.releases import new_release_id
from parsed_dbt import parsed_manifest


def publish(count: int, broken: bool) -> None:
    """Each time all KPIs; a broken release names a mart that has no table."""
    parsed = os.environ.get("KPI_PARSED")
    manifest = (
        parsed_manifest(Path(parsed), kinds=("model", "seed", "snapshot"))
        if parsed
        else dbtRunner().invoke(["--quiet", "parse"]).result
    )
    file = release_file(manifest.metadata.adapter_type)
    nodes = [node for node in manifest.nodes.values() if node.fqn[1:3] == ["marts", "kpis"]]
    models = {f"kpis.{node.alias}": node.unique_id for node in nodes if node.resource_type == "model"}
    for _ in range(count):
        if file:
            file.prepare()
        moment = datetime.now(UTC).replace(tzinfo=None)
        release = new_release_id(moment)
        common = {
            "status": "current",
            "reason": "",
            "kpi": "",
            "as_of": "2026-06-30",
            "released_at": str(moment),
        }
        names = {**models, "governance.kpi_release": "", "governance.kpi_scorecard": ""}
        if broken:
            names["kpis.zz_absent"] = ""
        rows = [
            {**common, "relation": name, "model": key, "release_id": release} for name, key in names.items()
        ]
        arguments = json.dumps({"release_id": release, "rows": rows, "scorecard": []})
        done = dbtRunner(manifest).invoke(
            ["--quiet", "run-operation", "publish_release", "--args", arguments]
        )
        if not done.success:
            sys.exit(1)
        if file:
            file.put(release)
        print(release, flush=True)


if __name__ == "__main__":
    publish(int(sys.argv[1]), "broken" in sys.argv)
