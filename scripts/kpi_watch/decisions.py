"""The file of decisions: one row each, under version control, and safe to write from two places at once."""

import csv
import fcntl
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from pathlib import Path

from kpi_watch.errors import UserError
from kpi_watch.labels import plain

FILE = Path("seeds/decisions/kpi_decisions.csv")
DEMO = "demo-"
"""Decisions of the demo company; whoever names a folder of data has left it."""


@dataclass(frozen=True)
class Decision:
    """A row; days are text as written, so that reading and writing changes nothing."""

    decision_id: str
    decided_on: str
    kpi: str
    period_grain: str
    period_start: str
    segment: str
    industry: str
    seller: str
    channel: str
    playbook_cause: str
    finding: str
    action: str
    decision_owner: str
    deadline: str
    expectation: str
    expected_change: str
    status: str = "open"
    closed_on: str = ""
    closing_note: str = ""

    @property
    def members(self) -> tuple[str, str, str, str]:
        """The slice."""
        return self.segment, self.industry, self.seller, self.channel

    def is_overdue(self, day: date) -> bool:
        """Open past its deadline; the day itself is in time."""
        return self.status == "open" and self.deadline < day.isoformat()


HEADER = [field.name for field in fields(Decision)]


def read_decisions(path: Path) -> list[Decision]:
    """Every decision of the company whose data are in use, the overdue and the earliest deadline first."""
    found = [d for d in _rows(path) if not (os.environ.get("KPI_DATA") and d.decision_id.startswith(DEMO))]
    return sorted(found, key=lambda d: (d.status != "open", d.deadline, d.decision_id))


def append(path: Path, decision: Decision) -> Decision:
    """Add a decision under the next free number."""
    with _locked(path) as rows:
        numbers = [int(row.decision_id) for row in rows if row.decision_id.isdecimal()]
        numbered = replace(decision, decision_id=str(max(numbers, default=0) + 1))
        _write(path, [*rows, numbered])
    return numbered


def close(path: Path, decision_id: str, status: str, day: date, note: str) -> Decision:
    """Close an open decision."""
    with _locked(path) as rows:
        found = next((row for row in rows if row.decision_id == decision_id), None)
        if found is None or found.status != "open":
            is_open = [row.decision_id for row in rows if row.status == "open"]
            raise UserError(f"no open decision {decision_id!r}: open are {', '.join(is_open) or 'none'}")
        if day.isoformat() < found.decided_on:
            raise UserError(
                f"decision {decision_id} was made on {found.decided_on}: close it on that day or later"
            )
        closed = replace(found, status=status, closed_on=day.isoformat(), closing_note=note)
        _write(path, [closed if row is found else row for row in rows])
    return closed


def _rows(path: Path) -> list[Decision]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file, strict=True))
    except FileNotFoundError:
        return []
    except (csv.Error, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not a CSV file in UTF-8: {error}") from error
    if lines and list(lines[0]) != HEADER:
        raise UserError(f"{path} must have the columns {', '.join(HEADER)}")
    bad = next((n for n, row in enumerate(lines, 2) if None in row.values() or None in row), None)
    if bad:
        raise UserError(f"{path}: line {bad} does not have {len(HEADER)} cells")
    rows = [Decision(**row) for row in lines]
    ids = [row.decision_id for row in rows]
    twice = sorted({decision_id for decision_id in ids if ids.count(decision_id) > 1})
    if twice:
        raise UserError(
            f"{path}: decision_id {', '.join(twice)} stands there twice: give one of them another id"
        )
    return rows


@contextmanager
def _locked(path: Path) -> Iterator[list[Decision]]:
    """Hold the folder, so that the next writer reads what this one has written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield _rows(path)
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(path: Path, rows: Sequence[Decision]) -> None:
    """A new file takes the place of the old one: a crash leaves one of the two, whole."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, delete=False
    ) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows([" ".join(plain(cell).split()) for cell in astuple(row)] for row in rows)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)
