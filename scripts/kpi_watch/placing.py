"""Finds the table of the source contract that each raw file feeds, and where names stand for ids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi_watch.contract import Table
from kpi_watch.headings import Headings, Match, Reference, match_by_name, match_columns, named_tables
from kpi_watch.rawfiles import RawFile

ENOUGH = 3
"""Columns by which a file whose name says nothing is known."""


@dataclass(frozen=True)
class Source:
    """A raw file, the table that it feeds, and the columns that it has for it."""

    file: RawFile
    table: Table
    matches: tuple[Match, ...]
    is_guess: bool = False
    is_mention: bool = False
    """Its rows are of another table, and only name the records of this one."""

    def match(self, column: str) -> Match | None:
        """What gives one column."""
        return next((match for match in self.matches if match.column == column), None)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Required columns that the file does not seem to have."""
        return tuple(name for name in self.table.required if self.match(name) is None)


@dataclass(frozen=True)
class Plan:
    """All sources, and the files that none of the tables fits."""

    sources: tuple[Source, ...]
    strangers: tuple[RawFile, ...]
    headings: Headings

    def of(self, table: str) -> list[Source]:
        """The sources of one table."""
        return [source for source in self.sources if source.table.name == table]

    def named(self, source: Source, match: Match) -> tuple[Match, Reference | None]:
        """The match as it is to be used, and the reference by which a name is looked up.

        Where the other table has ids of its own, a name is looked up there; where its names serve as ids,
        a name is as good as an id, and better than an id that is nowhere.
        """
        reference = self.headings.references.get(match.column)
        if reference is None or (source.table.name == reference.table and not match.is_name):
            return match, None
        has_ids = any(
            found and not found.is_guess
            for other in self.of(reference.table)
            if (found := other.match(reference.id_column))
        )
        if match.is_name:
            return match, reference if has_ids else None
        by_name = match_by_name(match.column, source.table, source.file.columns, self.headings)
        return (by_name if by_name and self.of(reference.table) and not has_ids else match), None


def place(files: list[RawFile], contract: Mapping[str, Table], headings: Headings) -> Plan:
    """Place each file; then make the tables that no file is for from what others say of their records."""
    placed = {file.name: _best(file, contract, headings) for file in files}
    sources = [source for source in placed.values() if source]
    sources += list(_otherwise(sources, contract, headings))
    sources += list(_mentioned(sources, contract, headings))
    order = list(contract)
    sources.sort(key=lambda source: (order.index(source.table.name), source.file.name))
    return Plan(tuple(sources), tuple(file for file in files if placed[file.name] is None), headings)


def _best(file: RawFile, contract: Mapping[str, Table], headings: Headings) -> Source | None:
    """By its name if the columns do not contradict, else by its columns."""
    stem = file.name.rpartition("/")[2].rpartition(".")[0]
    named = [_source(file, contract[name], headings) for name in named_tables(stem, headings)]
    by_columns = [_source(file, table, headings, is_guess=True) for table in contract.values()]
    complete = [source for source in by_columns if not source.lacking and len(source.matches) >= ENOUGH]
    choices = [
        *(source for source in named if not source.lacking),
        *sorted(complete, key=lambda source: -len(source.matches)),
        *(source for source in named if set(source.table.required) - set(source.lacking)),
    ]
    return choices[0] if choices else None


def _source(file: RawFile, table: Table, headings: Headings, *, is_guess: bool = False) -> Source:
    return Source(file, table, tuple(match_columns(table, file.columns, headings)), is_guess)


def _otherwise(sources: list[Source], contract: Mapping[str, Table], headings: Headings) -> Iterator[Source]:
    """A file of contacts that tells when they became leads is one of leads too."""
    have = {source.table.name for source in sources}
    for table, rule in headings.otherwise.items():
        for source in sources:
            if table not in have and source.table.name in rule["from"]:
                made = _source(source.file, contract[table], headings, is_guess=True)
                if not made.lacking and any(made.match(column) for column in rule["with"]):
                    yield made


def _mentioned(sources: list[Source], contract: Mapping[str, Table], headings: Headings) -> Iterator[Source]:
    """Accounts and sellers of which there is no file, from the deals that name them."""
    have = {source.table.name for source in sources}
    for source in sources:
        for match in source.matches:
            reference = headings.references.get(match.column)
            name = match_by_name(match.column, source.table, source.file.columns, headings)
            if reference and name and reference.table not in have:
                yield Source(
                    source.file,
                    contract[reference.table],
                    (
                        Match(reference.id_column, match.headings, match.is_name, match.is_list),
                        Match(reference.name_column, name.headings),
                    ),
                    is_guess=True,
                    is_mention=True,
                )
