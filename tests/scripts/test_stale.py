"""One KPI breaks its contract: it stays as it was, says why, and the others move on."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import ROOT, Build, drive

KEPT = "kpi_win_rate"
RELEASES = "select kpi, release_id from governance.kpi_release where kpi <> ''"


@dataclass(frozen=True)
class Story:
    """What was said, and the published file before and after."""

    folder: Path
    said: dict[str, tuple[int, str]]

    def ask(self, sql: str, before: bool = False) -> list[tuple[Any, ...]]:
        file = self.folder / "published" / f"b2b_kpis.{'before' if before else 'duckdb'}"
        with duckdb.connect(str(file), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def story(demo: Build, tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("stale")
    shutil.copy(demo.warehouse, folder / "warehouse.duckdb")
    return Story(folder, drive(ROOT / "tests" / "run_driver.py", folder))


def test_one_stays_and_all_others_move_on(story: Story) -> None:
    assert story.said["broken run"][0] == 1, story.said["broken run"]
    before, after = dict(story.ask(RELEASES, before=True)), dict(story.ask(RELEASES))
    assert ({kpi for kpi in after if after[kpi] == before[kpi]}, len(after)) == ({KEPT}, 13)
    assert len({release for kpi, release in after.items() if kpi != KEPT}) == 1


def test_a_reader_finds_its_last_rows_and_the_reason(story: Story) -> None:
    [(status, reason, release)] = story.ask(
        f"select status, reason, release_id from governance.kpi_release where kpi = '{KEPT}'"
    )
    assert (status, reason.startswith("could not be built: ")) == ("stale", True)
    rows = f"select * from kpis.{KEPT} order by all"
    assert story.ask(rows) == story.ask(rows, before=True)
    assert story.ask(f"select distinct release_id from kpis.{KEPT}") == [(release,)]
    told = story.ask("select kpi, verdict, stale_reason from governance.kpi_scorecard")
    assert {row[1:] for row in told if row[0] == KEPT} == {("stale", reason)}
    assert {(row[1] == "stale", row[2]) for row in told if row[0] != KEPT} == {(False, None)}


def test_the_table_of_all_kpis_holds_what_each_kpi_shows(story: Story) -> None:
    shown = story.ask(f"select kpi_value from kpis.{KEPT} order by all")
    assert (
        story.ask(f"select kpi_value from governance.kpi_values where kpi = '{KEPT}' order by all") == shown
    )
    assert shown


def test_every_command_says_so(story: Story) -> None:
    [line] = [line for line in story.said["check"][1].splitlines() if f"○ kpis.{KEPT}" in line]
    assert "could not be built" in line
    card = json.loads(story.said["json"][1])
    assert {v["verdict"] for v in card["verdicts"] if v["kpi"] == KEPT} == {"stale"}
    assert f"::warning::kpis.{KEPT}: " in story.said["github"][1]
    assert f"kpis.{KEPT}" in story.said["doctor"][1]
    assert "could not be built" in (story.folder / "report" / "index.html").read_text(encoding="utf-8")


def test_its_alerts_are_muted(story: Story) -> None:
    alerts, muted = (story.said[name][1] for name in ("alert", "muted alert"))
    assert ("Win rate" in alerts, "Win rate" in muted) == (True, False)
    assert "Pipeline coverage" in muted
