"""The maturity of the MQL-to-SQL cohorts: held to a plain Kaplan-Meier estimator, and to what came true."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from conftest import Build

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


def test_the_year_before_is_what_was_known_then(demo: Build) -> None:
    known_then = (
        "select segment, count(*) filter (days_to_sql between 0 and 90 and cast(sql_at as date) <= date '2025-06-30') / count(*) "
        "from (select * replace ('All' as segment) from intermediate.int_lead_milestones "
        "union all from intermediate.int_lead_milestones) "
        "where cast(mql_at as date) between date '2025-04-01' and date '2025-06-30' group by segment order by segment"
    )
    found = demo.rows(
        "select segment, year_before_rate from funnel.mql_to_sql_maturity "
        "where period_grain = 'quarter' and period_start = '2026-04-01' and year_before_rate is not null order by segment"
    )
    expected = demo.rows(known_then)
    assert len(expected) > 3
    assert [row[0] for row in found] == [row[0] for row in expected]
    for (_, rate), (_, known) in zip(found, expected, strict=True):
        assert abs(float(rate) - known) < 1e-8
