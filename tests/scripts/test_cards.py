"""The cards of the KPIs: complete, and the README's table says what they say."""

from pathlib import Path
from typing import Any

import pytest

from kpi_watch.cards import BEGIN, END, Card, as_markdown, problems, read_cards, with_table
from kpi_watch.cli import main
from kpi_watch.errors import UserError

ROOT = Path(__file__).parents[2]

GOOD: dict[str, Any] = {
    "label": {"en": "Win rate", "fr": "Taux de gain"},
    "unit": "ratio",
    "direction": "higher_is_better",
    "owner": "Sales Ops",
    "cadence": "weekly",
    "funnel_stage": "conversion",
    "north_star": "arr",
    "hypothesis": "If it rises, ARR grows.",
    "formula": "Won | closed.",
    "scope": "All deals.",
    "sources": ["crm_opportunities"],
    "empty_without": ["crm_opportunities"],
    "definition_version": 1,
    "actions": [{"cause": "losses", "en": "Review them.", "fr": "Les revoir."}],
}


@pytest.fixture(scope="session")
def cards(manifest: Path) -> dict[str, Card]:
    return read_cards(manifest)


def test_every_kpi_has_a_card_without_a_problem(cards: dict[str, Card]) -> None:
    models = {path.stem for path in (ROOT / "models" / "marts" / "kpis").glob("kpi_*.sql")}
    assert models
    assert models <= set(cards)
    assert [problem for name, card in cards.items() for problem in problems(name, card)] == []


def test_the_readme_says_what_the_cards_say(cards: dict[str, Card]) -> None:
    document = (ROOT / "README.md").read_text(encoding="utf-8")
    assert document == with_table(document, as_markdown(cards)), "run: kpis docs-table --write README.md"


def test_the_documentation_links_every_kpi(cards: dict[str, Card]) -> None:
    document = (ROOT / "models" / "_overview.md").read_text(encoding="utf-8")
    links = (f"[{card['label']['en']}](#!/model/model.b2b_kpis.{name})" for name, card in cards.items())
    assert [link for link in links if link not in document] == []


def test_a_good_card_has_no_problem() -> None:
    assert problems("kpi_x", GOOD) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"owner": ""}, "its card has no owner"),
        ({"owner": None}, "its card has no owner"),
        ({"cadence": None}, "its card has no cadence"),
        ({"hypothesis": "  "}, "its card has no hypothesis"),
        ({"formula": None}, "its card has no formula"),
        ({"sources": []}, "its card has no sources"),
        ({"actions": []}, "its card has no actions"),
        ({"unit": "furlongs"}, "unit is 'furlongs', not one of ratio, money, days, months, times"),
        ({"direction": None}, "direction is None, not one of higher_is_better, lower_is_better"),
        ({"funnel_stage": "sales"}, "funnel_stage is 'sales', not one of acquisition, activation"),
        ({"north_star": "stars"}, "north_star is 'stars', not one of arr, gross_margin"),
        ({"label": {"en": "Win rate"}}, "label has no text in fr"),
        ({"label": "Win rate"}, "label has no text in en"),
        ({"actions": [{"cause": "x", "en": "Do."}]}, "action 1 has no text in fr"),
        ({"definition_version": 0}, "definition_version is 0, not a whole number from 1"),
        ({"definition_version": True}, "definition_version is True, not a whole number from 1"),
    ],
)
def test_each_fault_of_a_card_is_a_sentence(change: dict[str, object], problem: str) -> None:
    assert problem in "\n".join(problems("kpi_x", {**GOOD, **change}))


def test_the_table_goes_down_the_funnel() -> None:
    early = {**GOOD, "funnel_stage": "acquisition", "label": {"en": "First", "fr": "x"}}
    lines = as_markdown({"kpi_a": GOOD, "kpi_b": early}).splitlines()
    assert lines[2].startswith("| **First** `kpi_b` | Won \\| closed. |")
    assert lines[3].startswith("| **Win rate** `kpi_a` |")
    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_the_table_replaces_what_stands_between_its_markers() -> None:
    document = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    written = with_table(document, "new")
    assert written == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    assert with_table(written, "new") == written
    with pytest.raises(UserError, match="no place for the table"):
        with_table(f"{END} {BEGIN}", "new")


def test_the_command_writes_the_table(tmp_path: Path, cards: dict[str, Card], manifest: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n")
    with pytest.raises(SystemExit) as stop:
        main(["docs-table", "--manifest", str(manifest), "--write", str(page)])
    assert not stop.value.code
    assert page.read_text() == f"{BEGIN}\n{as_markdown(cards)}\n{END}\n"


def test_each_team_owns_three_to_five_kpis(manifest: Path) -> None:
    owners = [card["owner"] for name, card in read_cards(manifest).items() if name.startswith("kpi_")]
    assert len(owners) == 12
    assert {owner: owners.count(owner) for owner in owners if not 3 <= owners.count(owner) <= 5} == {}
