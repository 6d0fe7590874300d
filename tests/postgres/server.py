"""A real PostgreSQL server, and a folder of the contract's files landed in it as a loader would leave them."""

import csv
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import connection, quote_ident

ROOT = Path(__file__).resolve().parents[2]
# What hangs is a failure, and says what it was doing: a statement after five minutes, a command after twenty.
STATEMENT_LIMIT = "-c statement_timeout=5min"
COMMAND_SECONDS = 1200


@dataclass(frozen=True)
class Server:
    """Where the server listens, and the database in it."""

    host: str
    port: int = 5432
    database: str = "postgres"
    user: str = "postgres"

    def connect(self, user: str | None = None) -> connection:
        """Open a connection, as its owner or as somebody else."""
        return psycopg2.connect(
            host=self.host,
            port=self.port,
            dbname=self.database,
            user=user or self.user,
            password="",
            options=STATEMENT_LIMIT,
        )

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query in a connection of its own."""
        with closing(self.connect()) as opened, opened.cursor() as cursor:
            opened.autocommit = True
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def environment(self) -> dict[str, str]:
        """What profiles.yml reads."""
        return {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGUSER": self.user,
            "PGDATABASE": self.database,
            "PGOPTIONS": STATEMENT_LIMIT,
        }


def start(server: Server, folder: Path, *command: str) -> subprocess.Popen[str]:
    """Start a command of the project, or a script, on a server with a target folder of its own below `folder`."""
    environment = {
        **os.environ,
        **server.environment(),
        "DBT_TARGET": "postgres",
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    environment.pop("KPI_DATA", None)
    name = Path(command[0])
    program = (
        [sys.executable, str(name)]
        if name.suffix == ".py"
        else [str(Path(sys.executable).with_name(name.name))]
    )
    return subprocess.Popen(
        [*program, *command[1:]],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(server: Server, folder: Path, *command: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run such a command, insist on its exit code, and return what it said."""
    process = start(server, folder, *command)
    try:
        said, _ = process.communicate(timeout=COMMAND_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        pytest.fail(f"{' '.join(command)} did not end within {COMMAND_SECONDS} s: {process.communicate()[0]}")
    assert process.returncode in codes, said
    return said


def land_files(server: Server, folder: Path, schema: str = "raw") -> None:
    """Copy each CSV file of a folder into a table of texts with the file's own columns."""
    with closing(server.connect()) as opened, opened, opened.cursor() as cursor:
        cursor.execute(f"create schema if not exists {quote_ident(schema, opened)}")
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                header = [name.strip().lower() for name in next(csv.reader(file))]
                names = [quote_ident(name, opened) for name in header]
                columns = ", ".join(f"{name} text" for name in names)
                table = f"{quote_ident(schema, opened)}.{quote_ident(path.stem.lower(), opened)}"
                cursor.execute(f"create table {table} ({columns})")
                file.seek(0)
                # An empty field is null with quotes or without, as on DuckDB.
                options = f"format csv, header true, force_null ({', '.join(names)})"
                cursor.copy_expert(f"copy {table} from stdin ({options})", file)
