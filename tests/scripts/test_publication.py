"""What is published after a build in which something failed, and that one run at a time gets to it."""

import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from kpi_watch.errors import UserError
from kpi_watch.lock import held
from kpi_watch.outcome import Node, Outcome, first_line
from kpi_watch.publication import decide
from kpi_watch.release_file import ReleaseFile
from kpi_watch.releases import Release, Status

MOMENT = datetime(2026, 3, 31, 12)
DAY = date(2026, 3, 31)


def mart(name: str, *parents: str, status: str = "success") -> Node:
    is_kpi = name.startswith("kpi_") and name != "kpi_values"
    return Node(name, name, "model", frozenset(parents), f"marts.{name}", True, is_kpi, status)


def check(name: str, *parents: str, status: str = "pass") -> Node:
    return Node(name, name, "test", frozenset(parents), status=status)


def outcome(*changed: Node) -> Outcome:
    """Two KPIs on an input each, the table of all KPIs, and two marts on that."""
    nodes = [
        Node("deals", "deals", "model", frozenset(), status="success"),
        Node("visits", "visits", "model", frozenset(), status="success"),
        mart("kpi_a", "deals"),
        mart("kpi_b", "visits"),
        mart("kpi_values", "kpi_a", "kpi_b"),
        mart("history", "kpi_values"),
        mart("story", "history"),
        check("a_is_right", "kpi_a", "deals"),
        check("b_is_right", "kpi_b"),
        check("values_are_right", "kpi_values"),
        check("history_is_whole", "history", "kpi_values"),
        check("story_is_right", "story"),
    ]
    return Outcome({node.key: node for node in [*nodes, *changed]})


def reasons(found: Outcome) -> dict[str, str]:
    return {m.name: found.reason(m.key) for m in found.marts if found.reason(m.key)}


SKIPPED = [
    mart("kpi_values", "kpi_a", "kpi_b", status="skipped"),
    mart("history", "kpi_values", status="skipped"),
    mart("story", "history", status="skipped"),
]


def test_what_is_built_and_tested_is_clean() -> None:
    assert reasons(outcome()) == {}


def test_a_failed_test_of_a_kpi_blames_the_kpi_and_what_hangs_on_it_is_built_again() -> None:
    found = outcome(check("a_is_right", "kpi_a", "deals", status="fail"), *SKIPPED)
    assert [node.name for node in found.origins()] == ["kpi_a"]
    assert found.reason("kpi_a") == "failed a_is_right"
    assert {node.name for node in found.rebuildable(["kpi_a"])} == {
        "kpi_values",
        "history",
        "story",
        "values_are_right",
        "history_is_whole",
        "story_is_right",
    }


def test_a_kpi_that_was_skipped_says_what_failed_before_it() -> None:
    broken = Node("deals", "deals", "model", frozenset(), status="error")
    found = outcome(broken, mart("kpi_a", "deals", status="skipped"), *SKIPPED)
    assert found.reason("kpi_a") == "was not built, since deals failed"
    assert "kpi_values" in {node.name for node in found.rebuildable(["kpi_a"])}


def test_what_hangs_on_another_failure_too_is_not_built_again() -> None:
    broken = Node("visits", "visits", "model", frozenset(), status="error")
    history = mart("history", "kpi_values", "visits", status="skipped")
    found = outcome(check("a_is_right", "kpi_a", status="fail"), broken, *SKIPPED, history)
    built = {node.name for node in found.rebuildable(["kpi_a", "kpi_b"])}
    assert "kpi_values" in built
    assert not built & {"history", "story"}


def test_a_kpi_without_a_test_is_never_clean() -> None:
    found = outcome(check("b_is_right", "kpi_a"))
    assert found.reason("kpi_b") == "has no test: nothing proves it"


def test_a_test_of_two_marts_speaks_of_the_later_one() -> None:
    found = outcome(check("history_is_whole", "history", "kpi_values", status="fail"))
    assert reasons(found) == {"history": "failed history_is_whole"}


def test_a_recount_of_two_kpis_speaks_of_both_and_of_nothing_else() -> None:
    found = outcome(check("recount", "kpi_a", "kpi_b", "deals", status="fail"), *SKIPPED)
    assert {node.name for node in found.origins()} == {"kpi_a", "kpi_b"}
    assert {"kpi_values", "history", "story"} <= {node.name for node in found.rebuildable(["kpi_a", "kpi_b"])}


def test_a_test_that_did_not_run_proves_nothing() -> None:
    assert reasons(outcome(check("b_is_right", "kpi_b", status="skipped"))) == {
        "kpi_b": "was not tested by b_is_right"
    }


def test_a_mart_that_failed_keeps_its_last_release_or_has_none() -> None:
    found = outcome(check("a_is_right", "kpi_a", status="fail"), mart("kpi_b", "visits", status="error"))
    old = Release("marts.kpi_a", "kpi_a", Status.CURRENT, "", "r1", MOMENT, DAY)
    rows = {row.relation: row for row in decide(found, [old], DAY, MOMENT)}
    kept, never, new = (rows[f"marts.{name}"] for name in ("kpi_a", "kpi_b", "kpi_values"))
    assert (kept.status, kept.release_id, kept.reason) == (Status.STALE, "r1", "failed a_is_right")
    assert (never.status, never.release_id, never.released_at) == (Status.NEVER, "", None)
    assert (new.status, new.release_id) == (Status.CURRENT, "r20260331_120000_000000")


def test_a_reason_carries_no_address() -> None:
    message = "Runtime Error in model x (x.sql)\n  Conversion Error: ann@example.com is no number"
    assert first_line(message) == "Conversion Error: ... is no number"


def test_a_release_takes_the_place_of_the_last_one_and_leftovers_go(tmp_path: Path) -> None:
    file = ReleaseFile(tmp_path / "published" / "kpis.duckdb")
    file.prepare()
    file.path.write_text("old")
    (file.path.parent / "kpis.duckdb.r1").write_text("killed")
    file.prepare()
    assert [path.name for path in file.path.parent.iterdir()] == ["kpis.duckdb"]
    (file.path.parent / "kpis.duckdb.r2").write_text("new")
    with file.path.open() as reader:
        file.put("r2")
        assert reader.read() == "old"
    assert file.path.read_text() == "new"


def test_a_second_run_says_who_holds_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_STATE", str(tmp_path / "state.duckdb"))
    by_this = pytest.raises(UserError, match=f"kpis run runs since .* {os.getpid()} on")
    with held(tmp_path, "kpis run"), by_this, held(tmp_path, "kpis alert", wait=0.1):
        pass
    with held(tmp_path, "kpis alert"):
        pass


def test_a_killed_holder_frees_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_STATE", str(tmp_path / "state.duckdb"))
    code = "import sys, time; from pathlib import Path; from kpi_watch.lock import held\n"
    code += "with held(Path(sys.argv[1]), 'kpis run'): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        other.kill()
    with held(tmp_path, "kpis run"):
        pass


def test_the_examples_of_orchestration_can_be_read() -> None:
    text = (ROOT / "docs" / "orchestration.md").read_text(encoding="utf-8")
    programs = re.findall(r"```python\n(.*?)```", text, re.S)
    [workflow] = re.findall(r"```yaml\n(.*?)```", text, re.S)
    for program in programs:
        compile(program, "orchestration.md", "exec")
    steps = yaml.safe_load(workflow)["jobs"]["run"]["steps"]
    assert (len(programs), len(steps)) == (2, 4)
