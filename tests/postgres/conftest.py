"""One server for all tests here, with the demo's raw tables landed in it and built."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pgserver
import pytest

from postgres.server import ROOT, Server, land_files, run


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server on a socket in a folder of its own: PostgreSQL 16, from a package.

    Its folder is none of pytest's: the server runs as another user where the tests run as root.
    """
    folder = Path(mkdtemp(prefix="postgres"))
    started = pgserver.get_server(folder, cleanup_mode="delete")
    yield Server(host=str(folder))
    started.cleanup()


@pytest.fixture(scope="session")
def other_server(server: Server) -> Iterator[Server]:
    """Debian's server where it is installed, so that an older version is tried too; else the first one again."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if programs is None:
        yield server
        return
    folder = Path(mkdtemp(prefix="postgres"))
    owner = "postgres" if os.geteuid() == 0 else None
    shutil.chown(folder, owner or os.geteuid())
    data = folder / "data"
    steps = [
        [
            programs / "initdb",
            "--pgdata",
            data,
            "--username",
            "postgres",
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
        ],
        [
            programs / "pg_ctl",
            "start",
            "--wait",
            "-D",
            data,
            "-l",
            folder / "log",
            "-o",
            f"-k {folder} -h ''",
        ],
    ]
    for step in steps:
        subprocess.run(step, cwd=folder, user=owner, check=True, stdout=subprocess.DEVNULL)
    yield Server(host=str(folder))
    subprocess.run(
        [programs / "pg_ctl", "stop", "-D", data, "-m", "immediate"], user=owner, check=True, cwd=folder
    )
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def built(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The demo's raw tables, built with every test: all other tests go on from here."""
    land_files(server, ROOT / "seeds" / "demo")
    run(server, tmp_path_factory.mktemp("build"), "dbt", "--quiet", "--warn-error", "build")
    return server


@pytest.fixture(scope="session")
def published(built: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The same, built again and published for a role of BI, as a pipeline does it."""
    built.ask("create role bi_reader login")
    run(built, tmp_path_factory.mktemp("run"), "kpis", "run", "--vars", "{bi_role: bi_reader}", codes=(0, 1))
    return built
