"""The state machine, one sentence per test: a run after each period, and the outbox remembers."""

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_watch.anomalies import Sensitivity
from kpi_watch.channels import Alerts, Mute
from kpi_watch.errors import UserError
from kpi_watch.incidents import Event, Incident, Point, State, Transition, walk
from kpi_watch.outbox import Message, Outbox
from kpi_watch.periods import KpiFacts
from kpi_watch.plans import Stand, check_names, news_by_owner, stands, watch
from kpi_watch.records import Comparison, Definition, Direction, Grain, Reading, Run, Target, Unit
from kpi_watch.verdicts import History, Judgement, Reason, Verdict
from kpi_watch.warehouse import Published
from kpi_watch.watched import Watched, is_clear, watched_months, watched_targets

LETTERS = {
    "A": (Verdict.ALERT, True, False),
    "W": (Verdict.WATCH, True, False),
    "w": (Verdict.WATCH, False, False),  # a raw value, off for the first time
    "o": (Verdict.ON_TARGET, True, False),
    "C": (Verdict.ON_TARGET, True, True),
    "?": (Verdict.NOT_ENOUGH_EVIDENCE, True, False),
    "-": (Verdict.NO_DATA, True, False),
    "s": (Verdict.STALE, True, False),
}


def quarter_start(index: int) -> date:
    return date(2020 + index // 4, index % 4 * 3 + 1, 1)


def points(letters: str, *, is_running: bool = False) -> list[Point]:
    return [Point(quarter_start(i), *LETTERS[letter], is_running) for i, letter in enumerate(letters)]


@dataclass
class Memory:
    """An outbox in memory."""

    events: list[Event] = field(default_factory=list)

    def run(self, letters: str, *, is_running: bool = False) -> str:
        """One run over all periods so far: what it sends, as the first letters."""
        box = Outbox([Message("c", "o", (event,), "", "") for event in self.events], frozenset())
        found = walk("f", points(letters, is_running=is_running), box.last_events().get("f"))
        if found.event and found.event.key not in box.event_keys:
            self.events.append(found.event)
            return found.event.transition[0]
        return "."


def sent(letters: str) -> str:
    """What the runs send, each run twice."""
    memory, said = Memory(), ""
    for count in range(1, len(letters) + 1):
        said += memory.run(letters[:count])
        assert memory.run(letters[:count]) == "."
    return said


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("CoCo", "...."),
        ("CACC", ".cr."),  # one resolve per incident
        ("CAAA", ".c.."),  # counted in incidents, not in periods
        ("WWAA", "w.c."),  # getting worse is told
        ("AWAW", "c..."),  # getting better and worse again inside one incident is not
        ("wWC", ".wr"),  # the first raw value only waits
        ("wCwC", "...."),
        ("AoAo", "c..."),  # on target, but not past the clear threshold
        ("Aooo", "c..."),
        ("Aoooo", "c...r"),  # four in a row have settled
        ("Aoo?oo", "c....."),
        ("A?-C", "c..r"),  # no evidence neither clears nor breaches
        ("ACA", "crc"),  # a new incident
        ("?-", ".."),
        ("Cs", ".."),
        ("AsC", "c.r"),
    ],
)
def test_what_is_sent_period_by_period(letters: str, expected: str) -> None:
    assert sent(letters) == expected


@pytest.mark.parametrize(
    ("letters", "said", "state"),
    [
        ("C", "", State.OK),
        ("w", "", State.PENDING),
        ("W", "", State.WARN),
        ("A", "", State.CRITICAL),
        ("Ao", "A", State.RECOVERING),
        ("AC", "A", State.RESOLVED),
        ("?", "", State.NOT_ENOUGH_EVIDENCE),
        ("-", "", State.NO_DATA),
        ("As", "A", State.STALE),
        ("", "", State.NO_DATA),
    ],
)
def test_every_state_has_its_way_in(letters: str, said: str, state: State) -> None:
    before = Event("f", Transition.CRITICAL, quarter_start(0), quarter_start(0)) if said else None
    assert walk("f", points(letters), before).state is state


def test_what_came_and_went_while_nobody_ran_is_no_news() -> None:
    assert Memory().run("CAACCo") == "."
    assert Memory().run("CAAo") == "."
    memory = Memory()
    assert memory.run("CA") == "c"
    assert memory.run("CACA") == "c"  # another incident, told once
    assert memory.events[-1].since == quarter_start(3)
    assert memory.run("CACACo") == "r"


