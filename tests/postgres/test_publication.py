"""Readers of a server see whole releases, and a role of BI sees nothing else."""

import json
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import psycopg2
import pytest

from postgres.server import ROOT, Server, run, start

DRIVER = str(ROOT / "tests" / "publish_driver.py")
OUTSIDE = "('information_schema', 'pg_catalog', 'pg_toast', 'public')"
OPEN = "('kpis', 'attribution', 'funnel', 'pipeline', 'north_star', 'governance')"
RELATIONS = (
    "select table_schema || '.' || table_name from information_schema.tables where table_schema {} order by 1"
)


def relations(server: Server, which: str) -> list[str]:
    return [name for (name,) in server.ask(RELATIONS.format(which))]


def releases(server: Server) -> set[str]:
    """The releases that the KPIs show, by one statement."""
    return {row for (row,) in server.ask(one_statement(relations(server, "= 'kpis'")))}


def one_statement(names: list[str]) -> str:
    return " union ".join(f"select release_id from {name}" for name in names)


def refused(server: Server, name: str) -> bool:
    with closing(server.connect("bi_reader")) as opened, opened.cursor() as cursor:
        try:
            cursor.execute(f"select 1 from {name} limit 1")
        except psycopg2.errors.InsufficientPrivilege:
            return True
    return False


def test_every_row_tells_its_release(published: Server) -> None:
    names = relations(published, f"in {OPEN}")
    assert len(names) > 30
    assert len(published.ask(one_statement(names))) == 1


def test_a_role_of_bi_reads_what_is_published_and_nothing_else(published: Server) -> None:
    assert [name for name in relations(published, f"in {OPEN}") if refused(published, name)] == []
    closed = relations(published, f"not in {OPEN} and table_schema not in {OUTSIDE}")
    places = {name.split(".")[0] for name in closed}
    assert places >= {
        "raw",
        "landed",
        "kpi_state",
        "building_staging",
        "building_intermediate",
        "building_kpis",
    }
    assert [name for name in closed if not refused(published, name)] == []


def test_lightdash_is_given_the_names_of_what_is_published(published: Server, tmp_path: Path) -> None:
    listed = [
        "--select",
        "marts",
        "--resource-type",
        "model",
        "--output",
        "json",
        "--output-keys",
        "relation_name",
    ]
    said = run(published, tmp_path, "dbt", "--quiet", "ls", "--target", "bi", *listed)
    names = [json.loads(line)["relation_name"] for line in said.splitlines() if line.startswith("{")]
    assert len(names) > 30
    with closing(published.connect("bi_reader")) as opened, opened.cursor() as cursor:
        for name in names:
            cursor.execute(f"select release_id from {name} limit 1")


@pytest.fixture(scope="module")
def watched(published: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[str]]:
    """Thirty publications while three readers read: what went wrong for the readers, and the releases."""
    done, wrong = Event(), []
    names = relations(published, "= 'kpis'")
    readers = [
        Thread(target=read, args=(published, names[turn:] + names[:turn], done, wrong)) for turn in (0, 4, 8)
    ]
    for reader in readers:
        reader.start()
    try:
        said = run(published, tmp_path_factory.mktemp("thirty"), DRIVER, "30")
    finally:
        done.set()
        for reader in readers:
            reader.join()
    return wrong, said.split()


def read(server: Server, names: list[str], done: Event, wrong: list[str]) -> None:
    """Read all KPIs by one statement, and then each by one of its own in one transaction."""
    with closing(server.connect()) as opened:
        opened.set_session(isolation_level="REPEATABLE READ")
        while not done.is_set():
            try:
                with opened, opened.cursor() as cursor:
                    cursor.execute(one_statement(names))
                    seen = set(cursor.fetchall())
                    for name in names:
                        cursor.execute(f"select release_id from {name} limit 1")
                        seen.update(cursor.fetchall())
            except psycopg2.Error as error:
                wrong.append(str(error))
                return
            if len(seen) != 1:
                wrong.append(f"mixed: {seen}")


def test_readers_see_no_error_and_no_mixture(watched: tuple[list[str], list[str]]) -> None:
    wrong, published_ids = watched
    assert wrong == []
    assert len(published_ids) == 30


def test_three_releases_are_kept_and_the_one_before_can_be_published_again(
    published: Server, watched: tuple[list[str], list[str]], tmp_path: Path
) -> None:
    kept = "select nspname from pg_namespace where nspname like 'release%' order by 1"
    ids, patience = list(watched[1]), 5
    # One that the server itself was looking at is left to the next publication.
    while len(published.ask(kept)) > 3 and patience:
        ids += run(published, tmp_path, DRIVER, "1").split()
        patience -= 1
    assert [name for (name,) in published.ask(kept)] == [f"release_{name}" for name in ids[-3:]]
    run(published, tmp_path, "dbt", "--quiet", "run-operation", "kpi_rollback")
    assert releases(published) == {ids[-2]}


@pytest.mark.usefixtures("watched")
def test_a_publication_that_fails_changes_no_table(published: Server, tmp_path: Path) -> None:
    before = releases(published)
    run(published, tmp_path, DRIVER, "1", "broken", codes=(1,))
    assert releases(published) == before


@pytest.mark.usefixtures("watched")
def test_a_publication_that_is_killed_leaves_a_whole_release(published: Server, tmp_path: Path) -> None:
    process = start(published, tmp_path, DRIVER, "100")
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.wait()
    assert len(releases(published)) == 1
    assert run(published, tmp_path, DRIVER, "1").strip() in releases(published)
