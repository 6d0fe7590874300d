"""Exports as CRMs write them: `kpis init` begins their SELECTs, `kpis land` writes the contract's files."""

import csv
import re
from itertools import chain, combinations
from pathlib import Path

import click
import duckdb
import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, build_marts, land
from kpi_watch.bring import init as init_command
from kpi_watch.bring import land as land_command
from kpi_watch.contract import empty_kpis, read_contract, read_needs
from kpi_watch.errors import UserError
from kpi_watch.headings import read_headings, words

EXPORT = ROOT / "tests" / "fixtures" / "crm_export"
FRENCH = (
    "ID d’enregistrement;Nom de la transaction;Étape de la transaction;Montant;Date de clôture;Propriétaire\n"
    "101;Offre Basalte;Gagné;12 500,50;31/03/2026;Anna Keller\n"
)
DEAL = "select '1' as opportunity_id, 'Won' as stage_name"


def run(command: click.Command, *arguments: object) -> Result:
    """Run a command in the project's folder; its error is what a user would be told."""
    return CliRunner().invoke(command, [*map(str, arguments), "--project-dir", str(ROOT)])


def said(command: click.Command, *arguments: object) -> str:
    done = run(command, *arguments)
    assert done.exit_code == 0, done.output + str(done.exception)
    return done.output


def refused(command: click.Command, *arguments: object) -> str:
    error = run(command, *arguments).exception
    assert isinstance(error, UserError), error
    assert "\n" not in str(error)
    return str(error)


def begun(folder: Path, *files: object, **written: str) -> dict[str, list[dict[str, str]]]:
    """Begin SELECTs for files, land them as they are, and read what was written."""
    for name, text in written.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    said(init_command, *(files or [folder]), "--out", folder / "selects")
    raw = Path(str(files[0])) if files else folder
    said(land_command, folder / "selects", "--raw", raw, "--out", folder / "landed")
    tables = {}
    for path in (folder / "landed").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def landed(folder: Path, **selects: str) -> tuple[click.Command, object, object, object, object, object]:
    """Arguments of `kpis land` for SELECTs, one per table."""
    (folder / "selects").mkdir(exist_ok=True)
    for name, text in selects.items():
        (folder / "selects" / f"{name}.sql").write_text(text, encoding="utf-8")
    return land_command, folder / "selects", "--raw", folder, "--out", folder / "landed"


def test_an_easy_export_is_built_as_it_is(tmp_path: Path) -> None:
    tables = begun(tmp_path, EXPORT)
    assert {row["account_id"] for row in tables["crm_opportunities"]} == {"001A1", "001A2", "001A3"}
    assert {row["user_id"] for row in tables["crm_users"]} == {"Anna Keller", "Paul Roy"}
    assert [row["parent_account_id"] for row in tables["crm_accounts"]] == ["", "", "001A2"]
    build = build_marts(tmp_path / "build", "--select", "+kpi_win_rate", data=tmp_path / "landed")
    total = "period_grain = 'quarter' and slice = 'total' and period_start = date '2026-01-01'"
    assert build.rows(f"select numerator, denominator from kpis.kpi_win_rate where {total}") == [(1, 2)]


def test_a_french_export_is_read_and_its_dates_are_pointed_at(tmp_path: Path) -> None:
    [deal] = begun(tmp_path, transactions=FRENCH)["crm_opportunities"]
    assert deal == {
        "opportunity_id": "101", "opportunity_name": "Offre Basalte", "stage_name": "Gagné",
        "amount": "12 500,50", "close_date": "31/03/2026", "owner_id": "Anna Keller",
    }  # fmt: skip
    told = said(init_command, tmp_path / "transactions.csv", "--out", tmp_path / "again")
    assert "raw_date_format: {crm_opportunities: DD/MM/YYYY}" in told


def test_a_date_that_may_be_either_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("Deal ID,Stage,Close date\n1,Won,03/04/2026\n")
    told = said(init_command, tmp_path, "--out", tmp_path / "selects")
    assert "DD/MM/YYYY or MM/DD/YYYY" in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_any_encoding_of_a_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "deals.csv").write_bytes(FRENCH.replace("’", "'").encode(encoding))
    assert begun(tmp_path)["crm_opportunities"][0]["stage_name"] == "Gagné"