def test_since_is_the_first_period_of_the_incident() -> None:
    memory = Memory()
    assert memory.run("CWA") == "c"
    assert memory.events[0].since == quarter_start(1)
    assert memory.events[0].period == quarter_start(2)


def test_since_counts_the_period_that_only_waited() -> None:
    assert walk("f", points("CwW")).since == quarter_start(1)
    assert walk("f", points("wCW")).since == quarter_start(2)
    assert walk("f", points("w?W")).since == quarter_start(0)


def test_a_restated_past_is_a_note_and_no_page() -> None:
    memory = Memory()
    assert memory.run("CA") == "c"
    corrected = walk("f", points("CC"), memory.events[-1])
    assert corrected.event is None
    assert corrected.note is not None
    assert corrected.note.transition is Transition.RESTATED
    assert memory.run("AA") == "."  # a worse past is no news either
    assert walk("f", points("CA"), memory.events[-1]).note is None


def test_an_older_day_sends_nothing() -> None:
    memory = Memory()
    assert memory.run("CCA") == "c"
    assert [memory.run("C"), memory.run("CA"), memory.run("CCA")] == [".", ".", "."]


def test_a_running_period_has_no_past_to_correct() -> None:
    memory = Memory()
    assert memory.run("A", is_running=True) == "c"
    assert walk("f", points("C", is_running=True), memory.events[-1]).note is None


def test_the_last_step_counts_and_a_correction_is_none() -> None:
    day, later = quarter_start(0), quarter_start(1)
    steps = [
        Event("f", Transition.WARN, later, day),
        Event("f", Transition.CRITICAL, later, day),
        Event("g", Transition.WARN, later, later),
        Event("g", Transition.CRITICAL, day, day),
        Event("g", Transition.RESTATED, later, day),
    ]
    last = Outbox([Message("c", "o", tuple(steps), "", "")], frozenset()).last_events()
    assert (last["f"].transition, last["g"].transition) == (Transition.CRITICAL, Transition.WARN)


def test_a_running_period_is_told_once_each_way() -> None:
    memory = Memory()
    said = [memory.run(letter, is_running=True) for letter in "WWACACWA"]
    assert "".join(said) == "w.cr...."


@given(st.text("AWwoCs?-", min_size=1, max_size=12), st.integers(1, 10))
def test_running_ten_times_sends_what_running_once_sends(letters: str, times: int) -> None:
    once, often = Memory(), Memory()
    for count in range(1, len(letters) + 1):
        first = once.run(letters[:count])
        said = [often.run(letters[:count]) for _ in range(times)]
        assert said == [first, *"." * (times - 1)]


@given(st.text("AWwoC?-", min_size=1, max_size=12), st.text("AWwoC?-", min_size=12, max_size=12))
def test_no_restatement_of_the_past_pages_anybody(letters: str, past: str) -> None:
    memory = Memory()
    memory.run(letters)
    if memory.events:
        assert memory.run(past[: len(letters)]) == "."


@given(st.text("AWwoC?-s", min_size=1, max_size=20))
def test_an_incident_is_resolved_once_and_never_without_a_breach(letters: str) -> None:
    told = sent(letters).replace(".", "")
    assert "rr" not in told
    assert not told.startswith("r")
    assert not [pair for pair in ("ww", "cc", "cw") if pair in told]


# Around a limit


def definition(unit: Unit = Unit.RATIO, kpi: str = "kpi_x") -> Definition:
    return Definition(kpi, "X", "X", unit, Direction.HIGHER, "Sales Ops", "conversion", 1)


BAND = (Decimal("0.20"), Decimal("0.35"), Decimal("0.15"), None)


def band(segment: str = "All", channel: str = "All", seller: str = "All") -> Target:
    return Target(segment, "All", seller, channel, Comparison.LEVEL, *BAND, 10, None, None, "test")


def end_of(start: date) -> date:
    month = start.month + 2
    return date(start.year, month, 31 if month in {3, 12} else 30)


def facts(values: list[float], sample: int = 10_000, *targets: Target, unit: Unit = Unit.RATIO) -> KpiFacts:
    readings = {}
    for index, value in enumerate(values):
        start, number = quarter_start(index), Decimal(str(round(value, 6)))
        parts = (number * sample, Decimal(sample), Decimal(sample), sample, number, None, "ok", True)
        readings[start] = Reading(start, end_of(start), end_of(start), *parts)
    history = History(readings)
    as_of = end_of(quarter_start(len(values) - 1))
    return KpiFacts(definition(unit), Grain.QUARTER, as_of, dict.fromkeys(targets or (band(),), history))


