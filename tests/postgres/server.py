"""A real PostgreSQL server, and a folder of the contract's files landed in it as a loader would leave them."""

import csv
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection, quote_ident


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
            host=self.host, port=self.port, dbname=self.database, user=user or self.user, password=""
        )

    def environment(self) -> dict[str, str]:
        """What profiles.yml reads."""
        return {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGUSER": self.user,
            "PGDATABASE": self.database,
        }


def land_files(server: Server, folder: Path, schema: str = "raw") -> None:
    """Copy each CSV file of a folder into a table of texts with the file's own columns."""
    opened = server.connect()
    with opened, opened.cursor() as cursor:
        cursor.execute(f"create schema if not exists {quote_ident(schema, opened)}")
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                header = [name.strip().lower() for name in next(csv.reader(file))]
                columns = ", ".join(f"{quote_ident(name, opened)} text" for name in header)
                table = f"{quote_ident(schema, opened)}.{quote_ident(path.stem.lower(), opened)}"
                cursor.execute(f"create table {table} ({columns})")
                file.seek(0)
                cursor.copy_expert(f"copy {table} from stdin (format csv, header true)", file)
    opened.close()
