"""Lands many folders in one process, since parsing the project is what takes time: prints {case: [succeeded, output]}."""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner


def land_all(root: Path) -> dict[str, tuple[bool, str]]:
    """Land every folder below cases/, each into its own warehouse below warehouses/."""
    os.environ["KPI_WAREHOUSE"] = str(root / "warehouse.duckdb")
    manifest = dbtRunner().invoke(["--quiet", "parse", "--target-path", str(root / "target")]).result
    landed = {}
    for folder in sorted((root / "cases").iterdir()):
        (root / "warehouses" / folder.name).mkdir(parents=True)
        os.environ["KPI_WAREHOUSE"] = str(root / "warehouses" / folder.name / "warehouse.duckdb")
        os.environ["KPI_DATA"] = str(folder)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            command = ["run-operation", "land_sources", "--target-path", str(root / "target")]
            done = dbtRunner(manifest=manifest).invoke(command)  # type: ignore[arg-type]
        landed[folder.name] = (done.success, printed.getvalue())
    return landed


if __name__ == "__main__":
    results = land_all(Path(sys.argv[1]))
    Path(sys.argv[1], "results.json").write_text(json.dumps(results), encoding="utf-8")