def messages_over_time(values: list[float], sample: int, unit: Unit) -> int:
    """Messages of a run after each period."""
    events: list[Event] = []
    for count in range(1, len(values) + 1):
        known = facts(values[:count], sample, unit=unit)
        assert known.data_as_of
        (item,) = watched_targets(known, known.data_as_of, Decimal("0.25"))
        box = Outbox([Message("c", "o", (event,), "", "") for event in events], frozenset())
        (stand,) = stands([item], box, (), known.data_as_of)
        events += [stand.incident.event] if stand.incident.event else []
    return len(events)


near_limit = st.lists(st.floats(0.13, 0.17), min_size=12, max_size=12)
near_target = st.lists(st.floats(0.18, 0.2124), min_size=12, max_size=12)


@given(
    near_limit | near_target, st.sampled_from([50, 1000, 100_000]), st.sampled_from([Unit.RATIO, Unit.DAYS])
)
def test_flapping_around_a_limit_for_twelve_periods_sends_at_most_two(
    values: list[float], sample: int, unit: Unit
) -> None:
    settles = any(all(value >= 0.20 for value in values[i : i + 4]) for i in range(9))
    if not settles:
        assert messages_over_time(values, sample, unit) <= 2


def test_raw_points_would_page_on_healthy_quarters_and_these_do_not() -> None:
    wins = [4, 2, 3, 4, 2, 3, 5, 2, 3, 4, 3, 2]  # of 12 deals each, true rate 27 %
    below = [win / 12 < 0.20 for win in wins]
    assert sum(below) == 4
    assert messages_over_time([win / 12 for win in wins], 12, Unit.RATIO) == 0


@pytest.mark.parametrize(
    ("value", "clear"), [("0.2124", False), ("0.2125", True), ("0.30", True), ("0.60", True)]
)
def test_clear_is_a_quarter_of_the_watch_zone_inside_the_band(value: str, clear: bool) -> None:
    judgement = Judgement(
        definition(), band(), None, Verdict.ON_TARGET, Reason.INSIDE, measured=Decimal(value)
    )
    assert is_clear(judgement, Decimal("0.25")) is clear


@pytest.mark.parametrize(
    ("low", "high", "below", "above", "value", "clear"),
    [
        (None, "15", None, "20", "13.76", False),
        (None, "15", None, "20", "13.75", True),
        ("-0.20", "-0.10", None, "0.30", "-0.14", False),
        ("-0.20", "-0.10", None, "0.30", "-0.15", True),  # never beyond the middle of the band
        (None, "-0.10", None, "2", "-0.62", False),
        (None, "15", None, None, "11.26", False),
        (None, "15", None, None, "11.25", True),
        (None, "15", None, "15", "11.26", False),
        (None, "15", None, "15", "11.25", True),
    ],
)
def test_clear_of_lower_is_better(
    *, low: str, high: str, below: str, above: str, value: str, clear: bool
) -> None:
    numbers = [Decimal(text) if text else None for text in (low, high, below, above)]
    target = Target("All", "All", "All", "All", Comparison.LEVEL, *numbers, None, None, None, "test")
    what = Definition("k", "X", "X", Unit.DAYS, Direction.LOWER, "o", "conversion", 1)
    judgement = Judgement(what, target, None, Verdict.ON_TARGET, Reason.INSIDE, measured=Decimal(value))
    assert is_clear(judgement, Decimal("0.25")) is clear


def test_money_waits_for_a_second_period_and_a_share_does_not() -> None:
    assert messages_over_time([0.3, 0.17], 10_000, Unit.RATIO) == 1
    assert messages_over_time([0.3, 0.17], 10_000, Unit.DAYS) == 0
    assert messages_over_time([0.3, 0.17, 0.17], 10_000, Unit.DAYS) == 1


def test_two_periods_around_a_gap_confirm_nothing() -> None:
    for missing, confirmed in ((None, True), (1, False)):
        known = facts([0.17, 0.17, 0.17], 10_000, unit=Unit.DAYS)
        history = {
            s: r for s, r in known.histories[band()].readings.items() if s != quarter_start(missing or 9)
        }
        (item,) = watched_targets(
            replace(known, histories={band(): History(history)}), end_of(quarter_start(2)), Decimal("0.25")
        )
        assert item.points[-1].is_confirmed is confirmed


