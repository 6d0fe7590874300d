"""Numbers, bands and periods in two languages."""

from datetime import date
from decimal import Decimal

import pytest

from kpi_watch.formats import NARROW_SPACE, Formats
from kpi_watch.labels import WORDS, Lang, plain
from kpi_watch.records import Comparison, Definition, Direction, Grain, Period, Run, Target, Unit
from kpi_watch.verdicts import Reason, Verdict


def formats(
    lang: Lang = Lang.EN, grain: Grain = Grain.QUARTER, first: int = 1, money: str = "EUR"
) -> Formats:
    return Formats(lang, Run(grain, money, first, None))


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        ("0.12345", Unit.RATIO, "12.3%", "12,3 %"),
        ("-0.0001", Unit.RATIO, "0.0%", "0,0 %"),
        ("1234567.4", Unit.MONEY, "€1,234,567", "1 234 567 €"),
        ("-1234", Unit.MONEY, "-€1,234", "-1 234 €"),
        ("12.5", Unit.MONEY, "€12.50", "12,50 €"),
        ("51.78", Unit.DAYS, "51.8 d", "51,8 j"),
        ("9.04", Unit.MONTHS, "9.0 mo", "9,0 mois"),
        ("3.456", Unit.TIMES, "3.46×", "3,46×"),
    ],
)
def test_values_have_their_unit(value: str, unit: Unit, english: str, french: str) -> None:
    for lang, expected in ((Lang.EN, english), (Lang.FR, french)):
        assert formats(lang).value(Decimal(value), unit).replace(NARROW_SPACE, " ") == expected


def test_a_currency_without_a_sign_keeps_its_code() -> None:
    assert formats(money="CHF").value(Decimal(1234), Unit.MONEY).replace(NARROW_SPACE, " ") == "CHF 1,234"


@pytest.mark.parametrize(
    ("low", "high", "unit", "comparison", "band"),
    [
        ("0.20", "0.35", Unit.RATIO, Comparison.LEVEL, "20–35%"),
        ("0.125", None, Unit.RATIO, Comparison.LEVEL, "≥ 12.5%"),
        (None, "12", Unit.MONTHS, Comparison.LEVEL, "≤ 12 mo"),
        ("1000", "2500.5", Unit.MONEY, Comparison.LEVEL, "€1,000–2,500.5"),
        ("-0.20", "-0.10", Unit.DAYS, Comparison.CHANGE_ON_YEAR, "-20…-10%"),
        ("0", "0.10", Unit.DAYS, Comparison.CHANGE_ON_YEAR, "+0…+10%"),
        (None, None, Unit.DAYS, Comparison.LEVEL, ""),
    ],
)
def test_bands(low: str | None, high: str | None, unit: Unit, comparison: Comparison, band: str) -> None:
    ends = [Decimal(end) if end is not None else None for end in (low, high)]
    target = Target(*["All"] * 4, comparison, *ends, None, None, None, None, None, "test")
    definition = Definition("kpi_x", "X", "X", unit, Direction.HIGHER, "Sales Ops", "conversion", 1)
    assert formats().band(definition, target).replace(NARROW_SPACE, " ") == band


@pytest.mark.parametrize(
    ("grain", "first", "start", "english", "french"),
    [
        (Grain.WEEK, 1, date(2026, 12, 28), "2026-W53", "2026-S53"),
        (Grain.MONTH, 4, date(2026, 2, 1), "2026-02", "2026-02"),
        (Grain.QUARTER, 1, date(2026, 10, 1), "2026-Q4", "2026-T4"),
        (Grain.QUARTER, 4, date(2026, 1, 1), "FY2026-Q4", "EX2026-T4"),
        (Grain.QUARTER, 4, date(2026, 4, 1), "FY2027-Q1", "EX2027-T1"),
        (Grain.YEAR, 1, date(2026, 1, 1), "2026", "2026"),
        (Grain.YEAR, 7, date(2025, 7, 1), "FY2026", "EX2026"),
    ],
)
def test_periods_are_fiscal(grain: Grain, first: int, start: date, english: str, french: str) -> None:
    period = Period(start, start, True)
    assert formats(Lang.EN, grain, first).period(period) == english
    assert formats(Lang.FR, grain, first).period(period) == french


def test_every_verdict_and_reason_has_words_in_both_languages() -> None:
    for key in [*Verdict, *Reason, *Grain, Unit.DAYS, Unit.MONTHS]:
        assert all(WORDS[key])


def test_a_terminal_obeys_nothing_in_a_name() -> None:
    assert plain("a\x1b[31mb\x9b2Jc\nd\u202ee\u2028f\x00Zoë") == "a [31mb 2Jc d e f Zoë"
