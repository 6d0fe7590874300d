"""Clients in environments of their own, apart from the project's: each is made once, below .clients, and kept."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = Path(__file__).with_name("readers")
SCORECARD = "select kpi, segment, period_start, kpi_value, sample_size, reason_fr, release_id from governance.kpi_scorecard"
WRITE = "create table governance.written as select 1 as one"


def by_python(client: str, reader: str, connection: str, *packages: str) -> dict[str, Any]:
    """What a client for Python answers, with these packages from PyPI."""
    pip = ["bin/python", "-m", "pip", "install", "-qq", "--disable-pip-version-check", *packages]
    folder = _made(client, [sys.executable, "-m", "venv", "."], pip)
    return asked([folder / "bin" / "python", READERS / f"{reader}.py", connection, SCORECARD, WRITE])


def by_evidence(client: str, package: str, folder: Path, options: dict[str, object]) -> dict[str, Any]:
    """What a connector of Evidence answers, with its package from npm."""
    modules = _made(client, ["npm", "install", "--no-fund", "--no-audit", "--prefix", ".", package])
    connection = json.dumps([package.rpartition("@")[0], str(folder), options])
    reader = ["node", READERS / "evidence.cjs", connection, SCORECARD, WRITE]
    return asked(reader, NODE_PATH=str(modules / "node_modules"))


def asked(reader: list[str | Path], **variables: str) -> dict[str, Any]:
    """Run a reader, and return what it printed."""
    done = subprocess.run(
        reader, env={**os.environ, **variables}, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def plain(rows: Iterable[Iterable[Any]]) -> list[tuple[object, ...]]:
    """The scorecard's rows, sorted, in the types that all clients can be held to."""
    return sorted(
        (kpi, segment, str(start)[:10], None if value in (None, "") else round(float(value), 6), int(size), *texts)
        for kpi, segment, start, value, size, *texts in rows
    )  # fmt: skip


def _made(client: str, *steps: list[str]) -> Path:
    """The folder of a client's environment; skips by its name where it cannot be installed."""
    folder = ROOT / ".clients" / client.replace(" ", "_")
    ready, wanted = folder / "ready.json", json.dumps(steps)
    if not ready.exists() or ready.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for step in steps:
            try:
                subprocess.run(step, cwd=folder, check=True, capture_output=True, text=True, timeout=300)
            except (subprocess.SubprocessError, FileNotFoundError) as error:
                said = str(getattr(error, "stderr", "") or error)
                pytest.skip(f"{client} cannot be installed here: {said.strip().splitlines()[-1]}")
        ready.write_text(wanted, encoding="utf-8")
    return folder
