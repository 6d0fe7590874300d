"""The published file on DuckDB: a release is written beside it and takes its place in one step."""

import os
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from kpi_watch.errors import UserError

DEFAULT = "published/b2b_kpis.duckdb"
ADAPTER = "duckdb"


@dataclass(frozen=True)
class ReleaseFile:
    """Where the release is; readers keep the file that they have open."""

    path: Path

    def prepare(self) -> None:
        """Make the folder, and take away what a killed run left in it."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for left in self.path.parent.glob(f"{escape(self.path.name)}.r*"):
                left.unlink()
        except OSError as error:
            raise UserError(
                f"{self.path.parent} cannot be written: {error.strerror} (KPI_PUBLISHED)"
            ) from error

    def put(self, release_id: str) -> None:
        """Put a whole release in the place of the last one; a power cut leaves either."""
        new = self.path.with_name(f"{self.path.name}.{release_id}")
        _flush(new)
        new.replace(self.path)
        _flush(self.path.parent)


def release_file(adapter: str) -> ReleaseFile | None:
    """The published file; none where a server keeps the releases."""
    return ReleaseFile(Path(os.environ.get("KPI_PUBLISHED") or DEFAULT)) if adapter == ADAPTER else None


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
