"""What the commands read: definitions, targets, values and releases, as they are published."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from string import Template
from typing import cast

from kpi_watch.advice import NOT_BUILT
from kpi_watch.dbt_calls import DbtOptions, Row, show
from kpi_watch.errors import UserError
from kpi_watch.periods import KpiFacts
from kpi_watch.places import Place
from kpi_watch.records import Definition, Reading, Run, Target, from_row
from kpi_watch.releases import Release
from kpi_watch.verdicts import History

NO_VALUES = "no KPI has a value per judged_grain: put that grain in var period_grains, and run make kpis"


def columns(kind: type, relation: str) -> str:
    """Select a record as text: no driver, and no guess from the rows, decides a type on the way."""
    return ",\n    ".join(
        f"cast({relation}.{field.name} as {{{{ dbt.type_string() }}}})"
        f" as {kind.__name__.lower()}_{field.name}"
        for field in fields(kind)
    )


QUERY = Template(
    """
{% set grain = var('judged_grain', 'quarter') %}
with reach as (
    select
        kpi,
        max(measured_on) as data_as_of,
        '{{ grain }}' as judged_grain,
        '{{ var("reporting_currency", "EUR") }}' as reporting_currency,
        {{ var("fiscal_year_start_month", 1) }} as fiscal_year_start_month
    from governance.kpi_values
    where period_grain = '{{ grain }}'
    group by kpi
)

select
    $columns
from governance.kpi_definitions as definitions
left join reach
    on definitions.kpi = reach.kpi
left join governance.kpi_targets as targets
    on definitions.kpi = targets.kpi
    and targets.period_grain = '{{ grain }}'
left join governance.kpi_values as readings
    on definitions.kpi = readings.kpi
    and readings.period_grain = '{{ grain }}'
    and readings.segment = coalesce(targets.segment, 'All')
    and readings.industry = coalesce(targets.industry, 'All')
    and readings.seller = coalesce(targets.seller, 'All')
    and readings.channel = coalesce(targets.channel, 'All')
    and readings.period_start > {{ dbt.dateadd('year', -5, 'reach.data_as_of') }}
"""
).substitute(
    columns=",\n    ".join(
        [
            columns(Run, "reach"),
            columns(Definition, "definitions"),
            columns(Target, "targets"),
            columns(Reading, "readings"),
        ]
    )
)
"""The judged slices, each with five years of periods: a change on the year of a year that waits
to be final, and the one before, reach back that far."""

MONTHS = f"""
select
    readings.kpi,
    readings.segment,
    {columns(Reading, "readings")}
from governance.kpi_values as readings
where
    readings.period_grain = 'month'
    and readings.industry = 'All'
    and readings.seller = 'All'
    and readings.channel = 'All'
    and readings.is_final
order by readings.period_start
"""

RELEASES = f"select {columns(Release, 'releases')} from governance.kpi_release as releases"

ACTIONS = "select kpi, actions_en, actions_fr from governance.kpi_definitions"


@dataclass(frozen=True)
class Published:
    """All that a check needs."""

    run: Run
    kpis: list[KpiFacts]
    releases: Sequence[Release] = ()

    @property
    def data_as_of(self) -> date:
        """The last day that any KPI knows of."""
        return max(facts.data_as_of for facts in self.kpis if facts.data_as_of)


def read_published(options: DbtOptions, *, debug: bool = False) -> Published:
    """Read what is judged, and which release it comes from."""
    rows = show(QUERY, options, debug=debug)
    return published(rows, read_releases(options, debug=debug))


def read_built(options: DbtOptions, releases: Sequence[Release], *, debug: bool = False) -> Published:
    """Read what is about to be published, from where it is built."""
    query = QUERY.replace(" governance.", " {{ generate_schema_name('governance', none) }}.")
    return published(show(query, options, debug=debug, place=Place.WORKING), releases)


def read_releases(options: DbtOptions, *, debug: bool = False) -> list[Release]:
    """Which release each relation comes from; nothing where nothing was ever published."""
    try:
        rows = show(RELEASES, options, debug=debug)
    except UserError as error:
        if str(error) != NOT_BUILT:
            raise
        return []
    return [release for row in rows if (release := from_row(Release, row))]


def published(rows: Sequence[Row], releases: Sequence[Release]) -> Published:
    """Sort what was read by KPI."""
    runs = {row["definition_kpi"]: from_row(Run, row) for row in rows}
    known = [run for run in runs.values() if run is not None]
    if not known:
        raise UserError(NO_VALUES if rows else NOT_BUILT)
    by_kpi: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_kpi[row["definition_kpi"]].append(row)
    of_kpi = {release.kpi: release for release in releases if release.kpi}
    facts = [_facts(group, known[0], runs[kpi], of_kpi.get(str(kpi))) for kpi, group in by_kpi.items()]
    return Published(known[0], facts, releases)


def read_months(options: DbtOptions, *, debug: bool = False) -> dict[tuple[str, str], list[Reading]]:
    """The final months of every KPI's total and segments, in order."""
    months: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for row in show(MONTHS, options, debug=debug):
        months[str(row["kpi"]), str(row["segment"])].append(cast(Reading, from_row(Reading, row)))
    return months


def read_actions(options: DbtOptions, *, debug: bool = False) -> dict[str, tuple[list[str], list[str]]]:
    """What the card of each KPI suggests, in English and French."""
    return {
        str(row["kpi"]): ((row["actions_en"] or "").split(" | "), (row["actions_fr"] or "").split(" | "))
        for row in show(ACTIONS, options, debug=debug)
    }


def _facts(rows: list[Row], any_run: Run, run: Run | None, release: Release | None) -> KpiFacts:
    definition = cast(Definition, from_row(Definition, rows[0]))
    readings: dict[Target | None, dict[date, Reading]] = defaultdict(dict)
    for row in rows:
        of_slice = readings[from_row(Target, row)]
        if reading := from_row(Reading, row):
            of_slice[reading.period_start] = reading
    histories = {target: History(of_slice) for target, of_slice in readings.items()}
    return KpiFacts(definition, any_run.judged_grain, run.data_as_of if run else None, histories, release)
