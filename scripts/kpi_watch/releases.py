"""What is published, mart by mart: which release each comes from, and why it did not move on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """Whether a mart moved on with the last publication."""

    CURRENT = "current"
    STALE = "stale"
    NEVER = "never"


@dataclass(frozen=True)
class Release:
    """One row of governance.kpi_release: a published relation; `kpi` is empty where it is no KPI's own."""

    relation: str
    kpi: str
    status: Status
    reason: str
    release_id: str
    released_at: datetime | None
    as_of: date | None

    def as_texts(self) -> dict[str, str | None]:
        """The row as a macro takes it."""
        return {name: None if value is None else str(value) for name, value in asdict(self).items()}


def new_release_id(moment: datetime) -> str:
    """Later in the order of text than any before, and fit for the name of a table or a file."""
    return moment.strftime("r%Y%m%d_%H%M%S_%f")
