"""One test per model looks for gaps in all columns that are always filled, and names the one with a gap."""

from pathlib import Path

import duckdb

from conftest import run_dbt


def test_a_gap_is_told_with_its_model_and_column(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("create schema intermediate")
        connection.execute(
            "create table intermediate.int_visitors as "
            "from (values ('v1', null), ('v2', 'a@acme.example')) as rows (anonymous_id, email)"
        )
    done = run_dbt(tmp_path, "test", "--select", "int_visitors,test_name:always_filled")
    assert done.exit_code == 1, done.output
    assert "PROBLEM int_visitors: 1 rows without email, which every row has." in done.output
    assert "without anonymous_id" not in done.output
