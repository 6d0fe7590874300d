"""The rows that the runner reads, and the door at which their text becomes typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

from kpi_watch.errors import UserError

ALL = "All"
"""The member of a dimension that a slice does not cut by."""


class Unit(StrEnum):
    """What a KPI is measured in."""

    RATIO = "ratio"
    MONEY = "money"
    DAYS = "days"
    MONTHS = "months"
    TIMES = "times"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"


class Comparison(StrEnum):
    """What the numbers of a target are compared with."""

    LEVEL = "level"
    CHANGE_ON_YEAR = "change_on_year"


class Grain(StrEnum):
    """Length of a period."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Run:
    """What is the same for every row: the project's variables, and how far the KPI reaches."""

    judged_grain: Grain
    reporting_currency: str
    fiscal_year_start_month: int
    data_as_of: date | None


@dataclass(frozen=True)
class Definition:
    """The part of a KPI's card that a verdict needs."""

    kpi: str
    label_en: str
    label_fr: str
    unit: Unit
    direction: Direction
    kpi_owner: str
    funnel_stage: str
    definition_version: int


@dataclass(frozen=True)
class Target:
    """The band and the alert limits of one KPI for one slice."""

    segment: str
    industry: str
    seller: str
    channel: str
    comparison: Comparison
    target_low: Decimal | None
    target_high: Decimal | None
    alert_below: Decimal | None
    alert_above: Decimal | None
    minimum_sample: int | None
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def members(self) -> tuple[str, str, str, str]:
        """The member of each dimension."""
        return self.segment, self.industry, self.seller, self.channel

    def holds_on(self, day: date) -> bool:
        """Validity includes both ends; an empty end is open."""
        starts, ends = self.valid_from or date.min, self.valid_to or date.max
        return starts <= day <= ends


@dataclass(frozen=True)
class Period:
    """First and last day, and whether its numbers are done moving."""

    start: date
    end: date
    is_final: bool


@dataclass(frozen=True)
class Reading:
    """One KPI of one period and slice, as published."""

    period_start: date
    period_end: date
    measured_on: date
    numerator: Decimal | None
    denominator: Decimal | None
    sum_of_squares: Decimal | None
    sample_size: int | None
    kpi_value: Decimal | None
    reference_value: Decimal | None
    value_status: str
    is_final: bool

    @property
    def period(self) -> Period:
        """The period alone."""
        return Period(self.period_start, self.period_end, self.is_final)


def _decimal(text: str) -> Decimal | None:
    """NaN and the infinities are no data; they would compare as an error or as a breach."""
    number = Decimal(text)
    return number if number.is_finite() else None


_CONVERTERS: Mapping[object, Callable[[str], object]] = {
    str: str,
    int: int,
    int | None: int,
    bool: lambda text: text.lower() == "true",
    date: date.fromisoformat,
    date | None: date.fromisoformat,
    datetime | None: datetime.fromisoformat,
    Decimal | None: _decimal,
}

_HINTS: dict[type, dict[str, Any]] = {}

RowT = TypeVar("RowT")


def from_row(kind: type[RowT], row: Mapping[str, str | None]) -> RowT | None:
    """Build a record from the columns `<kind>_<field>`; none where its side of the join is empty."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    hints = _HINTS[kind]
    texts = {name: row[f"{kind.__name__.lower()}_{name}"] for name in hints}
    if all(text is None for text in texts.values()):
        return None
    values: dict[str, Any] = {}
    for name, text in texts.items():
        convert = _CONVERTERS.get(hints[name], hints[name])
        try:
            values[name] = convert(text) if text is not None else _absent(hints[name])
        except (ArithmeticError, TypeError, ValueError) as error:
            raise UserError(
                f"column {name} of a KPI {kind.__name__.lower()} holds {text!r}, which the "
                "runner cannot use: correct it and run make kpis"
            ) from error
    return kind(**values)


def _absent(hint: object) -> str | None:
    if hint is str:
        return ""
    if hint in {int, bool, date, Unit, Direction, Comparison, Grain}:
        raise ValueError("must not be empty")
    return None
