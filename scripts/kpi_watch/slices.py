"""What stands behind a judged slice: its members, its deals, and the words of its card."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from kpi_watch.dbt_calls import DbtOptions, Row, show
from kpi_watch.decomposition import Parts
from kpi_watch.records import Grain, Period, from_row
from kpi_watch.warehouse import columns

RowT = TypeVar("RowT")

DIMENSIONS = ("segment", "industry", "seller", "channel")


@dataclass(frozen=True)
class Stretch:
    """A KPI over consecutive periods."""

    kpi: str
    periods: tuple[Period, ...]

    @property
    def starts(self) -> list[date]:
        """The first days."""
        return [period.start for period in self.periods]


@dataclass(frozen=True)
class Part:
    """One slice of one period, as published."""

    kpi: str
    period_start: date
    segment: str
    industry: str
    seller: str
    channel: str
    numerator: Decimal | None
    denominator: Decimal | None
    sample_size: int | None
    kpi_value: Decimal | None

    @property
    def members(self) -> tuple[str, str, str, str]:
        """The member of each dimension."""
        return self.segment, self.industry, self.seller, self.channel

    @property
    def parts(self) -> Parts:
        """Exactly."""
        return Parts(Fraction(self.numerator or 0), Fraction(self.denominator or 0))


@dataclass(frozen=True)
class Deal:
    """One deal behind a KPI."""

    kpi: str
    opportunity_id: str
    closed_on: date
    segment: str
    industry: str
    seller: str
    channel: str
    is_won: bool
    loss_stage: str
    loss_stage_order: int | None
    loss_reason: str
    reporting_amount: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None

    @property
    def members(self) -> tuple[str, str, str, str]:
        """The member of each dimension."""
        return self.segment, self.industry, self.seller, self.channel


@dataclass(frozen=True)
class Card:
    """What a KPI's card says to people."""

    kpi: str
    formula: str
    scope: str
    hypothesis: str
    action_causes: str
    actions_en: str
    actions_fr: str


@dataclass(frozen=True)
class MeasuredDecision:
    """What a decision did."""

    decision_id: str
    kpi: str
    playbook_cause: str
    measured_effect: Decimal | None
    noise: Decimal | None
    effect: str


@dataclass(frozen=True)
class Behind:
    """All that stands behind the judged slices."""

    parts: list[Part]
    deals: list[Deal]
    cards: list[Card]
    effects: list[MeasuredDecision]


TABLES: Mapping[type, str] = {
    Part: "kpi_values",
    Deal: "kpi_deals",
    Card: "kpi_definitions",
    MeasuredDecision: "kpi_decisions",
}


def read_behind(stretches: Sequence[Stretch], grain: Grain, options: DbtOptions, *, debug: bool) -> Behind:
    """Read all of it in one query: what dbt does around each takes longer than the query.

    Each kind of row has its own columns, which are empty in the rows of the other kinds.
    """
    parts = [
        f"(kpi = '{s.kpi}' and period_start in ({', '.join(_day(p.start) for p in s.periods)}))"
        for s in stretches
    ]
    deals = [
        f"(kpi = '{s.kpi}' and closed_on between {_day(p.start)} and {_day(p.end)})"
        for s in stretches
        for p in s.periods
    ]
    wanted = {
        Part: f"period_grain = '{grain}' and ({' or '.join(parts) or '1 = 0'})",
        Deal: " or ".join(deals) or "1 = 0",
    }
    rows = show("\nunion all\n".join(_select(kind, wanted) for kind in TABLES), options, debug=debug)
    return Behind(_of(Part, rows), _of(Deal, rows), _of(Card, rows), _of(MeasuredDecision, rows))


def _select(kind: type, wanted: Mapping[type, str]) -> str:
    filled = [
        columns(other, "source")
        if other is kind
        else re.sub(r"cast\(\S+ as", "cast(null as", columns(other, ""))
        for other in TABLES
    ]
    condition = wanted.get(kind, "1 = 1")
    return f"select {', '.join(filled)}\nfrom governance.{TABLES[kind]} as source\nwhere {condition}"


def _of(kind: type[RowT], rows: Iterable[Row]) -> list[RowT]:
    return [found for row in rows if (found := from_row(kind, row)) is not None]


def _day(day: date) -> str:
    return f"cast('{day}' as date)"
