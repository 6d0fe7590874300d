"""Looks at raw files: how each is read with DuckDB, which columns it has, and how its dates are written."""

import codecs
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kpi_watch.errors import UserError
from kpi_watch.landing import SINGLE, quoted

READERS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "json",
}
ORDERS = {(True, False): "DD/MM", (False, True): "MM/DD"}
CSV = "header = true, all_varchar = true, quote = '\"', escape = '\"'"


@dataclass(frozen=True)
class RawFile:
    """One raw file: the words that read it in a SELECT, and its columns."""

    name: str
    reader: str
    columns: tuple[str, ...]


def find_raw(given: Sequence[Path]) -> tuple[Path, list[Path]]:
    """The folder that all raw files lie below, and the files: those given and those in the folders given."""
    files: list[Path] = []
    for path in given:
        if not path.exists():
            raise UserError(f"{path} does not exist: name raw files, or folders of them")
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        files += [file for file in inside if not path.is_dir() or file.suffix.lower() in READERS]
    if not files:
        raise UserError(f"{given[0]} holds no file to read: export as CSV, Parquet or JSON")
    files = list(dict.fromkeys(file.resolve() for file in files))
    return Path(os.path.commonpath([file.parent for file in files])), files


def look_at(path: Path, root: Path) -> RawFile:
    """Find out how one file is read; a file that cannot be is an error that says why."""
    name = path.relative_to(root).as_posix()
    kind = READERS.get(path.suffix.lower())
    if kind is None:
        raise UserError(f"{name}: files of this kind are not read: save it as CSV (UTF-8) or Parquet")
    literal = quoted(name.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]"), SINGLE)
    readers = [f"read_{kind}({literal})"]
    if kind == "csv":
        as_written = f"{CSV}{_dialect(path, name)}"
        readers = [f"read_csv({literal}, {as_written}{more})" for more in ("", ", null_padding = true")]
    for reader in readers:
        try:
            return RawFile(name, reader, _columns(reader))
        except duckdb.Error as error:
            reason = " ".join(str(error).split("\n\n")[0].split())[:200]
    raise UserError(f"{name} cannot be read: {reason}: save it again as CSV (UTF-8) or Parquet")


def _columns(reader: str) -> tuple[str, ...]:
    """Read the whole file once: a bad line far down is better found now."""
    with duckdb.connect() as connection:
        described = connection.execute(f"describe select * from {reader}").fetchall()
        last = quoted(described[-1][0])
        connection.execute(f"select count({last}) from {reader}")
    return tuple(str(row[0]) for row in described)


def _dialect(path: Path, name: str) -> str:
    """Encoding and separator; the usual ones are not written down."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace") as file:
        first = re.sub(r'"[^"]*"', "", file.readline())
    if not first.strip():
        raise UserError(f"{name}: its first line is blank: begin the file with its header line")
    [(separator, _)] = Counter({mark: first.count(mark) for mark in ",;\t|"}).most_common(1)
    written = {"\t": "\\t"}.get(separator, separator)
    mark = f", delim = {'e' if separator == chr(9) else ''}'{written}'"
    return mark + ("" if encoding == "utf-8-sig" else f", encoding = '{encoding}'")


def _encoding(path: Path) -> str:
    """UTF-8 where all of the file is, UTF-16 where it says so, else what Windows writes in western Europe."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "latin-1"
    return "utf-8-sig"


def date_order(file: RawFile, columns: Iterable[str]) -> str | None:
    """How dates are written, unless it is ISO: DD/MM/YYYY, or both orders where either would do."""
    pattern = r"^\s*([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})\b"
    parts = " union all ".join(
        f"select regexp_extract(cast({quoted(column)} as varchar), {quoted(pattern, SINGLE)}, "
        f"['one', 'mark', 'two', 'year']) as found from {file.reader}"
        for column in columns
    )
    query = (
        "select max(cast(found.one as integer)), max(cast(found.two as integer)), min(found.mark), "
        f"max(length(found.year)) from ({parts}) where found.one <> ''"
    )
    with duckdb.connect() as connection:
        one, two, mark, width = connection.execute(query).fetchall()[0] if parts else (None,) * 4
    if one is None:
        return None
    orders = [ORDERS[one > 12, two > 12]] if (one > 12) != (two > 12) else list(ORDERS.values())
    return " or ".join(f"{order}/{'Y' * width}".replace("/", mark) for order in orders)
