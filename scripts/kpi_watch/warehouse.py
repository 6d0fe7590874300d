"""The only door to the warehouse: dbt itself, in this process, with the user's own profile."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, fields, replace
from datetime import date
from io import StringIO
from pathlib import Path
from string import Template
from typing import Any, cast

from kpi_watch.errors import UserError
from kpi_watch.labels import plain
from kpi_watch.periods import KpiFacts
from kpi_watch.places import Place, output_of
from kpi_watch.records import Definition, Reading, Run, Target, from_row
from kpi_watch.releases import Release
from kpi_watch.verdicts import History

NOT_BUILT = "no KPIs published yet: run kpis run (make kpis)"
NO_VALUES = "no KPI has a value per judged_grain: put that grain in var period_grains, and run make kpis"

Row = Mapping[str, str | None]


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

Advice = tuple[tuple[str, str], ...]

CLOSED: Advice = (
    (
        r'Could not set lock on file "(.+?)": Conflicting lock is held in (\S+) \(PID (\d+)\)',
        r"\1 is in use by process \3 (\2): let it finish or close it, then run this again",
    ),
    (
        r'The file "(.+?)" exists, but it is not a valid DuckDB',
        r"\1 is not a DuckDB database: move it away and run make kpis",
    ),
)
"""Why a warehouse cannot be opened at all."""

KNOWN_ERRORS: Advice = (
    *CLOSED,
    (
        r'"state" is not a catalog|[Cc]atalog "?state"? does not exist',
        "no state database: profiles.yml must attach one as state, as this project's own does",
    ),
    (r"(Table|View) with name .* does not exist|because schema .* does not exist", NOT_BUILT),
    (r"relation .* does not exist|TABLE_OR_VIEW_NOT_FOUND", NOT_BUILT),
    (r"Cannot open file .*No such file or directory|Database .* does not exist", NOT_BUILT),
    (
        r"[Cc]olumn .* (not found|does not exist)|does not have a column|UNRESOLVED_COLUMN",
        "the KPIs were built by another version of this project: run make kpis",
    ),
    (r"installed in dbt_packages|UninstalledPackages", "dbt packages are missing: run make setup"),
    (
        r"No dbt_project.yml found|Path '.*' does not exist|Could not find profile named",
        "no dbt project or profile here: run kpis in the project's folder, or name its --project-dir "
        "and --profiles-dir",
    ),
)


@dataclass(frozen=True)
class DbtOptions:
    """What a user may tell dbt; what is not said is dbt's to find, in files and environment."""

    project_dir: str | None = None
    profiles_dir: str | None = None
    target: str | None = None
    vars: str | None = None

    @property
    def folder(self) -> Path:
        """Where the project is."""
        return Path(self.project_dir or os.environ.get("DBT_PROJECT_DIR") or ".")

    def arguments(self) -> list[str]:
        """As dbt's own command line has them."""
        given = {f"--{f.name.replace('_', '-')}": getattr(self, f.name) for f in fields(self)}
        return [word for name, value in given.items() if value for word in (name, value)]


_manifests: dict[tuple[Path, DbtOptions], Any] = {}


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


def show(query: str, options: DbtOptions, *, debug: bool, place: Place = Place.PUBLISHED) -> list[Row]:
    """Run a query through dbt and return its rows; dbt itself says nothing."""
    command = ["show", "--inline", query, "--output", "json", "--limit", "-1"]
    results = _invoke(command, options, place, debug=debug)
    return [dict(row.items()) for row in cast(Iterable[Any], results.results[0].agate_table.rows)]


def run_macro(
    name: str,
    arguments: Mapping[str, object],
    options: DbtOptions,
    *,
    debug: bool,
    place: Place = Place.STATE,
) -> None:
    """Run a macro that writes; its arguments travel as JSON, and become SQL nowhere but in the macro."""
    _invoke(["run-operation", name, "--args", json.dumps(arguments)], options, place, debug=debug)


def _invoke(command: list[str], options: DbtOptions, place: Place, *, debug: bool) -> Any:  # noqa: ANN401
    """Run dbt on the project as the first call read it: a command asks often, and reading takes longest.

    A question that fails leaves its traces in what was read, so the next one reads anew.
    """
    manifest = read_project(options, debug=debug)
    output = output_of(place, options.target, manifest.metadata.adapter_type)
    key = _key(options)
    del _manifests[key]
    result = _run_dbt(command, replace(options, target=output), manifest, debug=debug)
    _manifests[key] = manifest
    return result


def run_build(
    command: Sequence[str],
    options: DbtOptions,
    manifest: Any,  # noqa: ANN401
) -> Sequence[Any]:
    """Build in this process, as loud as dbt is, and return what became of every node."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  importing dbt takes two seconds

    outcome = dbtRunner(manifest).invoke([*command, *options.arguments()])
    if outcome.exception is not None:
        raise UserError(one_line(str(outcome.exception))) from outcome.exception
    return cast(Sequence[Any], outcome.result.results)


def read_project(options: DbtOptions, *, debug: bool = False, flags: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Parse the project, once."""
    if _key(options) not in _manifests:
        manifest = _run_dbt([*flags, "parse"], options, debug=debug)
        _manifests[_key(options)] = manifest
    return _manifests[_key(options)]


def _key(options: DbtOptions) -> tuple[Path, DbtOptions]:
    return Path.cwd(), options


def _run_dbt(
    command: list[str],
    options: DbtOptions,
    manifest: Any = None,  # noqa: ANN401
    *,
    debug: bool,
) -> Any:  # noqa: ANN401
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  importing dbt takes two seconds

    quiet = ["--quiet", "--no-write-json", *([] if debug else ["--log-level", "none"])]
    said: list[str] = []

    def hear(event: Any) -> None:  # noqa: ANN401
        if event.info.level == "error":
            said.append(event.info.msg)

    with ExitStack() as stack:
        if not debug:
            stack.enter_context(redirect_stdout(StringIO()))
            stack.enter_context(redirect_stderr(StringIO()))
        outcome = dbtRunner(manifest, [hear]).invoke([*quiet, *command, *options.arguments()])
    if outcome.exception is not None:
        raise UserError(one_line(str(outcome.exception))) from outcome.exception
    if not outcome.success:
        raise UserError(one_line(" ".join(said)))
    return outcome.result


def advice(message: str, known: Advice = KNOWN_ERRORS) -> str | None:
    """What a user can do about an error that is known."""
    flat = _flat(message)
    found = ((re.search(pattern, flat), text) for pattern, text in known)
    return next((match.expand(text) for match, text in found if match), None)


def one_line(message: str) -> str:
    """What a user can do about an error of dbt or of the warehouse."""
    flat = _flat(message)
    headings = r"^((\w+ )?(Runtime|Compilation|Database|Parsing) Error( in [^:]*?\([^)]*\))?\s*)+"
    unknown = f"dbt could not read the KPIs: {re.sub(headings, '', flat).strip() or flat}"
    return advice(message) or unknown


def _flat(message: str) -> str:
    return " ".join(plain(line).strip() for line in message.splitlines())