def test_several_files_feed_one_table(tmp_path: Path) -> None:
    deals = begun(
        tmp_path, deals_2025="Deal ID,Stage\n1,Won\n", deals_2026="Deal ID,Stage,Amount\n2,Lost,10\n"
    )["crm_opportunities"]
    assert sorted((deal["opportunity_id"], deal["amount"]) for deal in deals) == [("1", ""), ("2", "10")]


def test_contacts_that_tell_when_they_qualified_are_leads_too(tmp_path: Path) -> None:
    header = "Record ID,First Name,Last Name,Create Date,Became a Marketing Qualified Lead Date,Associated Company IDs"
    tables = begun(tmp_path, all_contacts=f"{header}\n1,Nora,Haas,2026-01-02,2026-01-05,77;78\n")
    assert tables["crm_contacts"][0]["account_id"] == "77"
    assert tables["crm_contacts"][0]["full_name"] == "Nora Haas"
    assert tables["crm_leads"][0]["mql_at"] == "2026-01-05"


def test_a_guess_is_marked_and_what_is_left_is_listed(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("Deal name,Stagename_,Shoe size\nSuite,Won,42\n")
    (tmp_path / "shoes.csv").write_text("Lace,Sole\n1,2\n")
    told = said(init_command, tmp_path, "--out", tmp_path / "selects")
    text = (tmp_path / "selects" / "crm_opportunities.sql").read_text(encoding="utf-8")
    assert '"Deal name" as opportunity_id,  -- ?' in text
    assert '-- left out of the file: "Shoe size"' in text
    assert "shoes.csv: no table of the contract fits it; it has Lace, Sole" in told


def test_what_is_required_and_not_found_is_left_to_the_user(tmp_path: Path) -> None:
    (tmp_path / "deals.csv").write_text("Deal ID,Amount\n1,10\n")
    assert "required and not found: stage_name (!)" in said(
        init_command, tmp_path, "--out", tmp_path / "selects"
    )
    told = refused(land_command, tmp_path / "selects", "--raw", tmp_path, "--out", tmp_path / "landed")
    assert "crm_opportunities.sql: required column stage_name is missing: add it" in told
    assert not (tmp_path / "landed").exists()


def test_a_select_of_the_user_is_written_over_only_when_told(tmp_path: Path) -> None:
    said(init_command, EXPORT, "--out", tmp_path)
    (tmp_path / "crm_users.sql").write_text("mine")
    assert "is there already: name another --out, or add --force" in refused(
        init_command, EXPORT, "--out", tmp_path
    )
    assert (tmp_path / "crm_users.sql").read_text() == "mine"
    said(init_command, EXPORT, "--out", tmp_path, "--force")
    assert (tmp_path / "crm_users.sql").read_text() != "mine"


def test_what_the_contract_does_not_know_is_named_and_left_out(tmp_path: Path) -> None:
    told = said(*landed(tmp_path, crm_opportunities=f"{DEAL}, '5' as ammount;"))
    assert "column ammount is not in the contract, and was left out (is it amount?)" in told
    assert "kpi_pipeline_coverage stays empty without planning_quotas" in told
    assert (tmp_path / "landed" / "crm_opportunities.csv").read_text() == "opportunity_id,stage_name\n1,Won\n"


@pytest.mark.parametrize(
    ("name", "select", "told"),
    [
        ("crm_oportunities", DEAL, "crm_oportunities is no table of the source contract, and of no connector (is it crm_opportunities?)"),
        ("crm_opportunities", "selec 1", "crm_opportunities.sql, line 1: Parser Error"),
        ("crm_opportunities", f"{DEAL}; {DEAL}", "it is not one SELECT"),
        ("crm_opportunities", "copy (select 1) to 'x.csv'", "it is not one SELECT"),
        ("crm_opportunities", "select *\nfrom read_csv('no.csv')", "line 2: IO Error: No files found"),
        ("crm_opportunities", "select * from read_csv('https://example.com/a.csv')", "no network, no extension"),
        ("crm_opportunities", "select '1' as opportunity_id, 'x' as stagename", "stage_name is missing (misspelt as stagename?)"),
        ("crm_opportunities", f'{DEAL}, 1 as "Amount ", 2 as amount', "column amount appears 2 times: keep one"),
    ],
)  # fmt: skip
def test_a_bad_select_is_one_line_and_changes_nothing(
    tmp_path: Path, name: str, select: str, told: str
) -> None:
    said(*landed(tmp_path, crm_accounts="select 1 as account_id, 'A' as account_name"))
    assert told in refused(*landed(tmp_path, **{name: select}))
    assert [path.name for path in (tmp_path / "landed").iterdir()] == ["crm_accounts.csv"]
    assert not list(tmp_path.glob(".landed*"))


def test_nothing_is_replaced_but_what_landing_wrote(tmp_path: Path) -> None:
    (tmp_path / "landed").mkdir()
    (tmp_path / "landed" / "thesis.txt").write_text("mine")
    assert "holds thesis.txt, which landing did not write" in refused(
        *landed(tmp_path, crm_opportunities=DEAL)
    )
    assert (tmp_path / "landed" / "thesis.txt").exists()


def test_a_table_that_is_landed_no_more_is_gone(tmp_path: Path) -> None:
    said(*landed(tmp_path, crm_users="select 1 as user_id, 'A' as full_name", crm_opportunities=DEAL))
    (tmp_path / "selects" / "crm_users.sql").unlink()
    said(*landed(tmp_path))
    assert [path.name for path in (tmp_path / "landed").iterdir()] == ["crm_opportunities.csv"]


def test_numbers_are_written_as_a_person_would(tmp_path: Path) -> None:
    numbers = "1234567::double as employee_count, 12.5::double as annual_revenue, 'nan'::double as domain"
    land(*_folders(tmp_path, f"select 1 as account_id, 'A' as account_name, {numbers}"))
    text = (tmp_path / "landed" / "crm_accounts.csv").read_text()
    assert text == "account_id,account_name,domain,employee_count,annual_revenue\n1,A,,1234567,12.5\n"


def _folders(folder: Path, accounts: str) -> tuple[Path, Path, Path]:
    _, selects, _, raw, _, out = landed(folder, crm_accounts=accounts)
    return Path(str(selects)), Path(str(raw)), Path(str(out))


def test_headings_speak_of_every_column_of_the_contract_once() -> None:
    contract = read_contract(ROOT)
    headings = read_headings(ROOT, contract)
    assert {name: list(columns) for name, columns in headings.columns.items()} == {
        name: list(table.names) for name, table in contract.items()
    }
    for table, columns in headings.columns.items():
        plain = [
            h for listed in columns.values() for h in listed if not re.match("maybe |named |first of ", h)
        ]
        assert [h for h in plain if words(h) != h and " + " not in h] == []
        assert {h for h in plain if plain.count(h) > 1} == set(), table


def test_a_card_says_what_its_kpi_is_empty_without() -> None:
    """The model's own test of its sources, over every set of tables that may be present."""
    needs, every = read_needs(ROOT), list(read_contract(ROOT))
    assert needs
    for kpi, all_of in needs.items():
        [path] = (ROOT / "models" / "marts").glob(f"*/{kpi}.sql")
        found = re.search(r"source_state as \((.*?)\n\)", path.read_text(encoding="utf-8"), re.S)
        assert found, kpi
        query = found[1].replace("{{ ref('int_row_counts') }}", "row_counts")
        named = sorted({*re.findall(r"'(\w+)'", query), *chain.from_iterable(all_of)})
        for present in chain.from_iterable(combinations(named, size) for size in range(len(named) + 1)):
            rows = ", ".join(f"('{name}', {int(name in present)})" for name in every)
            counts = f"with row_counts(source_table, raw_rows) as (values {rows})"
            [has_source] = duckdb.sql(f"{counts} {query}").fetchall()[0]
            assert has_source == (kpi not in empty_kpis(needs, present)), (kpi, present)
