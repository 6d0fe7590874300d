"""The file of decisions: what is written is read again, and two writers never meet."""

import csv
import multiprocessing
from datetime import date
from pathlib import Path

import pytest

from kpi_watch.decisions import FILE, HEADER, Decision, append, close, read_decisions
from kpi_watch.errors import UserError

ROOT = Path(__file__).parents[2]
DAY = date(2026, 4, 14)


def decision(action: str = "Call them", deadline: str = "2026-05-31") -> Decision:
    return Decision(
        *("", "2026-04-14", "kpi_win_rate", "quarter", "2026-01-01", "Enterprise", "All", "All", "All"),
        *("competitor", "Lost, to one; competitor", action, "Sales Ops", deadline, "Back to 20 %", "0.12"),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "seeds" / "kpi_decisions.csv"


def test_the_shipped_file_has_the_columns_of_the_seed() -> None:
    assert [d.decision_id for d in read_decisions(ROOT / FILE)] == ["demo-2", "demo-3", "demo-1"]


def test_the_demo_s_decisions_are_nobody_else_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_DATA", "elsewhere")
    assert read_decisions(ROOT / FILE) == []


def test_a_decision_gets_the_next_number_and_keeps_every_cell(path: Path) -> None:
    first, second = append(path, decision('Say "no"\nto \x1b[2Jdiscounts')), append(path, decision())
    assert (first.decision_id, second.decision_id) == ("1", "2")
    read = {d.decision_id: d for d in read_decisions(path)}
    assert read["2"] == second
    assert read["1"].action == 'Say "no" to [2Jdiscounts'
    assert path.read_text(encoding="utf-8").count("\n") == 3


def test_numbers_go_on_after_a_row_is_gone_and_beside_names(path: Path) -> None:
    append(path, decision())
    path.write_text(
        path.read_text().replace("\n1,", "\n7,")
        + path.read_text().splitlines()[1].replace("1,", "x-9,", 1)
        + "\n"
    )
    assert append(path, decision()).decision_id == "8"


def test_open_comes_before_closed_and_the_earliest_deadline_first(path: Path) -> None:
    for deadline in ("2026-07-01", "2026-05-01", "2026-06-01"):
        append(path, decision(deadline=deadline))
    close(path, "2", "done", date(2026, 4, 20), "")
    assert [d.decision_id for d in read_decisions(path)] == ["3", "1", "2"]


def test_a_decision_is_overdue_on_the_day_after_its_deadline() -> None:
    made = decision(deadline="2026-05-31")
    assert not made.is_overdue(date(2026, 5, 31))
    assert made.is_overdue(date(2026, 6, 1))


def test_only_an_open_decision_closes_and_not_before_it_was_made(path: Path) -> None:
    append(path, decision())
    with pytest.raises(UserError, match="no open decision '9': open are 1"):
        close(path, "9", "done", DAY, "")
    with pytest.raises(UserError, match="was made on 2026-04-14"):
        close(path, "1", "done", date(2026, 4, 13), "")
    closed = close(path, "1", "dropped", DAY, "Too late")
    assert (closed.status, closed.closed_on, closed.closing_note) == ("dropped", "2026-04-14", "Too late")
    with pytest.raises(UserError, match="open are none"):
        close(path, "1", "done", DAY, "")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("id,action\n1,x\n", "must have the columns decision_id, decided_on"),
        (",".join(HEADER) + "\n1,2\n", "line 2 does not have 19 cells"),
        (",".join(HEADER) + "\n" + "1,,,,,,,,,,,,,,,,,,\n" * 2, "decision_id 1 stands there twice"),
        ('"\n', "must have the columns|is not a CSV file"),
    ],
)
def test_a_broken_file_is_told_and_left_alone(path: Path, text: str, part: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(UserError, match=part):
        append(path, decision())
    assert path.read_text() == text
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def write_some(path: Path) -> None:
    for _ in range(10):
        append(path, decision())


def test_two_writers_lose_nothing_and_share_no_number(path: Path) -> None:
    writers = [multiprocessing.get_context("fork").Process(target=write_some, args=(path,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with path.open(newline="") as file:
        ids = [int(row["decision_id"]) for row in csv.DictReader(file)]
    assert ids == list(range(1, 31))
