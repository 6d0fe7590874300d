"""The commands that bring in data of one's own: `kpis init` begins the SELECTs, `kpis land` runs them."""

from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from shlex import quote

import click

from kpi_watch import scaffold
from kpi_watch.contract import Table, empty_kpis, nearest, read_contract, read_needs, read_tables
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.errors import UserError
from kpi_watch.headings import read_headings
from kpi_watch.landing import Landed
from kpi_watch.landing import land as write_tables
from kpi_watch.options import DBT
from kpi_watch.placing import Plan, place
from kpi_watch.rawfiles import find_raw, look_at

LANDED = Path("target/landed")
folder_type = click.Path(file_okay=False, path_type=Path)
project_option = click.option("--project-dir", help=DBT["--project-dir"])


@click.command()
@click.argument("selects", metavar="FOLDER", type=folder_type)
@click.option("--raw", type=folder_type, show_default="FOLDER", help="Folder of the raw files.")
@click.option("--out", type=folder_type, default=LANDED, help="Folder to write; it changes as a whole.")
@project_option
def land(selects: Path, raw: Path | None, out: Path, project_dir: str | None) -> None:
    """Write the contract folder with a FOLDER of SELECTs.

    Each crm_opportunities.sql, crm_accounts.sql, ... is one SELECT over raw files, and gives the table of
    its name. The SELECTs run here, in DuckDB, with no network and no extension.
    """
    project = DbtOptions(project_dir=project_dir).folder
    landed = write_tables(selects, raw or selects, out, read_tables(project))
    for line in _report(landed, read_contract(project), read_needs(project)):
        click.echo(line)
    click.echo(f"next: KPI_DATA={quote(str(out))} kpis run")


def _report(
    landed: list[Landed], contract: Mapping[str, Table], needs: Mapping[str, list[list[str]]]
) -> Iterator[str]:
    """What was written, what is lacking, and what stays empty for it."""
    for one in landed:
        absent = [name for name in one.table.names if name not in one.columns and one.table.is_contract]
        yield f"{one.table.name}.csv: {one.rows} rows" + (f"; without {', '.join(absent)}" if absent else "")
        for name in one.unknown:
            yield (f"  column {name} is not in the contract, and was left out{nearest(name, absent)}")
    if not all(one.table.is_contract for one in landed):
        return
    present = [one.table.name for one in landed if one.rows]
    if missing := [name for name in contract if name not in present]:
        yield f"tables without rows: {', '.join(missing)}"
    for kpi, tables in empty_kpis(needs, present).items():
        yield f"  {kpi} stays empty without {', '.join(tables)}"


@click.command()
@click.argument("raw", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=folder_type, help="Folder to write the SELECTs to.")
@click.option("--force", is_flag=True, help="Write over SELECTs that are there already.")
@project_option
def init(raw: tuple[Path, ...], out: Path, force: bool, project_dir: str | None) -> None:
    """Begin a folder of SELECTs for RAW files, or folders of them, to be finished by hand.

    Tables and columns are matched by what exports call them (headings.yml). What is guessed is marked with
    ? in the SELECT, and what is required but was not found with !.
    """
    project = DbtOptions(project_dir=project_dir).folder
    contract = read_contract(project)
    headings = read_headings(project, contract)
    root, files = find_raw(raw)
    with chdir(root):
        plan = place([look_at(file, root) for file in files], contract, headings)
        lines = [*_begun(plan)]
        selects = {f"{name}.sql": scaffold.select(plan, plan.of(name)) for name in contract if plan.of(name)}
    _write_new(out, selects, force=force)
    for line in lines:
        click.echo(line)
    shown = root.relative_to(Path.cwd()) if root.is_relative_to(Path.cwd()) else root
    click.echo(f"next: look at them, then kpis land {quote(str(out))} --raw {quote(str(shown))}")


def _begun(plan: Plan) -> Iterator[str]:
    """What was found for each table, and what is left to the user."""
    for source in plan.sources:
        name = source.table.name
        marked = scaffold.guesses(plan, source)
        yield (
            f"{name}.sql: {len(source.matches)} of {len(source.table.names)} columns from {source.file.name}"
            + (f", {marked} to look at (?)" if marked else "")
            + (f", required and not found: {', '.join(source.lacking)} (!)" if source.lacking else "")
        )
        if order := scaffold.dates(source):
            yield (
                f"  its dates are {order}: say so in dbt_project.yml, vars: "
                f"raw_date_format: {{{name}: {order.split(' or ')[0]}}}"
            )
    for file in plan.strangers:
        yield f"{file.name}: no table of the contract fits it; it has {', '.join(file.columns[:8])}"


def _write_new(out: Path, selects: Mapping[str, str], *, force: bool) -> None:
    """Write files, none of them over one of the user's unless told to."""
    if not selects:
        raise UserError("no table of the contract fits these files: write SELECTs by hand (README)")
    there = [name for name in selects if (out / name).exists()]
    if there and not force:
        raise UserError(f"{out / there[0]} is there already: name another --out, or add --force")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in selects.items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror}. Name another --out") from error