def test_a_running_period_does_not_wait_and_is_told_once_each_way() -> None:
    as_of, told, sent_before = date(2020, 4, 15), "", list[Event]()
    for value in (0.17, 0.10, 0.30, 0.10, 0.30):
        known = facts([0.30, value], 10_000, unit=Unit.TIMES)
        known = replace(
            known, definition=replace(known.definition, kpi="kpi_pipeline_coverage"), data_as_of=as_of
        )
        box = Outbox([Message("c", "o", (event,), "", "") for event in sent_before], frozenset())
        (stand,) = stands(watched_targets(known, as_of, Decimal("0.25")), box, (), as_of)
        event = stand.incident.event
        sent_before += [event] if event else []
        told += event.transition[0] if event else "."
    assert told == "wcr.."


def test_sellers_and_industries_page_nobody() -> None:
    known = facts([0.1, 0.1], 100, band(), band("Enterprise"), band(channel="Events"), band(seller="Ann"))
    names = [item.name for item in watched_targets(known, known.data_as_of or date.max, Decimal(0))]
    assert names == ["", "Enterprise", "Events"]


def months(count: int, last: float) -> list[Reading]:
    """Months of 2020 and after, the last of them unlike the others."""
    starts = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(count + 1)]
    values = [*[Decimal(100 + i * 7 % 5) for i in range(count - 1)], Decimal(str(last))]
    spans = [(start, following - timedelta(days=1)) for start, following in pairwise(starts)]
    return [
        Reading(*s, s[1], None, None, None, 50, v, None, "ok", True)
        for s, v in zip(spans, values, strict=True)
    ]


def test_a_month_unlike_those_before_is_a_watch_and_never_an_alert() -> None:
    found = watched_months(definition(), "All", months(20, 1e6), Sensitivity())
    assert found is not None
    assert [p.verdict for p in found.points] == [*[Verdict.ON_TARGET] * 3, Verdict.WATCH]
    assert found.judgement.reason is Reason.UNUSUAL
    assert round(found.judgement.measured or 0) == 102
    assert walk(found.fingerprint, found.points).state is State.WARN


@pytest.mark.parametrize(("gap", "verdict"), [(7, Verdict.WATCH), (8, Verdict.NOT_ENOUGH_EVIDENCE)])
def test_months_before_a_gap_do_not_count(gap: int, verdict: Verdict) -> None:
    readings = months(20, 1e6)
    missing = [*readings[: gap - 1], *readings[gap:]]
    unknown = [replace(r, kpi_value=None) if i == gap - 1 else r for i, r in enumerate(readings)]
    for known in (missing, unknown):
        found = watched_months(definition(), "All", known, Sensitivity())
        assert found is not None
        assert found.points[-1].verdict is verdict


def test_a_month_of_few_is_no_anomaly() -> None:
    *usual, last = months(20, 1e6)
    for size, verdict in ((9, Verdict.NOT_ENOUGH_EVIDENCE), (10, Verdict.WATCH)):
        found = watched_months(definition(), "All", [*usual, replace(last, sample_size=size)], Sensitivity())
        assert found is not None
        assert found.points[-1].verdict is verdict


def test_stale_data_mute_a_kpi_and_its_months() -> None:
    known = facts([0.1, 0.1], 1000, band())
    published = Published(Run(Grain.QUARTER, "EUR", 1, known.data_as_of), [known])
    by_month = {("kpi_x", "All"): months(20, 1e6)}
    config = Alerts()
    fresh = watch(published, by_month, config, date(2022, 1, 1))
    assert [s.incident.state for s in stands(fresh, EMPTY, (), TODAY)] == [State.STALE]
    on_the_day = watch(published, by_month, config, known.data_as_of or TODAY)
    assert [item.rule for item in on_the_day] == ["level", "anomaly"]


@pytest.mark.parametrize(
    ("given_names", "problem"),
    [
        ({"mutes": [{"kpi": "kpi_z"}]}, "'kpi_z' is no KPI"),
        ({"mutes": [{"kpi": "kpi_x", "segment": "Enterprize"}]}, "'Enterprize' is no segment"),
        ({"channels": [{"owners": ["Sale Ops"]}]}, "'Sale Ops' answers for no KPI"),
        ({"channels": [{"recipients": {"Finance": ["a@b.c"], "default": ["a@b.c"]}}]}, "'Finance' answers"),
        ({"mutes": [{"kpi": "kpi_x", "segment": "All"}], "channels": [{"owners": ["Sales Ops"]}]}, None),
    ],
)
def test_a_name_that_nothing_has_is_refused(
    given_names: dict[str, list[dict[str, object]]], problem: str
) -> None:
    known = facts([0.1, 0.1], 1000, band())
    published = Published(Run(Grain.QUARTER, "EUR", 1, known.data_as_of), [known])
    mute = {"until": "2026-01-01", "by": "x", "why": "x"}
    mail = {
        "name": "m",
        "kind": "email",
        "host": "h",
        "sender": "a@b.c",
        "recipients": {"default": ["a@b.c"]},
    }
    config = Alerts.model_validate(
        {
            "mutes": [{**mute, **given} for given in given_names.get("mutes", [])],
            "channels": [{**mail, **given} for given in given_names.get("channels", [])],
        }
    )
    with pytest.raises(UserError, match=problem) if problem else nullcontext():
        check_names(config, published)


