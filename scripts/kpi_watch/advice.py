"""What a user can do about an error of dbt or of a warehouse, in one line."""

import re

from kpi_watch.labels import plain

NOT_BUILT = "no KPIs published yet: run kpis run (make kpis)"

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

EXHAUSTED: Advice = (
    (
        r"No space left on device|max_temp_directory_size|[Dd]isk full|File too large",
        "the disk is full: free some of it, or put KPI_WAREHOUSE, KPI_STATE, KPI_PUBLISHED or KPI_SPILL "
        "on another one; what was published stays",
    ),
    (
        r"Out of Memory Error|OutOfMemoryError|\bout of memory\b",
        "the build needs more memory than it may use: raise KPI_MEMORY (on Spark KPI_SPARK_MEMORY); "
        "what was published stays",
    ),
)
"""Why a machine could not go on."""

KNOWN_ERRORS: Advice = (
    *CLOSED,
    *EXHAUSTED,
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
