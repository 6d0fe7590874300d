"""A formula that changes raises the version of its card."""

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Build
from definitions import Fingerprint, current, problems, recorded

OLD = Fingerprint("kpi_win_rate", 1, "words", "numbers")


def test_every_definition_is_the_one_of_its_version(demo: Build, manifest: Path) -> None:
    assert problems(current(manifest, demo.warehouse), recorded()) == []


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (
            replace(OLD, words="other"),
            "kpi_win_rate: its words changed and its definition_version did not. Raise it.",
        ),
        (
            replace(OLD, numbers="other"),
            "kpi_win_rate: its numbers for the demo company changed and its definition_version did not. Raise it.",
        ),
        (replace(OLD, numbers="other", version=2), "kpi_win_rate: version 2 is new. Run make definitions."),
        (replace(OLD, kpi="kpi_new"), "kpi_new: version 1 is new. Run make definitions."),
    ],
)
def test_a_definition_that_changed_is_named(now: Fingerprint, problem: str) -> None:
    assert problem in problems([now], {OLD.kpi: OLD})


def test_a_definition_that_stands_is_fine_and_one_that_is_gone_is_named() -> None:
    assert problems([OLD], {OLD.kpi: OLD}) == []
    assert problems([], {OLD.kpi: OLD}) == ["kpi_win_rate: it is gone. Run make definitions."]