# Totals, mutes, notes


def item(letters: str, segment: str = "All", kpi: str = "kpi_x") -> Watched:
    target = Target(
        segment, "All", "All", "All", Comparison.LEVEL, None, None, None, None, None, None, None, "t"
    )
    found = tuple(points(letters))
    judgement = Judgement(definition(kpi=kpi), target, None, found[-1].verdict, Reason.INSIDE)
    return Watched("level", Grain.QUARTER, judgement, found)


EMPTY = Outbox([], frozenset())
TODAY = date(2026, 6, 30)


def told(found: list[Stand]) -> dict[str, str]:
    return {s.watched.name or "total": s.incident.event.transition if s.incident.event else "" for s in found}


def test_a_total_speaks_for_its_slices_but_not_for_worse_ones() -> None:
    items = [item("W"), item("W", "Enterprise"), item("A", "Mid-market"), item("A", "All", "kpi_y")]
    found = stands(items, EMPTY, (), TODAY)
    assert [s.incident.event is not None for s in found] == [True, False, True, True]
    assert [list(s.also) for s in found] == [["Enterprise"], [], [], []]


def test_a_slice_speaks_for_itself_once_the_total_is_well() -> None:
    assert told(stands([item("AC"), item("AA", "Enterprise")], EMPTY, (), TODAY)) == {
        "total": "",
        "Enterprise": "critical",
    }


@pytest.mark.parametrize(
    ("mute", "expected"),
    [
        ({"segment": "Enterprise"}, {"total": "critical", "Enterprise": ""}),
        ({}, {"total": "", "Enterprise": ""}),
        ({"segment": "All"}, {"total": "", "Enterprise": "critical"}),
        ({"until": "2026-06-29"}, {"total": "critical", "Enterprise": ""}),
        ({"kpi": "kpi_y"}, {"total": "critical", "Enterprise": ""}),
    ],
)
def test_a_mute_covers_its_slice_until_its_last_day(mute: dict[str, str], expected: dict[str, str]) -> None:
    given_mute = {"kpi": "kpi_x", "until": "2026-06-30", "by": "Sales Ops", "why": "x", **mute}
    found = stands([item("A"), item("A", "Enterprise")], EMPTY, [Mute.model_validate(given_mute)], TODAY)
    assert told(found) == expected


def test_a_mute_that_ends_tells_what_still_stands() -> None:
    mute = Mute(kpi="kpi_x", until=date(2026, 1, 1), by="x", why="x")
    assert stands([item("A")], EMPTY, [mute], date(2026, 1, 1))[0].incident == Incident(State.MUTED)
    assert told(stands([item("AA")], EMPTY, [mute], date(2026, 1, 2))) == {"total": "critical"}


def test_a_note_waits_for_an_event_of_its_owner() -> None:
    event = Event(item("A").fingerprint, Transition.CRITICAL, quarter_start(0), quarter_start(0))
    box = Outbox([Message("c", "o", (event,), "", "")], frozenset())
    alone = stands([item("C")], box, (), TODAY)
    assert news_by_owner(alone) == {}
    both = [item("C"), item("A", kpi="kpi_y")]
    (news,) = news_by_owner(stands(both, box, (), TODAY)).values()
    assert [n.event.transition for n in news] == [Transition.CRITICAL, Transition.RESTATED]
    noted = Outbox([*box.messages, Message("c", "o", (news[1].event,), "", "")], frozenset())
    (again,) = news_by_owner(stands(both, noted, (), TODAY)).values()
    assert [n.event.transition for n in again] == [Transition.CRITICAL]


def test_no_name_forges_the_fingerprint_of_another_slice() -> None:
    assert item("A", 'x", "All').fingerprint != item("A", "x").fingerprint
    assert item("A", "All").fingerprint != item("A", "all").fingerprint


def test_quarters_and_months_have_incidents_of_their_own() -> None:
    assert replace(item("A"), grain=Grain.MONTH).fingerprint != item("A").fingerprint
