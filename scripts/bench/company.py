"""The demo company at scale, written once."""

from pathlib import Path
from shutil import rmtree

import duckdb

from kpi_demo.company import Size, generate

# Of ten strangers' or browsers' visits eight come by a channel of the web; the others are no touch.
SEEN = 0.78


def write_company(folder: Path, touches: int, leads: int, deals: int) -> None:
    """Write the company as Parquet, unless it is there: two touches of five are of people who are known."""
    if (folder / "done").exists():
        return
    rmtree(folder, ignore_errors=True)
    of_deals = 4 * deals
    browsing = max(touches - of_deals, 0)
    size = Size(
        companies=max(deals * 38 // 100, 100),
        deals=deals,
        loose_leads=max(leads - deals // 3, 100),
        strangers=int(browsing * 0.6 / SEEN),
        browsers=int(browsing * 0.4 / SEEN),
    )
    generate(folder, 7, size, "parquet")
    (folder / "done").touch()


def count(path: Path) -> int:
    """Rows of a Parquet file."""
    with duckdb.connect() as connection:
        rows: int = connection.execute("select count(*) from read_parquet(?)", [str(path)]).fetchall()[0][0]
        return rows
