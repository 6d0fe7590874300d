"""A build that runs out of memory or disk ends in one line, and publishes nothing."""

import json
from pathlib import Path

import pytest

from kpi_watch.dbt_calls import DbtOptions, run_build
from kpi_watch.errors import UserError


def test_a_build_that_runs_out_of_memory_ends_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One model fails and the other passes, but a release of such a machine is none."""
    output = {"type": "duckdb", "path": ":memory:", "config_options": {"memory_limit": "30MB"}}
    profile = {"small": {"target": "here", "outputs": {"here": output}}}
    project = {"name": "small", "version": "1.0.0", "profile": "small", "models": {"+materialized": "table"}}
    (tmp_path / "models").mkdir()
    (tmp_path / "dbt_project.yml").write_text(json.dumps(project))
    (tmp_path / "profiles.yml").write_text(json.dumps(profile))
    (tmp_path / "models" / "little.sql").write_text("select 1 as one")
    (tmp_path / "models" / "much.sql").write_text(
        "select list(md5(range::varchar)) as all_of_it from range(2000000)"
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"^the build needs more memory than it may use: raise KPI_MEMORY"):
        run_build(["--quiet", "run"], DbtOptions(), None)
