"""The words of an alert: ten lines, the worst first, and nothing that a name could command."""

from datetime import date
from decimal import Decimal

import pytest
import yaml

from kpi_watch.channels import Channel
from kpi_watch.formats import NARROW_SPACE
from kpi_watch.incidents import Event, Transition
from kpi_watch.labels import WORDS, Lang
from kpi_watch.messages import LINES, NAME, News, Wording
from kpi_watch.outbox import Message
from kpi_watch.records import Comparison, Definition, Direction, Grain, Reading, Run, Target, Unit
from kpi_watch.verdicts import Judgement, Reason, Verdict
from kpi_watch.views import TEMPLATES

RUN = Run(Grain.QUARTER, "EUR", 1, date(2026, 6, 30))
START, END = date(2026, 4, 1), date(2026, 6, 30)


def news(
    number: int = 0, transition: Transition = Transition.CRITICAL, segment: str = "All", rule: str = "level"
) -> News:
    what = Definition(
        f"kpi_{number:02}", f"KPI {number}", f"IND {number}", Unit.DAYS, Direction.LOWER, "Ops", "x", 1
    )
    limits = (None, Decimal(40), None, Decimal(50))
    target = Target(segment, "All", "All", "All", Comparison.LEVEL, *limits, None, None, None, rule)
    parts = (Decimal(600), Decimal(10), None, 10)
    reading = Reading(START, END, END, *parts, Decimal(60), None, "ok", True)
    judgement = Judgement(
        what, target, reading.period, Verdict.ALERT, Reason.BEYOND_LIMIT, reading, None, Decimal("44.4")
    )
    return News(Event(f"f{number:02}", transition, START, date(2026, 1, 1)), judgement, rule)


def message(told: list[News], lang: Lang = Lang.EN, wording: Wording | None = None) -> Message:
    return (wording or Wording(RUN, {})).message(Channel(name="a", lang=lang), "Ops", told)


WORDY = Wording(
    RUN,
    {f"kpi_{i:02}": (["one", "two", "three"], ["un", "deux"]) for i in range(40)},
    "https://bi.example.com/kpis",
    lambda _judgement, _lang: ("Proposal", "Events", "Ann", "fourth"),
)


@pytest.mark.parametrize("count", range(1, 31))
def test_a_message_has_ten_lines_at_most_and_tells_all_events(count: int) -> None:
    told = message([news(i) for i in range(count)], wording=WORDY)
    lines = told.body.splitlines()
    heads = [line for line in lines if line.startswith("✖")]
    assert len(lines) <= LINES
    assert len(told.events) == count
    assert len(heads) == count if count < LINES else lines[-2] == f"+ {count - len(heads)} more"
    assert count == 1 or len(lines) == LINES or len(lines) == 4 * count + 1


def test_one_alert_says_all_that_is_asked_for() -> None:
    told = message([news(segment="Enterprise")], wording=WORDY)
    assert told.subject == "KPI alerts · Ops: 1 × alert"
    assert told.body.replace(NARROW_SPACE, " ").splitlines() == [
        "✖ alert: KPI 0 · Enterprise, 2026-Q2: 60.0 d (n 10), target ≤ 40 d, since 2026-Q1",
        "   driven by Proposal, Events, Ann",
        "   → one",
        "   → two",
        "report: https://bi.example.com/kpis · why: kpis explain kpi_00 · mute: alerts.yml, mutes: "
        "{kpi: kpi_00, segment: Enterprise, until, by, why}",
    ]


def test_the_worst_comes_first_and_what_is_well_needs_no_action() -> None:
    order = [Transition.RESTATED, Transition.RESOLVED, Transition.WARN, Transition.CRITICAL]
    told = message([news(i, transition) for i, transition in enumerate(order)], wording=WORDY)
    lines = told.body.replace(NARROW_SPACE, " ").splitlines()
    assert [line[0] for line in lines if line[0] not in " r"] == ["✖", "▲", "✔", "✎"]
    assert lines[-2] == "✎ corrected since: KPI 0 · Total, 2026-Q2"
    assert not lines[-3].startswith(" ")
    assert told.subject == "KPI alerts · Ops: 1 × alert, 1 × watch, 1 × resolved, 1 × corrected since"


def test_an_unusual_month_says_what_was_expected() -> None:
    told = message([news(0, Transition.WARN, rule="anomaly")])
    head = told.body.replace(NARROW_SPACE, " ").splitlines()[0]
    assert head.startswith("▲ unusual: KPI 0 · Total, 2026-04: 60.0 d (n 10), expected 44.4 d,")
    assert head.endswith("since 2026-01")


def test_french_has_its_own_words_and_spaces() -> None:
    told = message([news()], Lang.FR, WORDY)
    assert told.subject == f"Alertes KPI · Ops{NARROW_SPACE}: 1 × alerte"
    assert told.body.replace(NARROW_SPACE, " ").splitlines()[:3] == [
        "✖ alerte : IND 0 · Total, 2026-T2 : 60,0 j (n 10), cible ≤ 40 j, depuis 2026-T1",
        "   dû à Proposal, Events, Ann",
        "   → un",
    ]


def test_no_word_of_the_pages_hides_behind_one_of_the_messages() -> None:
    phrases = yaml.safe_load((TEMPLATES / "phrases.yml").read_text(encoding="utf-8"))
    assert [key for key in phrases if key in WORDS] == []


def test_a_name_is_cut_and_turns_no_line() -> None:
    told = message([news(segment="\u202ea\nb\x1b[2J" + "x" * 500)])
    first, last = told.body.splitlines()
    assert "\u202e" not in told.body
    assert "\x1b" not in told.body
    assert "x" * NAME not in first + last
    assert "…" in first
