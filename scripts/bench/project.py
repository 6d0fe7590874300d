"""The project built over a company of any size, and what its manifest and its warehouse know afterwards."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cost import Cost, measure_command

ROOT = Path(__file__).resolve().parents[2]
DBT = str(Path(sys.executable).with_name("dbt"))
WITHOUT_TESTS = ("--exclude-resource-type", "test", "unit_test")


@dataclass(frozen=True)
class Place:
    """The folder of one benchmark: data, warehouse and dbt's own files."""

    folder: Path
    touches: int
    company: Path | None = None

    @property
    def data(self) -> Path:
        """The files of the company."""
        return self.company or self.folder / "data"

    @property
    def warehouse(self) -> Path:
        """The database that is built; measured statements only read it."""
        return self.folder / "warehouse.duckdb"

    @property
    def attached(self) -> list[str]:
        """The databases that a query reads."""
        return [str(path) for path in (self.warehouse, self.folder / "state.duckdb") if path.exists()]

    def environment(self, target: str = "target") -> Mapping[str, str]:
        """What dbt and the profile go by."""
        return {
            "KPI_DATA": str(self.data),
            "KPI_WAREHOUSE": str(self.warehouse),
            "KPI_STATE": str(self.folder / "state.duckdb"),
            "KPI_PUBLISHED": str(self.folder / "published.duckdb"),
            "DBT_TARGET_PATH": str(self.folder / target),
            "DBT_LOG_PATH": str(self.folder / "logs"),
        }

    def build(self, *arguments: str) -> Cost:
        """Build everything but the tests."""
        command = [DBT, "--quiet", "build", *WITHOUT_TESTS, *arguments]
        return measure_command(command, self.environment(), ROOT)

    def build_tested(self) -> Cost:
        """Build everything but the unit tests."""
        command = [DBT, "--quiet", "build", "--exclude-resource-type", "unit_test"]
        return measure_command(command, self.environment(), ROOT)

    def queries(self, target: str = "whole", only: Sequence[str] = ()) -> dict[str, str]:
        """The compiled query of each table, as of a full build, in an order in which they can be built."""
        manifest = json.loads((self.folder / target / "manifest.json").read_text(encoding="utf-8"))
        nodes = {
            name: node
            for name, node in manifest["nodes"].items()
            if node["resource_type"] == "model" and node["config"]["materialized"] in ("table", "incremental")
        }
        return {
            nodes[name]["name"]: nodes[name]["compiled_code"]
            for name in in_order(nodes)
            if not only or nodes[name]["name"] in only
        }

    def compile(self, target: str, settings: Mapping[str, object], *models: str) -> None:
        """Compile models under other settings, as for a full build."""
        selected = ["--select", *models] if models else []
        command = [DBT, "compile", "--full-refresh", "--vars", json.dumps(settings), *selected]
        measure_command(command, self.environment(target), ROOT)


def in_order(nodes: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]) -> Iterator[str]:
    """Names of nodes, each after those that it reads."""
    done: set[str] = set()
    while len(done) < len(nodes):
        for name, node in nodes.items():
            if name not in done and not (set(node["depends_on"]["nodes"]) & nodes.keys() - done):
                done.add(name)
                yield name


def machine() -> str:
    """The processor, its number and the memory, in one line."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":")[1].strip() for line in info if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} processors ({names[0] if names else 'unknown'}), {memory:.0f} GB"
