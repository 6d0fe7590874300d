"""What is held of the chain of channels in every build, on a journey of twenty million touches."""

from collections.abc import Iterator

import duckdb
import pytest

from attribution_project import SOUND, build, compile_project

LOOPS = 10_000_000
ONE_LONG_JOURNEY = f"""
    attach ':memory:' as warehouse; create schema warehouse.intermediate; use warehouse.intermediate;
    create table int_journeys as select 'mql' as conversion_type, 'one' as conversion_id, 'converted' as outcome;
    create table int_channel_transitions (conversion_type text, from_state text, to_state text,
        transition_count bigint);
    insert into int_channel_transitions values ('mql', 'start', 'A', 1), ('mql', 'A', 'B', {LOOPS}),
        ('mql', 'B', 'A', {LOOPS - 1}), ('mql', 'B', 'conversion', 1);
    create table int_journey_channels as
        select 'mql' as conversion_type, 'one' as conversion_id, 'converted' as outcome, channel,
            {LOOPS} as touch_count, 2 as channel_count
        from (values ('A'), ('B')) as channels (channel);
"""
DEFECTS = {
    "": [],
    "update int_channel_visits set expected_visits = expected_visits * 1.00000001 where to_channel = 'A'": [
        "the expected visits of A are not its touches per journey",
    ],
    "update int_channel_transitions set transition_count = 2 where to_state = 'conversion'": [
        "B is entered and left another number of times than it is touched",
    ],
}


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """The chain of that journey, solved by the project's models."""
    with duckdb.connect() as connection:
        connection.execute(ONE_LONG_JOURNEY)
        for name in ("int_channel_visits", "int_channel_effects"):
            build(connection, name)
        yield connection


@pytest.mark.parametrize(("defect", "complaints"), DEFECTS.items(), ids=["sound", "visits", "departures"])
def test_a_long_journey_is_sound_and_a_defect_of_it_is_told(
    warehouse: duckdb.DuckDBPyConnection, defect: str, complaints: list[str]
) -> None:
    warehouse.execute(defect)
    told = [problem for (problem,) in warehouse.execute(compile_project()[SOUND]).fetchall()]
    assert bool(told) == bool(complaints)
    assert all(any(part in problem for problem in told) for part in complaints), told
