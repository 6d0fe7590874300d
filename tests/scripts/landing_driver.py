"""Lands many folders, or checks many settings, in one process, since starting dbt is what takes time.

Writes {case: [succeeded, output]} to results.json.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner

from parsed_dbt import parsed_manifest


def run_all(root: Path, parsed: Path) -> dict[str, tuple[bool, str]]:
    """Land every folder below cases/, each into its own warehouse below warehouses/, and check settings.json."""
    os.environ["KPI_WAREHOUSE"] = os.environ["KPI_STATE"] = ":memory:"
    manifest = parsed_manifest(parsed, kinds=())

    def run(*command: str) -> tuple[bool, str]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            arguments = ["run-operation", *command, "--target-path", str(root / "target")]
            done = dbtRunner(manifest).invoke(arguments)
        return done.success, printed.getvalue()

    results = {}
    for folder in sorted((root / "cases").glob("*")):
        (root / "warehouses" / folder.name).mkdir(parents=True)
        os.environ["KPI_WAREHOUSE"] = str(root / "warehouses" / folder.name / "warehouse.duckdb")
        os.environ["KPI_DATA"] = str(folder)
        results[folder.name] = run("land_sources")
    if (root / "settings.json").exists():
        for case, settings in json.loads((root / "settings.json").read_text(encoding="utf-8")).items():
            results[case] = run("check_settings", "--vars", settings)
    return results


if __name__ == "__main__":
    text = json.dumps(run_all(Path(sys.argv[1]), Path(sys.argv[2])))
    Path(sys.argv[1], "results.json").write_text(text, encoding="utf-8")
