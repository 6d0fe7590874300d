"""The command `kpis demo`."""

from pathlib import Path

import click

from kpi_demo.company import Size, generate


@click.command()
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same bytes.")
@click.option(
    "--scale",
    default=1,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="1 is the demo, 1000 a benchmark.",
)
@click.option(
    "--out", default="seeds/demo", show_default=True, type=click.Path(file_okay=False, path_type=Path)
)
@click.option(
    "--format", "file_format", default="csv", show_default=True, type=click.Choice(["csv", "parquet"])
)
def demo(seed: int, scale: int, out: Path, file_format: str) -> None:
    """Write the demo company, with its known truth, to a folder."""
    generate(out, seed, Size().times(scale), file_format)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
    click.echo(f"{out}: 17 tables and truth/, {size:.1f} MB")
