"""Runs one command of dbt on the project as it was parsed before: parsing takes longer than most tests do."""

import sys
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest


def parsed_manifest(parsed: Path, kinds: tuple[str, ...] | None = None) -> Manifest:
    """Read what a parse left for the next one; with only some kinds of nodes, each command takes seconds less."""
    manifest = Manifest.from_msgpack(parsed.read_bytes())
    if kinds is not None:
        manifest.nodes = {key: node for key, node in manifest.nodes.items() if node.resource_type in kinds}
        manifest.unit_tests, manifest.metrics, manifest.exposures = {}, {}, {}
        manifest.semantic_models, manifest.saved_queries = {}, {}
    manifest.build_flat_graph()
    return manifest


def run(parsed: Path, command: list[str]) -> int:
    """Return the exit code that dbt itself would end with."""
    done = dbtRunner(parsed_manifest(parsed)).invoke(command)
    if done.exception is not None:
        print(done.exception)
    return 0 if done.success else 2 if done.exception is not None else 1


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
