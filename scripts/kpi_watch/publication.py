"""Publishes what came out of a build clean, and keeps the last release of what did not.

Build; put the last release of every mart that failed back into its place; build what hangs on those again;
publish all at once. The table in which all KPIs stand moves on with them or not at all.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import yaml

from kpi_watch.dbt_calls import DbtOptions, read_project, run_build, run_macro, show
from kpi_watch.errors import UserError
from kpi_watch.outcome import Node, Outcome
from kpi_watch.places import Place
from kpi_watch.release_file import release_file
from kpi_watch.releases import Release, Status, new_release_id
from kpi_watch.scorecard_table import scorecard_rows
from kpi_watch.warehouse import read_built, read_releases

ALL_KPIS = "governance.kpi_values"
WRITTEN = ("governance.kpi_release", "governance.kpi_scorecard")
"""Relations that publish_release makes, and no model."""

BUILD = ("--quiet", "--warn-error", "build", "--exclude-resource-type", "unit_test")
AGAIN = ("--indirect-selection", "empty", "--select")
AS_OF = "select cast(as_of_on as {{ dbt.type_string() }}) as as_of from {{ ref('int_as_of') }}"
NO_RELEASES = "plain Parquet tables keep no releases: build with dbt, or unset KPI_SPARK_FORMAT"
FAILED = "the build failed: what failed stands above, and nothing was judged; the last release stays"


def publish(options: DbtOptions, *, debug: bool = False) -> list[Release]:
    """Build everything and publish what is clean.

    Returns:
        The rows of governance.kpi_release.
    """
    manifest = read_project(options, debug=debug, flags=("--warn-error", "--write-json"))
    adapter = manifest.metadata.adapter_type
    if adapter == "spark" and os.environ.get("KPI_SPARK_FORMAT") == "parquet":
        raise UserError(NO_RELEASES)
    file = release_file(adapter)
    if file:
        file.prepare()
    before = read_releases(options, debug=debug) if file is None or file.path.exists() else []
    outcome = build(outline(manifest), options, debug=debug)
    rows = decide(outcome, before, _as_of(options, debug=debug), datetime.now(UTC).replace(tzinfo=None))
    _release(outcome, rows, options, debug=debug)
    if file:
        file.put(rows[-1].release_id)
    return rows


def build(before: Outcome, options: DbtOptions, *, debug: bool) -> Outcome:
    """Build all; where a mart failed, build what hangs on it again over what was released last.

    The second build knows which KPIs are held back: a recount of today's data does not hold for them.
    """
    manifest = read_project(options, debug=debug)
    outcome = before.after(run_build(BUILD, options, manifest))
    failed = outcome.origins()
    if not any(mart.is_kpi and mart not in failed for mart in outcome.marts):
        raise UserError(FAILED)
    if failed and (again := outcome.rebuildable([mart.key for mart in failed])):
        models = {"models": [mart.key for mart in failed]}
        run_macro("restore_kpis", models, options, debug=debug, place=Place.WORKING)
        held = [mart.name for mart in failed if mart.is_kpi]
        variables = {**(yaml.safe_load(options.vars or "") or {}), "held_kpis": held}
        command = [*BUILD, *AGAIN, *(node.name for node in again)]
        done = run_build(command, replace(options, vars=json.dumps(variables)), manifest)
        outcome = outcome.after(done)
    if any(mart.relation == ALL_KPIS and outcome.reason(mart.key) for mart in outcome.marts):
        raise UserError(FAILED)
    return outcome


def outline(manifest: Any) -> Outcome:  # noqa: ANN401
    """The models, seeds, snapshots and data tests of a project, before anything ran."""
    return Outcome({key: _node(node, manifest.nodes) for key, node in manifest.nodes.items()})


def _node(node: Any, nodes: Mapping[str, Any]) -> Node:  # noqa: ANN401
    is_mart = node.resource_type == "model" and node.fqn[1:2] == ["marts"]
    return Node(
        key=node.unique_id,
        name=node.name,
        kind=str(node.resource_type),
        parents=frozenset(key for key in node.depends_on_nodes if key in nodes),
        relation=f"{node.config.schema}.{node.alias}" if is_mart else "",
        is_mart=is_mart,
        is_kpi=is_mart and "kpi" in node.config.meta,
    )


def decide(outcome: Outcome, before: Sequence[Release], as_of: date, moment: datetime) -> list[Release]:
    """The row of each mart: of this release if it is clean, else of its last one."""
    last = {release.relation: release for release in before if release.status is not Status.NEVER}
    new = Release("", "", Status.CURRENT, "", new_release_id(moment), moment, as_of)
    rows = []
    for mart in outcome.marts:
        reason = outcome.reason(mart.key)
        kept = last.get(mart.relation, Release("", "", Status.NEVER, "", "", None, None))
        if reason and kept.status is not Status.NEVER:
            kept = replace(kept, status=Status.STALE)
        kpi = mart.name if mart.is_kpi else ""
        rows.append(replace(kept if reason else new, relation=mart.relation, kpi=kpi, reason=reason))
    return [*rows, *(replace(new, relation=relation) for relation in WRITTEN)]


def _as_of(options: DbtOptions, *, debug: bool) -> date:
    [row] = show(AS_OF, options, debug=debug, place=Place.WORKING)
    return date.fromisoformat(str(row["as_of"])[:10])


def _release(outcome: Outcome, rows: Sequence[Release], options: DbtOptions, *, debug: bool) -> None:
    keys = {mart.relation: mart.key for mart in outcome.marts}
    arguments = {
        "release_id": rows[-1].release_id,
        "rows": [{"model": keys.get(row.relation, ""), **row.as_texts()} for row in rows],
        "scorecard": scorecard_rows(read_built(options, rows, debug=debug), rows[-1].release_id),
    }
    run_macro("publish_release", arguments, options, debug=debug, place=Place.WORKING)
