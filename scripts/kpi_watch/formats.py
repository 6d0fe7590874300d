"""Numbers, dates, bands and periods as people of a language read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_watch.evidence import Interval
from kpi_watch.labels import Lang, plain, word
from kpi_watch.records import ALL, Comparison, Definition, Grain, Period, Run, Target, Unit

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"
CURRENCY_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Formats:
    """How one project writes in one language."""

    lang: Lang
    run: Run

    def number(self, value: Decimal | float, decimals: int, *, sign: bool = False) -> str:
        """1,234.5 in English and 1 234,5 in French; never -0.0."""
        text = f"{value:{'+' if sign else ''}z,.{decimals}f}"
        if self.lang is Lang.EN:
            return text
        return text.translate({ord(","): NARROW_SPACE, ord("."): ","})

    def with_unit(self, text: str, unit: Unit) -> str:
        """A written number with its unit where the language puts it."""
        sign = plain(self.run.reporting_currency)
        sign = CURRENCY_SIGNS.get(sign, f"{sign}{NARROW_SPACE}")
        if unit is Unit.MONEY and self.lang is Lang.EN:
            return f"-{sign}{text[1:]}" if text.startswith("-") else f"{sign}{text}"
        if unit is Unit.RATIO:
            return f"{text}%" if self.lang is Lang.EN else f"{text}{NARROW_SPACE}%"
        if unit is Unit.TIMES:
            return f"{text}×"
        return f"{text}{NARROW_SPACE}{sign.strip() if unit is Unit.MONEY else word(unit, self.lang)}"

    def value(self, value: Decimal, unit: Unit) -> str:
        """A KPI's value."""
        if unit is Unit.RATIO:
            return self.with_unit(self.number(value * HUNDRED, 1), unit)
        return self.with_unit(self.number(value, self._decimals(value, unit)), unit)

    def share(self, share: Decimal | float, *, sign: bool = False) -> str:
        """A change or a bound in per cent."""
        return self.with_unit(self.number(share * 100, 1, sign=sign), Unit.RATIO)

    def interval(self, interval: Interval) -> str:
        """Both bounds of a rate."""
        return f"{self.number(interval.low * 100, 1)}{EN_DASH}{self.share(interval.high)}"

    def change(self, value: Decimal, before: Decimal, unit: Unit) -> str:
        """A rate moves by points, everything else by per cent."""
        if unit is Unit.RATIO:
            points = self.number((value - before) * HUNDRED, 1, sign=True)
            return f"{points}{NARROW_SPACE}{word('points', self.lang)}"
        return self.share(value / before - 1, sign=True) if before > 0 else ""

    def band(self, definition: Definition, target: Target) -> str:
        """The target band; where only one end is set, as a limit."""
        is_change = target.comparison is Comparison.CHANGE_ON_YEAR
        unit = Unit.RATIO if is_change else definition.unit
        ends = [end for end in (target.target_low, target.target_high) if end is not None]
        limits = [self._limit(end, unit, sign=is_change) for end in ends]
        text = ("…" if is_change else EN_DASH).join(limits)
        if len(ends) == 1:
            text = f"{'≤' if target.target_low is None else '≥'} {text}"
        return self.with_unit(text, unit) if ends else ""

    def period(self, period: Period) -> str:
        """2026-Q1; FY2026-Q1 where the fiscal year is not the calendar's (named by its last day)."""
        start, grain = period.start, self.run.judged_grain
        if grain is Grain.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year}-{word('W', self.lang)}{week:02}"
        if grain is Grain.MONTH:
            return f"{start:%Y-%m}"
        first = self.run.fiscal_year_start_month
        month = (start.month - first) % 12
        year = start.year + (first > 1 and start.month >= first)
        name = f"{'' if first == 1 else word('FY', self.lang)}{year}"
        return name if grain is Grain.YEAR else f"{name}-{word('Q', self.lang)}{month // 3 + 1}"

    def day(self, day: date) -> str:
        """2026-03-31, in French 31/03/2026."""
        return f"{day:%Y-%m-%d}" if self.lang is Lang.EN else f"{day:%d/%m/%Y}"

    def slice(self, target: Target | None) -> str:
        """The members that make the slice."""
        named = [plain(member) for member in target.members if member != ALL] if target else []
        return " · ".join(named) or word("total", self.lang)

    def label(self, definition: Definition) -> str:
        """The KPI's name."""
        return plain(definition.label_en if self.lang is Lang.EN else definition.label_fr)

    def _limit(self, limit: Decimal, unit: Unit, *, sign: bool) -> str:
        shown = (limit * HUNDRED if unit is Unit.RATIO else limit).normalize()
        return self.number(shown, min(2, max(0, -int(shown.as_tuple().exponent))), sign=sign)

    @staticmethod
    def _decimals(value: Decimal, unit: Unit) -> int:
        if unit is Unit.TIMES:
            return 2
        return 1 if unit is not Unit.MONEY else 0 if abs(value) >= HUNDRED else 2
