"""One run at a time: a lock file beside the state, which the system frees even when its holder is killed."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click

from kpi_watch.errors import UserError

STATE = "state/b2b_kpis.duckdb"
PAUSE = 0.2


def wait_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """How long to wait for another run."""
    text = "Seconds to wait for another run or alert; without it a second one says who runs, and ends with 2."
    return click.option("--wait", type=click.FloatRange(0), default=0, metavar="SECONDS", help=text)(command)


@contextmanager
def held(folder: Path, command: str, wait: float = 0) -> Iterator[None]:
    """Hold the lock of the state, or say who does.

    Args:
        folder: The project.
        command: What to tell others that is running.
        wait: Seconds to wait for it.
    """
    path = _path(folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror} (KPI_STATE)") from error
    with file:
        until = time.monotonic() + wait
        while not _taken(file):
            if time.monotonic() >= until:
                raise UserError(_holder(file, path))
            time.sleep(PAUSE)
        file.truncate(0)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        json.dump({"command": command, "pid": os.getpid(), "host": socket.gethostname(), "since": now}, file)
        file.flush()
        yield


def _path(folder: Path) -> Path:
    state = os.environ.get("KPI_STATE") or STATE
    return (folder / (STATE if state == ":memory:" else state)).with_suffix(".lock")


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: IO[str], path: Path) -> str:
    file.seek(0)
    try:
        told = json.loads(file.read())
        who = f"{told['command']} runs since {told['since']} as process {told['pid']} on {told['host']}"
    except (ValueError, KeyError, TypeError):
        who = "another run has just begun"
    return f"{who} ({path}): let it finish, or give --wait SECONDS"
