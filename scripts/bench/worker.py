"""One SELECT, written as a table to a database of its own; says what that cost as a line of JSON.

Where the task says `keep`, the rows go into the database that was read too, afterwards, for the next one.
"""

import json
import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from bench.peak import peak

THREADS = 2


def main() -> None:
    """Read the task from standard input: databases, query, and the limit of memory."""
    task = json.load(sys.stdin)
    with (
        TemporaryDirectory(dir=task["folder"]) as folder,
        duckdb.connect(f"{folder}/scratch.duckdb") as connection,
    ):
        for path in map(Path, task["attached"]):
            connection.execute(f"attach '{path}' as {path.stem} (read_only)")
        connection.execute(
            f"set threads = {THREADS}; set timezone = 'UTC'; set memory_limit = '{task['memory']}'"
        )
        before, began = resource.getrusage(resource.RUSAGE_SELF), perf_counter()
        connection.execute(f"create table result as {task['query']}")
        connection.execute("checkpoint")
        wall, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
        rows = connection.execute("select count(*) from result").fetchall()[0][0]
        if "keep" in task:
            [path] = map(Path, task["attached"])
            connection.execute(f"detach {path.stem}; attach '{path}' as {path.stem}")
            connection.execute(
                f"create or replace table {path.stem}.intermediate.{task['keep']} as from result"
            )
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "wall": wall, "peak": peak(), "rows": rows}))


if __name__ == "__main__":
    main()
