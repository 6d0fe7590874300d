"""The pages of the demo, and the same pages where every name is hostile: in words, and in a real browser."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from conftest import ROOT
from kpi_watch import dossier as dossiers
from kpi_watch import pages
from kpi_watch.dbt_calls import DbtOptions
from kpi_watch.decisions import FILE
from kpi_watch.dossier import Dossier, gather
from kpi_watch.formats import NARROW_SPACE
from kpi_watch.labels import Lang
from scripts.browser import CHROMIUM, Browser

HOSTILE = {
    "segment": {
        "Enterprise": "<script>window.hacked = 1</script>",
        "Mid-market": '"><img src=x onerror="window.hacked=1">',
    },
    "industry": {"Retail": "\u202eتجزئة\u202d", "Energy": "n" * 500},
    "seller": {"Lena Fischer": "</style><style>*{display:none}</style>"},
    "channel": {"Email": "[link](javascript:alert(1)) | `x`"},
}
TABLES = {
    "kpi_values": list(HOSTILE),
    "kpi_targets": ["segment"],
    "kpi_deals": list(HOSTILE),
}
DECISION = "1,2026-06-25,kpi_win_rate,quarter,2026-01-01,<b>x</b>,All,All,All,,<i>why</i>,<script>1</script>,A|B,2026-06-29,,,open,,\n"


@dataclass(frozen=True)
class Pages:
    """The pages of one warehouse, in a folder."""

    dossier: Dossier
    folder: Path

    @property
    def paths(self) -> list[Path]:
        """Both HTML pages."""
        return [self.folder / "report.html", self.folder / "review.html"]

    def text(self, name: str) -> str:
        """One page."""
        return (self.folder / name).read_text(encoding="utf-8")


def write_pages(warehouse: Path, folder: Path, decisions: Path = ROOT / FILE) -> Pages:
    """Read through a project of two files: the pages need the tables and no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(warehouse.parent)
        patch.delenv("KPI_DATA", raising=False)
        patch.setattr(dossiers, "FILE", decisions)
        dossier = gather(DbtOptions(), None, Lang.EN, pages.questions)
    folder.mkdir()
    (folder / "report.html").write_text(pages.report(dossier), encoding="utf-8")
    for suffix in (".html", ".md"):
        (folder / f"review{suffix}").write_text(pages.review(dossier, suffix), encoding="utf-8")
    return Pages(dossier, folder)


