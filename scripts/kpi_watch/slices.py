"""What stands behind a judged slice: its members, its deals, and the words of its card."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from kpi_watch.decomposition import Parts
from kpi_watch.records import Grain, Period, from_row
from kpi_watch.warehouse import DbtOptions, columns, show

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
    cadence: str
    north_star: str
    action_causes: str
    actions_en: str
    actions_fr: str


@dataclass(frozen=True)
class MeasuredDecision:
    """What a decision did."""

    decision_id: str
    kpi: str
    cause: str
    measured_effect: Decimal | None
    noise: Decimal | None
    effect: str


def read_parts(stretches: Iterable[Stretch], grain: Grain, options: DbtOptions, *, debug: bool) -> list[Part]:
    """Every slice of the stretches, in one query."""
    wanted = " or ".join(
        f"(kpi = '{s.kpi}' and period_start in ({', '.join(map(_day, s.starts))}))" for s in stretches
    )
    condition = f"period_grain = '{grain}' and ({wanted or '1 = 0'})"
    return _read(Part, "kpi_values", condition, options, debug)


def read_deals(stretches: Iterable[Stretch], options: DbtOptions, *, debug: bool) -> list[Deal]:
    """Every deal of the stretches, in one query."""
    wanted = [
        f"(kpi = '{s.kpi}' and closed_on between {_day(p.start)} and {_day(p.end)})"
        for s in stretches
        for p in s.periods
    ]
    return _read(Deal, "kpi_deals", " or ".join(wanted), options, debug)


def read_cards(options: DbtOptions, *, debug: bool) -> dict[str, Card]:
    """The cards by their KPI."""
    return {card.kpi: card for card in _read(Card, "kpi_definitions", "1 = 1", options, debug)}


def read_effects(options: DbtOptions, *, debug: bool) -> dict[str, MeasuredDecision]:
    """The measured decisions by their id."""
    rows = _read(MeasuredDecision, "kpi_decisions", "1 = 1", options, debug)
    return {row.decision_id: row for row in rows}


def _read(kind: type[RowT], table: str, condition: str, options: DbtOptions, debug: bool) -> list[RowT]:
    query = f"select {columns(kind, table)} from governance.{table} as {table} where {condition or '1 = 0'}"
    found = [from_row(kind, row) for row in show(query, options, debug=debug)]
    return [row for row in found if row is not None]


def _day(day: date) -> str:
    return f"cast('{day}' as date)"
