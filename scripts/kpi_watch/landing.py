"""Runs a folder of SELECTs over raw files and writes the contract folder, whole or not at all."""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kpi_watch.contract import Table, nearest
from kpi_watch.errors import UserError

SINGLE, DOUBLE = "'", '"'
ADVICE = (
    (r"No files found", "no raw file has that name: correct it, or name the folder of raw files with --raw"),
    (
        r"requires the extension|exists in the \w+ extension",
        "save it here as CSV, Parquet or JSON: no network, no extension",
    ),
    (
        r"CSV Error|Error when sniffing|Invalid Input Error.*CSV",
        "tell read_csv how the file is written: delim, encoding; null_padding = true where lines are short",
    ),
    (
        r"not found in FROM clause|does not have a column",
        "name a column that the raw file has, in its spelling",
    ),
    (r"Parser Error", "correct the SELECT"),
    (r"Table with name", "read a raw file with read_csv('file.csv', all_varchar = true, header = true)"),
    (r"Conversion Error|Could not convert|Could not parse", "leave the value as text: the build reads it"),
)


@dataclass(frozen=True)
class Landed:
    """One table that was written, and what of its SELECT the contract does not know."""

    table: Table
    columns: tuple[str, ...]
    unknown: tuple[str, ...]
    rows: int


def land(selects: Path, raw: Path, out: Path, contract: Mapping[str, Table]) -> list[Landed]:
    """Write a CSV file per SELECT into `out`, which changes as a whole or not at all."""
    for folder in (selects, raw):
        if not folder.is_dir():
            raise UserError(f"{folder} is no folder: name the one that there is")
    queries = [(_table_of(path, contract), _select(path)) for path in sorted(selects.glob("*.sql"))]
    if not queries:
        raise UserError(f"{selects} holds no SELECT: write crm_opportunities.sql, or let kpis init begin it")
    with _swapped(out, contract) as folder, _connect() as connection, chdir(raw):
        return [_write(connection, table, query, folder) for table, query in queries]


def _table_of(path: Path, contract: Mapping[str, Table]) -> Table:
    if found := contract.get(path.stem):
        return found
    raise UserError(
        f"{path.name}: {path.stem} is no table of the source contract, and of no connector"
        f"{nearest(path.stem, contract)}: rename it, or move it away"
    )


def _select(path: Path) -> str:
    """The one SELECT of a file."""
    try:
        statements = duckdb.extract_statements(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} cannot be read: {error}. Save it as UTF-8") from error
    except duckdb.Error as error:
        raise _told(path.name, error) from error
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise UserError(f"{path.name}: it is not one SELECT: leave one and nothing else")
    return str(statements[0].query).strip().removesuffix(";")


def _connect() -> duckdb.DuckDBPyConnection:
    """Open a database in memory that loads no extension, and so reaches no network."""
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    connection.execute("set TimeZone = 'UTC'")
    connection.execute("set lock_configuration = true")
    return connection


def _write(connection: duckdb.DuckDBPyConnection, table: Table, query: str, folder: Path) -> Landed:
    """Run one SELECT; the columns that the contract knows are written, in its order."""
    name = f"{table.name}.sql"
    try:
        described = connection.execute(f"describe ({query}\n)").fetchall()
        types = {str(row[0]): str(row[1]) for row in described}
        names = _contract_columns(name, table, [str(row[0]) for row in described])
        chosen = ", ".join(_as_text(names[column], types[names[column]], column) for column in names)
        target = quoted(folder / f"{table.name}.csv", SINGLE)
        copy = f"copy (select {chosen} from ({query}\n)) to {target} (format csv, header, delimiter ',')"
        [count] = connection.execute(copy).fetchone() or (0,)
    except duckdb.Error as error:
        raise _told(name, error) from error
    unknown = tuple(column for column in types if column.strip().lower() not in names)
    return Landed(table, tuple(names), unknown, int(count))


def _contract_columns(name: str, table: Table, found: list[str]) -> dict[str, str]:
    """How the SELECT spells each column of the contract that it has."""
    spelt = [column.strip().lower() for column in found]
    for column, count in Counter(spelt).items():
        if count > 1:
            raise UserError(f"{name}: column {column} appears {count} times: keep one")
    if not table.is_contract:
        return {column.strip().lower(): column for column in found}
    for column in table.required:
        if column not in spelt:
            others = [other for other in spelt if other not in table.names]
            raise UserError(
                f"{name}: required column {column} is missing{_misspelt(column, others)}: add it to the "
                f"SELECT, which has {', '.join(found)}"
            )
    return {column: found[spelt.index(column)] for column in table.names if column in spelt}


def _misspelt(column: str, others: list[str]) -> str:
    return nearest(column, others).replace("(is it", "(misspelt as")


def _as_text(spelt: str, kind: str, column: str) -> str:
    """A column as a person would write it: whole floating-point numbers without `.0`, NaN as nothing."""
    source = quoted(spelt)
    text = f"cast({source} as varchar)"
    if kind in ("DOUBLE", "FLOAT"):
        whole = f"{source} = trunc({source}) and abs({source}) < 1e15"
        text = (
            f"case when isfinite({source}) then "
            f"case when {whole} then cast(cast({source} as bigint) as varchar) else {text} end end"
        )
    return f'{text} as "{column}"'


@contextmanager
def _swapped(out: Path, contract: Mapping[str, Table]) -> Iterator[Path]:
    """A new folder that takes the place of `out` once it is complete."""
    out = out.resolve()
    _check_replaceable(out, contract)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as scratch:
            new, old = Path(scratch, "new"), Path(scratch, "old")
            new.mkdir()
            yield new
            if out.exists():
                os.rename(out, old)
            try:
                os.rename(new, out)
            except OSError:
                if old.exists():
                    os.rename(old, out)
                raise
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise UserError(
            f"{out} cannot be written: {error.strerror}. Name another folder with --out"
        ) from error


def _check_replaceable(out: Path, contract: Mapping[str, Table]) -> None:
    """Nothing is thrown away but what landing wrote."""
    if out.exists() and not out.is_dir():
        raise UserError(f"{out} is a file: name a folder with --out")
    own = {f"{name}.csv" for name in contract}
    strangers = [path.name for path in (out.iterdir() if out.exists() else ()) if path.name not in own]
    if strangers:
        raise UserError(
            f"{out} holds {sorted(strangers)[0]}, which landing did not write: name another folder with --out"
        )


def quoted(text: object, mark: str = DOUBLE) -> str:
    """A text between marks, as SQL writes a name or, with single ones, a value."""
    return f"{mark}{str(text).replace(mark, mark * 2)}{mark}"


def _told(name: str, error: duckdb.Error) -> UserError:
    """The engine's sentence without its pages, and what to do."""
    text = str(error)
    remedy = next((advice for pattern, advice in ADVICE if re.search(pattern, text)), "correct the SELECT")
    line = re.search(r"^LINE (\d+):", text, re.M)
    said = " ".join(re.split(r"\n\s*\n|\nLINE ", text)[0].split())[:300].rstrip(".")
    return UserError(f"{name}{f', line {line[1]}' if line else ''}: {said}: {remedy}")
