"""Real clients read what is published on a server, over TCP and as the role of BI, and cannot write there."""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

import pytest

from clients.environments import READERS, SCORECARD, WRITE, asked, by_evidence, by_python, plain
from postgres.server import Server

Answer = dict[str, Any]
JDBC = Path("/usr/share/java/postgresql.jar")


@pytest.fixture(scope="module")
def port(published: Server) -> Iterator[int]:
    """A port of this machine that leads to the server's socket: not every client opens a socket."""

    class Bridge(BaseRequestHandler):
        def handle(self) -> None:
            with socket.socket(socket.AF_UNIX) as inner:
                inner.connect(f"{published.host}/.s.PGSQL.{published.port}")
                Thread(target=copy, args=(inner, self.request), daemon=True).start()
                copy(self.request, inner)

    with ThreadingTCPServer(("127.0.0.1", 0), Bridge) as bridge:
        bridge.daemon_threads = True
        Thread(target=bridge.serve_forever, daemon=True).start()
        yield bridge.server_address[1]
        bridge.shutdown()


def copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):  # either side may hang up first
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def psql(client: str, port: int) -> Answer:
    options = ["psql", "--no-psqlrc", "--csv", "--tuples-only", uri(port), "--command"]
    return asked([sys.executable, READERS / "command_line.py", json.dumps(options), SCORECARD, WRITE])


def sqlalchemy(client: str, port: int) -> Answer:
    connection = json.dumps([uri(port).replace("postgresql:", "postgresql+psycopg2:"), {}])
    return by_python(client, "sqlalchemy_engine", connection, "sqlalchemy==1.4.*", "psycopg2-binary==2.9.*")


def odbc(client: str, port: int) -> Answer:
    library = next(Path("/usr/lib").glob("*/odbc/psqlodbcw.so"), None)
    if library is None:
        pytest.skip(f"{client} is not installed: Debian's package odbc-postgresql")
    connection = (
        f"Driver={library};Server=127.0.0.1;Port={port};Database=postgres;Uid=bi_reader;Pwd=none;ReadOnly=1"
    )
    return by_python("ODBC", "odbc", connection, "pyodbc==5.*")


def jdbc(client: str, port: int) -> Answer:
    if not JDBC.exists():
        pytest.skip(f"{client} is not installed: Debian's package libpostgresql-jdbc-java")
    url, properties = (
        f"jdbc:postgresql://127.0.0.1:{port}/postgres",
        {"user": "bi_reader", "password": "none"},
    )
    connection = json.dumps([str(JDBC), "org.postgresql.Driver", url, properties])
    return by_python("JDBC", "jdbc", connection, "jaydebeapi==1.2.3")


def evidence(client: str, port: int) -> Answer:
    options = {
        "host": "127.0.0.1",
        "port": port,
        "database": "postgres",
        "user": "bi_reader",
        "password": "none",
    }
    return by_evidence(client, "@evidence-dev/postgres@1.0.10", Path(), options)


def uri(port: int) -> str:
    return f"postgresql://bi_reader:none@127.0.0.1:{port}/postgres"


CLIENTS: dict[str, Callable[[str, int], Answer]] = {
    "psql": psql,
    "SQLAlchemy 1.4 on psycopg2": sqlalchemy,
    "ODBC on PostgreSQL": odbc,
    "JDBC on PostgreSQL": jdbc,
    "Evidence on PostgreSQL": evidence,
}


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_reads_the_scorecard_and_writes_nothing(published: Server, port: int, client: str) -> None:
    expected = published.ask(SCORECARD)
    tables = "select tablename from pg_tables where schemaname = 'governance' order by 1"
    names = [name for (name,) in published.ask(tables)]
    answer = CLIENTS[client](client, port)
    assert len(expected) > 10
    assert plain(answer["rows"]) == plain(expected)
    assert answer["tables"] == names
    assert answer["refused"]
    assert [name for (name,) in published.ask(tables)] == names
