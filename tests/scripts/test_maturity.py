"""The maturity of the MQL-to-SQL cohorts: held to a plain Kaplan-Meier estimator, and to what came true."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from conftest import Build, build_marts

WINDOW, MINIMUM = 90, 30
Person = tuple[date, int | None, str]


def waiting_share(people: list[Person], as_of: date, day: int) -> Fraction:
    """Share of the people who have not converted by the end of a day, by Kaplan and Meier."""
    waits = [
        ((as_of - mql_on).days if days is None else days, days is not None) for mql_on, days, _ in people
    ]
    share = Fraction(1)
    for step in range(day + 1):
        at_risk = sum(wait >= step for wait, _ in waits)
        converted = sum(wait == step and has_converted for wait, has_converted in waits)
        share *= Fraction(at_risk - converted, at_risk) if at_risk else 1
    return share


def chance(person: Person, curve: list[Fraction], as_of: date) -> Fraction:
    """The chance of a person to convert within the window, known what is known on a day."""
    mql_on, days, _ = person
    age = (as_of - mql_on).days
    if days is not None:
        return Fraction(0 <= days <= WINDOW)
    return 1 - curve[WINDOW] / curve[age] if age < WINDOW else Fraction(0)


def chances(people: list[Person], as_of: date) -> list[tuple[Person, Fraction]]:
    """Everybody's chance, by the curve of the own segment where it is rich enough."""
    past = [
        person
        for person in people
        if person[0] > as_of.replace(year=as_of.year - 2) and (person[1] is None or person[1] >= 0)
    ]
    groups = defaultdict(list)
    for person in past:
        groups[person[2]].append(person)
    rich = {
        segment: group
        for segment, group in groups.items()
        if sum(days is not None and days <= WINDOW for _, days, _ in group) >= MINIMUM
    }
    curves = {
        segment: [waiting_share(group, as_of, day) for day in range(WINDOW + 1)]
        for segment, group in {**rich, "All": past}.items()
    }
    return [(person, chance(person, curves.get(person[2], curves["All"]), as_of)) for person in people]


def test_the_expectation_is_that_of_a_plain_kaplan_meier_estimator(demo: Build) -> None:
    [(as_of,)] = demo.rows("select as_of_on from intermediate.int_as_of")
    people = demo.rows(
        "select cast(mql_at as date), days_to_sql, segment from intermediate.int_lead_milestones where mql_at is not null"
    )
    cohorts = defaultdict(list)
    for person, expected in chances(people, as_of):
        for segment in ("All", person[2]):
            cohorts[person[0].replace(day=1), segment].append(expected)
    found = demo.rows(
        "select period_start, segment, expected_rate from funnel.mql_to_sql_maturity "
        "where period_grain = 'month' and mql_count > 0"
    )
    assert len(found) == len(cohorts) > 100
    for start, segment, rate in found:
        expected = sum(cohorts[start, segment]) / len(cohorts[start, segment])
        assert abs(Fraction(rate) - expected) < Fraction(1, 10**9), (start, segment)


def test_the_observed_rate_is_the_official_one(demo: Build) -> None:
    assert (
        demo.rows(
            "select period_grain, period_start, segment from funnel.mql_to_sql_maturity as maturity "
            "full outer join (select * from kpis.kpi_mql_to_sql_rate where slice in ('total', 'segment')) as official "
            "using (period_grain, period_start, segment) "
            "where mql_count is distinct from denominator or sql_count is distinct from numerator "
            "or observed_rate is distinct from kpi_value"
        )
        == []
    )


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same company on an ordinary day in autumn, when its summer cohorts are open."""
    arguments = ("--select", "+mql_to_sql_maturity", "--vars", '{as_of_date: "2025-10-31"}')
    return build_marts(tmp_path_factory.mktemp("earlier"), *arguments)


@pytest.mark.parametrize("start", ["2025-09-01", "2025-10-01"])
def test_the_expectation_of_an_open_cohort_comes_near_its_final_value(
    demo: Build, earlier: Build, start: str
) -> None:
    cohort = (
        "select mql_count, observed_rate, expected_rate from funnel.mql_to_sql_maturity "
        f"where period_grain = 'month' and period_start = '{start}' and segment = 'All'"
    )
    [(known, observed, expected)], [(members, final, _)] = earlier.rows(cohort), demo.rows(cohort)
    assert known == members
    assert abs(expected - final) < Decimal("0.05")
    assert abs(expected - final) < (final - observed) / 2


def test_the_year_before_is_what_an_earlier_build_knew(demo: Build, tmp_path: Path) -> None:
    then = build_marts(tmp_path, "--select", "+mql_to_sql_maturity", "--vars", '{as_of_date: "2025-06-30"}')
    assert demo.rows(
        "select segment, year_before_rate from funnel.mql_to_sql_maturity "
        "where period_grain = 'quarter' and period_start = '2026-04-01' order by 1"
    ) == then.rows(
        "select segment, observed_rate from funnel.mql_to_sql_maturity "
        "where period_grain = 'quarter' and period_start = '2025-04-01' order by 1"
    )
