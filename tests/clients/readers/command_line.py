"""A program of the command line, which answers in CSV."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from answer import answer

program, *options = json.loads(sys.argv[1])
beside = Path(sys.executable).with_name(program)
tables = "select table_name from information_schema.tables where table_schema = 'governance'"


def ask(sql: str) -> list[list[str]]:
    """Run a statement."""
    command = [beside if beside.exists() else program, *options, sql]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return list(csv.reader(io.StringIO(done.stdout)))


answer(ask, [name for (name,) in ask(tables)])