@pytest.fixture(scope="module")
def plain(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return write_pages(small_demo, tmp_path_factory.mktemp("plain") / "pages")


@pytest.fixture(scope="module")
def hostile(plain: Pages, small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    assert plain.paths
    with duckdb.connect(str(small_demo)) as connection:
        for table, columns in TABLES.items():
            for column in columns:
                for old, new in HOSTILE[column].items():
                    connection.execute(
                        f"update governance.{table} set {column} = ? where {column} = ?", [new, old]
                    )
        connection.execute(
            "update governance.kpi_deals set loss_reason = '<svg onload=x>' where loss_reason = 'Price'"
        )
        connection.execute(
            "update governance.kpi_definitions set kpi_owner = '<u>Ops</u>' where kpi_owner = 'Sales Ops'"
        )
    folder = tmp_path_factory.mktemp("hostile")
    header = (ROOT / FILE).read_text(encoding="utf-8").splitlines()[0]
    (folder / "decisions.csv").write_text(f"{header}\n{DECISION}", encoding="utf-8")
    return write_pages(small_demo, folder / "pages", folder / "decisions.csv")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with Browser(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture(scope="module")
def axe() -> str:
    path = Path(os.environ.get("KPI_AXE", ROOT / "node_modules/axe-core/axe.min.js"))
    if not path.exists():
        pytest.skip("axe-core is not installed (npm install --no-save axe-core, or KPI_AXE)")
    return path.read_text(encoding="utf-8")


# What stands on the pages


def test_the_report_is_small_and_names_every_kpi_down_the_funnel(plain: Pages) -> None:
    page = plain.text("report.html")
    assert len(page.encode()) < 400_000
    kpis = re.findall(r'<article id="(\w+)">', page)
    assert set(kpis) == set(plain.dossier.facts) - {pages.NORTH_STAR}
    headings = [
        page.index(f"<h2>{stage}</h2>") for stage in ("Acquisition", "Activation", "Conversion", "Expansion")
    ]
    assert headings == sorted(headings)


def test_an_alert_says_since_when_why_and_what_to_do(plain: Pages) -> None:
    for page in (plain.text("report.html"), plain.text("review.html")):
        why = page[page.index("Proposal</bdi> <strong>-") :]
        assert "the numbers point to it" in why
        assert "since 2026-Q2" in page
        assert page.index("Review every lost Enterprise proposal") < page.index("overdue</span>")


def test_a_rate_that_fell_to_zero_has_fallen(plain: Pages) -> None:
    page = plain.text("report.html")
    win_rate = page[page.index('id="kpi_win_rate"') :]
    enterprise = win_rate[win_rate.index("Enterprise") : win_rate.index("Mid-market")]
    assert "0.0%" in enterprise
    assert f"-7.7{NARROW_SPACE}pt" in enterprise


def test_the_review_has_overdue_first_and_what_was_decided_last_week(plain: Pages) -> None:
    review = plain.text("review.md")
    sales = review[review.index("## Sales Ops") :]
    assert "2026-05-31 **overdue**" in sales
    marketing = review[review.index("## Marketing Ops") : review.index("## Sales Ops")]
    assert "### Decided since the last review" in marketing
    assert "Disqualify at the first call" not in review
    later = replace(plain.dossier, scorecard=replace(plain.dossier.scorecard, as_of=date(2026, 7, 2)))
    assert "### Decided since the last review" not in pages.review(later, ".md")


def test_french_pages_have_their_own_words_and_numbers(plain: Pages) -> None:
    formats = replace(plain.dossier.formats, lang=Lang.FR)
    french = replace(plain.dossier, scorecard=replace(plain.dossier.scorecard, formats=formats))
    page = pages.report(french)
    assert '<html lang="fr">' in page
    assert f"0,0{NARROW_SPACE}%" in page
    assert "Ce qui a changé et pourquoi" in page
    assert "# Revue hebdomadaire" in pages.review(french, ".md")


def test_the_same_data_give_the_same_page(plain: Pages) -> None:
    assert pages.report(plain.dossier) == plain.text("report.html")


def test_a_north_star_stands_first_and_only_there_and_may_be_absent(plain: Pages) -> None:
    for name, label in (("kpi_average_selling_price", "Average selling price (ASP)"), ("none", "")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages, "NORTH_STAR", name)
            page = pages.report(plain.dossier)
        assert (f"<h2>{label}</h2>" in page, 'class="star"' in page) == (bool(label), bool(label))
        assert (f'id="{name}"' in page) is False
        assert page.index(f"<h2>{label}") < page.index("<h2>Acquisition") if label else True


def test_the_injected_events_are_named_first(plain: Pages) -> None:
    found = {
        e.question.judgement.definition.kpi: e
        for e in plain.dossier.explanations
        if "Enterprise" in e.question.members
    }
    assert found["kpi_win_rate"].stages[0][0] == "Proposal"
    assert found["kpi_win_rate"].actions[0].cause == "late_stage_losses"


# Hostile names


def test_no_name_becomes_markup(hostile: Pages) -> None:
    for name in ("report.html", "review.html"):
        page = hostile.text(name)
        assert page.count("<style>") == 1
        for tag in ("<script", "<img", "<svg onload", "<u>", "<b>x", "<i>why", "\u202e"):
            assert tag not in page, (name, tag)
        assert "n" * 100 not in page
    markdown = hostile.text("review.md")
    assert "<script>" not in markdown.replace("\\<script\\>", "")
    assert "](javascript" not in markdown
    assert "A\\|B" in markdown


@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_a_browser_asks_for_nothing_runs_nothing_and_has_nothing_to_complain_of(
    kind: str, request: pytest.FixtureRequest, browser: Browser
) -> None:
    for page in request.getfixturevalue(kind).paths:
        browser.show(1200)
        browser.open(page)
        assert browser.asked_for() == [page.as_uri()]
        assert browser.complaints() == []
        assert browser.run("[document.scripts.length, document.images.length, typeof window.hacked]") == [
            0,
            0,
            "undefined",
        ]
        assert (
            browser.run("getComputedStyle(document.querySelector('.badge')).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_is_wider_than_the_window(width: int, plain: Pages, hostile: Pages, browser: Browser) -> None:
    for page in (*plain.paths, *hostile.paths):
        browser.show(width)
        browser.open(page)
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert browser.run("document.documentElement.scrollWidth") <= width, page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_serious_finding(scheme: str, plain: Pages, browser: Browser, axe: str) -> None:
    for page in plain.paths:
        browser.show(1200, scheme)
        browser.open(page)
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")
        browser.run(axe + ";0")
        found = browser.run("axe.run().then(r => r.violations.map(v => [v.impact, v.id, v.nodes[0].html]))")
        assert [violation for violation in found if violation[0] in {"serious", "critical"}] == []
