"""A table that keeps what did not change is what it would be if it were built anew."""

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, parsed_project

DRIVER = ROOT / "tests" / "increment_driver.py"


def wrong_days(folder: Path, seed: int, days: int, *options: str) -> list[str]:
    """The days after which a table is not what it would be anew."""
    parsed = parsed_project() / "partial_parse.msgpack"
    command = [sys.executable, DRIVER, folder, parsed, str(seed), str(days), *options]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # After the build of a part, at the latest.
    assert " is built in full: its rows are of other code" in done.stdout
    found: list[str] = json.loads((folder / "wrong.json").read_text(encoding="utf-8"))
    return found


def test_after_random_days_the_tables_are_as_if_built_anew(tmp_path: Path) -> None:
    assert wrong_days(tmp_path, seed=int(os.environ.get("KPI_SEED", "1")), days=9) == []


def test_rows_that_stay_because_nothing_replaces_them_are_found(tmp_path: Path) -> None:
    assert wrong_days(tmp_path, 1, 4, "trap")
