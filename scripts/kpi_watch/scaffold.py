"""Writes the SELECT that a table of the source contract begins with, for the user to finish."""

from collections.abc import Iterator

from kpi_watch.headings import Match, Reference
from kpi_watch.landing import quoted
from kpi_watch.placing import Plan, Source
from kpi_watch.rawfiles import date_order

HEAD = "-- Begun by kpis init: look at each line marked ?, and write what is marked !\n"
GUESS, BY_NAME, LACKING = "  -- ?", "  -- ? looked up by its name", "    -- !"


def select(plan: Plan, sources: list[Source]) -> str:
    """The SELECT of one table, over all the files that feed it."""
    references = {
        reference.table: reference
        for source in sources
        for match in source.matches
        if (reference := plan.named(source, match)[1])
    }
    ctes = ",\n\n".join(_names(plan, reference) for reference in references.values())
    parts = "\nunion all by name\n".join(_part(plan, source) for source in sources)
    return f"{HEAD}{f'with {ctes}{chr(10) * 2}' if ctes else ''}{parts}\n"


def guesses(plan: Plan, source: Source) -> int:
    """How many lines of its SELECT are marked."""
    used = [plan.named(source, match) for match in source.matches]
    return source.is_guess + sum(match.is_guess or reference is not None for match, reference in used)


def dates(source: Source) -> str | None:
    """How the dates of a file are written, where they are not ISO."""
    kinds = {column.name: column.kind for column in source.table.columns}
    columns = [
        heading
        for match in source.matches
        if kinds[match.column] in ("date", "timestamp")
        for heading in match.headings
    ]
    return date_order(source.file, columns)


def _names(plan: Plan, reference: Reference) -> str:
    """A CTE that tells the id behind each name that only one record bears."""
    parts = []
    for source in plan.of(reference.table):
        key, name = source.match(reference.id_column), source.match(reference.name_column)
        if key and name:
            parts.append(
                f"    select {_expression(name)} as known_name, {_expression(key)} as known_id\n"
                f"    from {source.file.reader}"
            )
    every, one = f"every_{reference.table}", f"{reference.table}_by_name"
    return (
        f"{every} as (\n{f'{chr(10)}    union all{chr(10)}'.join(parts)}\n),\n\n"
        f"{one} as (\n    select known_name, min(known_id) as known_id\n    from {every}\n"
        "    group by known_name\n    having count(distinct known_id) = 1\n)"
    )


def _part(plan: Plan, source: Source) -> str:
    """The SELECT over one file, with what it leaves out as comments."""
    used = [plan.named(source, match) for match in source.matches]
    lines = [_line(match, reference) for match, reference in used]
    listed = "\n".join(
        f"    {text}{',' if i < len(lines) else ''}{mark}" for i, (text, mark) in enumerate(lines, 1)
    )
    first = f"-- {'? ' if source.is_guess else ''}{source.table.name} from {source.file.name}\nselect\n"
    lacking = "".join(
        f"{LACKING} as {name}: it is required, and no column of the file seems to be it\n"
        for name in source.lacking
    )
    joins = "".join(
        f"\nleft join {reference.table}_by_name as of_{match.column}\n"
        f"    on {_expression(match)} = of_{match.column}.known_name"
        for match, reference in used
        if reference
    )
    body = f"{first}{lacking}{listed}\nfrom {source.file.reader}{joins}"
    if source.is_mention:
        return f"{body}\nwhere {_expression(source.matches[0])} <> ''\ngroup by all"
    return "\n".join([body, *_comments(source, [match for match, _ in used])])


def _line(match: Match, reference: Reference | None) -> tuple[str, str]:
    expression = _expression(match)
    if reference:
        return f"coalesce(of_{match.column}.known_id, {expression}) as {match.column}", BY_NAME
    return f"{expression} as {match.column}", GUESS if match.is_guess else ""


def _expression(match: Match) -> str:
    names = [quoted(name) for name in match.headings]
    if match.is_list:
        return f"split_part({names[0]}, ';', 1)"
    return f"concat_ws(' ', {', '.join(names)})" if len(names) > 1 else names[0]


def _comments(source: Source, used: list[Match]) -> Iterator[str]:
    """What is left on either side."""
    taken = {name for match in used for name in match.headings}
    if left := [quoted(name) for name in source.file.columns if name not in taken]:
        yield f"-- left out of the file: {' '.join(', '.join(left).split())}"
    if open_ := [name for name in source.table.names if source.match(name) is None]:
        yield f"-- left empty of the table: {', '.join(open_)}"
