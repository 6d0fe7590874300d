"""The deciding commands from their options to their words, over the demo's marts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_watch.cli import main
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.decisions import FILE
from kpi_watch.errors import UserError
from kpi_watch.publication import FAILED
from kpi_watch.releases import Release

Outcome = tuple[int, str, str]
Kpis = Callable[..., Outcome]


@pytest.fixture
def kpis(small_demo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kpis:
    monkeypatch.chdir(small_demo.parent)
    for name in ("KPI_DATA", "KPI_DEBUG", "DBT_PROJECT_DIR", "DBT_PROFILES_DIR", "DBT_TARGET_PATH"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    return run


def lines_under(text: str, heading: str) -> list[str]:
    """The lines of one block of an explanation."""
    return text[text.index(f"\n{heading}\n") :].split("\n\n", maxsplit=1)[0].splitlines()[2:]


# Explain


def test_explain_takes_the_worst_slice_and_names_the_leaking_stage_first(kpis: Kpis) -> None:
    code, out, err = kpis("explain", "win_rate")
    assert (code, err) == (0, "")
    assert out.startswith("Win rate · Enterprise: ")
    assert lines_under(out, "Lost at")[0].split()[0] == "Proposal"
    assert lines_under(out, "Suggested actions")[0].endswith("(the numbers point to it)")
    assert "Enterprise" not in lines_under(out, "Seller")[0]


def test_explain_of_the_total_names_the_collapsed_segment_first(kpis: Kpis) -> None:
    _, out, _ = kpis("explain", "kpi_win_rate", "--segment", "All", "--span", "2")
    assert "2026-Q1" in out.splitlines()[1]
    assert lines_under(out, "Segment")[0].split()[0] == "Enterprise"


def test_explain_names_a_channel_that_stopped_first(kpis: Kpis) -> None:
    _, out, _ = kpis("explain", "mql_to_sql_rate", "--segment", "All", "--as-of", "2025-12-31")
    first = lines_under(out, "Channel")[0]
    assert first.split()[:2] == ["Organic", "Social"]
    assert first.endswith("stopped")


# Run


@pytest.mark.parametrize(("returncode", "expected"), [(0, 1), (1, 2)])
def test_run_builds_judges_and_reports_and_judges_nothing_that_was_not_built(
    kpis: Kpis, monkeypatch: pytest.MonkeyPatch, returncode: int, expected: int
) -> None:
    built: list[list[str]] = []

    def publish(options: DbtOptions, *, debug: bool) -> list[Release]:
        built.append(options.arguments())
        if returncode:
            raise UserError(FAILED)
        return []

    monkeypatch.setattr("kpi_watch.run.publish", publish)
    code, out, err = kpis("run", "--vars", "{judged_grain: quarter}")
    assert code == expected
    assert built[0][-2:] == ["--vars", "{judged_grain: quarter}"]
    if returncode:
        assert (out, err) == (
            "",
            f"kpis: {FAILED}\n",
        )
    else:
        assert out.startswith("KPI scorecard")
        assert out.endswith("target/report/review.md\n")


# Decide


def decide(kpis: Kpis, *more: str) -> Outcome:
    sentences = ("--finding", "Lost late", "--action", "Review them", "--deadline", "2026-08-01")
    return kpis("decide", "win_rate", *sentences, "--on", "2026-07-01", *more)


def test_a_decision_is_recorded_listed_and_closed(kpis: Kpis) -> None:
    assert kpis("decisions")[1] == "No open decision. Record one with kpis decide.\n"
    made = decide(kpis, "--segment", "Enterprise", "--change", "0.05")
    assert made == (0, "decision 1: Review them, Sales Ops, by 2026-08-01\n", "")
    assert (
        FILE.read_text()
        .splitlines()[1]
        .startswith("1,2026-07-01,kpi_win_rate,quarter,2026-04-01,Enterprise,All,")
    )
    listed = kpis("decisions", "--as-of", "2026-08-02")[1]
    assert "Win rate, Enterprise · Sales Ops · Deadline 2026-08-01\n    open, overdue\n" in listed
    closed = kpis("decisions", "--close", "1", "--note", "Done", "--on", "2026-07-20")
    assert closed == (0, "decision 1: done on 2026-07-20\n", "")
    assert "done 2026-07-20: not measured yet" in kpis("decisions")[1]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--deadline", "2026-06-30"], "the deadline 2026-06-30 is before the decision of 2026-07-01"),
        (["--change", "five"], "--change 'five' is not a number"),
    ],
)
def test_a_decision_that_makes_no_sense_is_not_recorded(kpis: Kpis, arguments: list[str], part: str) -> None:
    before = FILE.read_text() if FILE.exists() else ""
    code, out, err = decide(kpis, *arguments)
    assert (code, out) == (2, "")
    assert part in err
    assert (FILE.read_text() if FILE.exists() else "") == before


# Back-test


def test_the_backtest_knows_what_was_caught_and_how_soon(kpis: Kpis, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text(
        "event,kpi,segment,starts_on,ends_on\n"
        "collapse,kpi_win_rate,Enterprise,2026-01-01,2026-06-30\n"
        "elsewhere,kpi_win_rate,Mid-market,2026-01-01,2026-06-30\n"
        "earlier,kpi_win_rate,Enterprise,2025-01-01,2026-03-31\n"
        "gap,kpi_pipeline_coverage,Mid-market,2026-03-15,2026-06-30\n"
    )
    out = kpis("backtest", "--events", str(events))[1]
    rows = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")]
        for line in out.splitlines()
        if "|" in line
    }
    assert rows["collapse"][4:7] == ["Enterprise on 2026-06-30", "180", "1 of 1"]
    assert rows["elsewhere"][4:7] == ["never", "", "0 of 1"]
    assert rows["earlier"][4] == "never"
    assert rows["gap"][5] == "16"
    assert rows["all"][4] == "2 of 4"
    assert "Win rate Enterprise" in rows["2026-Q2"][4]
    assert rows["2026-Q1"][4].count("Win rate") == 0


# Words


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["explain", "revenue"], "no KPI 'revenue': there are kpi_abm"),
        (["explain", "win_rate", "--seller", "Nobody"], "kpi_win_rate has no target for that slice"),
        (["explain", "win_rate", "--as-of", "2024-03-31"], "has no two periods to compare"),
        (["decisions", "--close", "99"], "no open decision '99'"),
        (["report", "--out", "/proc/x/index.html"], "/proc/x/index.html cannot be written"),
        (["backtest", "--events", "dbt_project.yml"], "needs the columns event, kpi"),
    ],
)
def test_every_error_is_one_line_and_exit_code_2(kpis: Kpis, arguments: list[str], part: str) -> None:
    code, out, err = kpis(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("kpis: ")
    assert err.count("\n") == 1
    assert part in err


@pytest.mark.parametrize("command", ["report", "review", "explain", "decide", "decisions", "backtest"])
def test_every_command_says_what_it_does(kpis: Kpis, command: str) -> None:
    code, out, _ = kpis(command, "--help")
    assert code == 0
    assert out.startswith(f"Usage: kpis {command} [OPTIONS]")
    assert f"  {command} " in kpis()[1]
