"""The measurements as Markdown, and their place in docs/benchmarks.md."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.attribution import Line


def seconds(value: float) -> str:
    """As many digits as say something."""
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def times(ratio: float | None) -> str:
    """A ratio, or nothing."""
    return "" if ratio is None else f"{ratio:.1f}"


def attribution_table(lines: Sequence[Line]) -> str:
    """One row per piece of work: what it cost, and how often its floor."""
    rows = [
        "| work | CPU s | wall s | peak MB | rows | x floor | x bare | target |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for line in lines:
        cost = line.cost
        if cost is None:
            rows.append(f"| {line.name} | {line.remark} | | | | | | |")
            continue
        rows.append(
            f"| {line.name} | {seconds(cost.cpu)} | {seconds(cost.wall)} | {cost.peak:.0f} | {cost.rows:,} "
            f"| {times(line.ratio(line.floor))} | {times(line.ratio(line.bare))} | {line.target or ''} |"
        )
    return "\n".join(rows)


def keep(path: Path, title: str, text: str) -> None:
    """Replace the section of this title in a file, or append it."""
    begin, end = f"<!-- begin {title} -->", f"<!-- end {title} -->"
    section = f"{begin}\n{text}\n{end}"
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if pattern.search(content):
        content = pattern.sub(lambda _: section, content)
    else:
        content = content.rstrip("\n") + f"\n\n{section}\n"
    path.write_text(content, encoding="utf-8")
