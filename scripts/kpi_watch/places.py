"""Where a question goes: to the place where marts are built, to what is published, or to the state.

DuckDB keeps the three in files of their own, so that a reader needs no lock of a warehouse that is being
built; there the profile names an output for each. A server holds them all, and so does a profile without
those outputs.
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml


class Place(StrEnum):
    """The places, by the name of their output in profiles.yml."""

    WORKING = "working"
    PUBLISHED = "published"
    STATE = "state"


def output_of(place: Place, target: str | None, adapter: str) -> str | None:
    """The output of the profile to use, given the target that was asked for and its adapter."""
    if place is Place.WORKING:
        return target
    output = _outputs().get(place.value)
    return place.value if isinstance(output, dict) and output.get("type") == adapter else target


def _outputs() -> dict[str, Any]:
    """The outputs of the profile in use, as written: dbt has just read it, in the folder where it left us."""
    from dbt.config.profile import read_profile  # noqa: PLC0415  importing dbt takes two seconds
    from dbt.flags import get_flags  # noqa: PLC0415

    project = yaml.safe_load(Path("dbt_project.yml").read_text(encoding="utf-8"))
    name = os.environ.get("DBT_PROFILE") or project.get("profile")
    profile = read_profile(str(get_flags().PROFILES_DIR)).get(name) or {}
    return dict(profile.get("outputs") or {})
