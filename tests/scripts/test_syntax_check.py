"""What the syntax check calls a problem: `make syntax-check` itself needs the adapters of four warehouses."""

import pytest

import syntax_check

GOOD = "with deals as (select 1 as one) select * from deals"


@pytest.mark.parametrize(
    ("sql", "dialect"),
    [
        ("with deals (one) as (values (1), (2)) select * from deals", "redshift"),
        ("select sum(one) over whole from deals window whole as (partition by two)", "snowflake"),
        ("select trim(both 'x' from one) as one from deals", "bigquery"),
        ("select case when one then 1 as one from deals", "databricks"),
        ("select 1 as one; select 2 as two", "databricks"),
        ("call something()", "snowflake"),
    ],
)
def test_what_is_no_query_of_the_dialect_is_refused(sql: str, dialect: str) -> None:
    assert syntax_check.refused(sql, dialect)
    assert not syntax_check.refused(GOOD, dialect)


def test_an_exception_is_let_pass_as_long_as_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    models = {"bad": "select (", "good": GOOD}
    assert [problem.split(":")[1].strip() for problem in syntax_check.problems("redshift", models)] == ["bad"]
    monkeypatch.setattr(syntax_check, "EXCEPTIONS", {("redshift", "bad"): "why", ("redshift", "good"): "why"})
    (stale,) = syntax_check.problems("redshift", models)
    assert "good is parsed" in stale
