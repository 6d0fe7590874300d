"""Which periods are compared, what comes first, and what the numbers speak for: on facts small enough to check by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kpi_watch.decomposition import Parts
from kpi_watch.drivers import Action, causes, heaviest, playbook, ranked, reasons, stages
from kpi_watch.explain import Question, explain, question
from kpi_watch.labels import Lang
from kpi_watch.periods import KpiFacts, end_of_next
from kpi_watch.records import Comparison, Definition, Direction, Grain, Period, Reading, Target, Unit
from kpi_watch.replay import replay
from kpi_watch.slices import Card, Deal, Part, Stretch
from kpi_watch.verdicts import History, Judgement, Reason, Verdict

ALL = ("All", "All", "All", "All")
KPI = Definition("kpi_x", "X", "X", Unit.DAYS, Direction.HIGHER, "Sales Ops", "conversion", 1)
TARGET = Target(*ALL, Comparison.LEVEL, Decimal(20), None, Decimal(10), None, None, None, None, "test")


STARTS = [date(year, month, 1) for year in (2024, 2025, 2026) for month in (1, 4, 7, 10)][:10]
LAST = date(2026, 6, 30)


def quarters(count: int, final: int | None = None) -> list[Period]:
    """The last quarters up to June 2026; those after the first `final` still wait."""
    starts = STARTS[-count:]
    ends = [end_of_next(start - timedelta(days=1), Grain.QUARTER) for start in starts]
    return [
        Period(s, e, final is None or i < final) for i, (s, e) in enumerate(zip(starts, ends, strict=True))
    ]


def facts(values: list[str], final: int | None = None) -> KpiFacts:
    readings = {
        p.start: Reading(p.start, p.end, p.end, None, None, None, 9, Decimal(v), None, "ok", p.is_final)
        for p, v in zip(quarters(len(values), final), values, strict=True)
    }
    return KpiFacts(KPI, Grain.QUARTER, LAST, {TARGET: History(readings)})


def asked(values: list[str], span: int | None = None) -> Question | None:
    of_kpi = facts(values)
    told = replay(of_kpi)[TARGET]
    return question(told[-1].judgement, of_kpi.periods, told, span)


@pytest.mark.parametrize(
    ("values", "span", "after", "before"),
    [
        ("30 30 30 30 30 30 30 15", None, "2026-04-01", "2025-04-01"),
        ("30 30 30 30 30 30 15 15", None, "2026-01-01 2026-04-01", "2025-01-01 2025-04-01"),
        ("30 30 30 15 15 15 15 15", None, "2025-07-01 2025-10-01 2026-01-01 2026-04-01",
         "2024-07-01 2024-10-01 2025-01-01 2025-04-01"),
        ("30 30 30 30 30 30 15 15", 1, "2026-04-01", "2025-04-01"),
        ("30 30 15", None, "2026-04-01", "2026-01-01"),
        ("30 15 15 15", None, "2025-10-01 2026-01-01 2026-04-01", "2025-07-01"),
    ],
)  # fmt: skip
def test_since_it_is_off_target_at_most_four_periods_against_the_year_before_else_those_before(
    values: str, span: int | None, after: str, before: str
) -> None:
    found = asked(values.split(), span)
    assert found is not None
    assert [str(start) for start in found.after.starts] == after.split()
    assert [str(start) for start in found.before.starts] == before.split()


def test_without_an_earlier_period_there_is_no_question() -> None:
    assert asked(["15"]) is None


def test_a_kpi_that_waits_to_be_final_is_heard_as_late() -> None:
    at_once, waiting = (
        replay(facts(["30", "5", "5"]))[TARGET],
        replay(facts(["30", "5", "5"], final=2))[TARGET],
    )
    assert [told.heard_on for told in at_once] == [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]
    assert [told.heard_on for told in waiting] == [date(2026, 3, 31), date(2026, 6, 30)]
    assert [told.judgement.verdict for told in at_once] == [Verdict.ON_TARGET, Verdict.WATCH, Verdict.ALERT]


# Members

BEFORE, AFTER = quarters(2)
ASKED = Question(
    Judgement(KPI, TARGET, AFTER, Verdict.ALERT, Reason.BEYOND_LIMIT),
    Stretch("kpi_x", (BEFORE,)),
    Stretch("kpi_x", (AFTER,)),
)


def part(period: Period, segment: str, numerator: int, denominator: int) -> Part:
    parts = (Decimal(numerator), Decimal(denominator))
    return Part("kpi_x", period.start, segment, "All", "All", "All", *parts, denominator, None)


PARTS = [
    *(part(BEFORE, "All", 60, 30), part(BEFORE, "good", 40, 20), part(BEFORE, "bad", 20, 10)),
    *(part(AFTER, "All", 70, 30), part(AFTER, "good", 60, 20), part(AFTER, "bad", 10, 10)),
]


def test_the_worst_member_is_first_whichever_way_is_better() -> None:
    members = [effect.member for effect in explain(ASKED, PARTS, []).dimensions["segment"]]
    assert members == ["bad", "good"]
    lower = replace(ASKED.judgement, definition=replace(KPI, direction=Direction.LOWER))
    turned = explain(replace(ASKED, judgement=lower), PARTS, [])
    assert [effect.member for effect in turned.dimensions["segment"]] == ["good", "bad"]


def test_members_that_do_not_add_up_explain_nothing() -> None:
    assert explain(ASKED, [p for p in PARTS if p.segment != "good"], []).dimensions == {}


def test_a_stock_is_split_by_amount_though_its_denominators_are_all_one() -> None:
    parts = [
        *(part(BEFORE, "All", 60, 1), part(BEFORE, "grows", 20, 1), part(BEFORE, "shrinks", 40, 1)),
        *(part(AFTER, "All", 70, 1), part(AFTER, "grows", 45, 1), part(AFTER, "shrinks", 25, 1)),
    ]
    found = [(e.member, e.rate, e.mix) for e in explain(ASKED, parts, []).dimensions["segment"]]
    assert found == [("shrinks", -15, 0), ("grows", 25, 0)]


def test_what_is_no_quotient_of_its_parts_is_not_split() -> None:
    accuracy = [replace(p, kpi_value=Decimal("0.5")) for p in PARTS]
    assert explain(ASKED, accuracy, []).change is None
    rounded = [replace(p, kpi_value=Decimal(p.numerator or 0) / Decimal(p.denominator or 1)) for p in PARTS]
    assert explain(ASKED, rounded, []).change is not None


def test_only_a_member_of_a_tenth_of_the_weight_has_stopped() -> None:
    for weight, first in ((3, "worse"), (4, "stops")):
        parts = [
            *(part(BEFORE, "All", 60, 30), part(BEFORE, "stops", 2 * weight, weight)),
            part(BEFORE, "worse", 60 - 2 * weight, 30 - weight),
            *(part(AFTER, "All", 30, 30), part(AFTER, "worse", 30, 30)),
        ]
        assert explain(ASKED, parts, []).dimensions["segment"][0].member == first


# Deals, causes and actions


def deal(
    opportunity_id: str, stage: str = "", *, reason: str = "Price", amount: int = 10, numerator: int = 1
) -> Deal:
    order = {"early": 1, "late": 2}.get(stage)
    members = ("Enterprise", "Retail", "Anna", "Email")
    numbers = (Decimal(amount), Decimal(numerator), Decimal(1))
    return Deal(
        "kpi_x",
        opportunity_id,
        AFTER.end,
        *members,
        not stage,
        stage,
        order,
        reason if stage else "",
        *numbers,
    )


def test_the_stage_that_lost_more_is_first_and_names_its_cause() -> None:
    old = [deal("a"), deal("b"), deal("c", "early"), deal("d", "late")]
    late, early = (
        [deal("a"), deal("b", "early"), deal("c", "late"), deal("d", "late")],
        [deal("a", "early"), deal("b", "late")],
    )
    assert stages(old, late)[0][0] == "late"
    assert "late_stage_losses" in causes({}, stages(old, late), [], late, 1)
    assert "weak_qualification" in causes({}, stages(old, early), [], early, 1)
    assert stages(old, [deal("a")]) == []
    assert stages([], late) == []


def test_reasons_count_now_and_before() -> None:
    old = [deal("a", "late"), deal("b", "late", reason="No budget")]
    new = [
        deal("c", "late", reason="Too slow"),
        deal("d", "late", reason="Too slow"),
        deal("e", "late"),
    ]
    assert reasons(old, new) == [("Too slow", 2, 0), ("Price", 1, 1)]
    assert "too_slow" in causes({}, [], reasons(old, new), new, 1)


def test_the_heaviest_deals_pull_the_wrong_way_and_are_the_largest() -> None:
    deals = [
        deal("slow", numerator=90),
        deal("quick", numerator=1),
        deal("also quick", numerator=1, amount=20),
    ]
    assert [d.opportunity_id for d in heaviest(deals, 1)] == ["also quick", "quick", "slow"]
    assert [d.opportunity_id for d in heaviest(deals, -1)] == ["slow", "also quick", "quick"]


def test_a_mix_that_took_more_than_the_values_did_is_a_cause() -> None:
    parts = [
        *(part(BEFORE, "All", 300, 20), part(BEFORE, "dear", 200, 10), part(BEFORE, "cheap", 100, 10)),
        *(part(AFTER, "All", 220, 20), part(AFTER, "dear", 40, 2), part(AFTER, "cheap", 180, 18)),
    ]
    little = [
        *(part(AFTER, "All", 240, 20), part(AFTER, "dear", 120, 8), part(AFTER, "cheap", 120, 12)),
        *parts[:3],
    ]
    book = [Action("segment_mix", "compare", 0)]
    assert explain(ASKED, parts, [], book).actions[0].is_indicated
    assert not explain(ASKED, little, [], book).actions[0].is_indicated
    assert not explain(ASKED, PARTS, [], book).actions[0].is_indicated


def test_what_the_numbers_speak_for_is_first_and_what_worked_before_first_among_equals() -> None:
    card = Card("kpi_x", "", "", "", "a | b | c | d", "do a | do b | do c | do d", "faire a")
    book = playbook(card, Lang.EN, {"c": 1, "b": -1, "d": 1})
    assert [action.text for action in ranked(book, {"b", "d"})] == ["do d", "do b", "do c", "do a"]
    assert [action.text for action in playbook(card, Lang.FR, {})] == ["faire a"]
    assert playbook(None, Lang.EN, {}) == []


def test_a_change_of_nothing_is_none() -> None:
    empty = explain(ASKED, [], [])
    assert (empty.change, empty.before) == (None, Parts())
