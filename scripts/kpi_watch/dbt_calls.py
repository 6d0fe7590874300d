"""The only door to the warehouse: dbt itself, in this process, with the user's own profile."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, fields, replace
from io import StringIO
from pathlib import Path
from typing import Any, cast

from kpi_watch.advice import EXHAUSTED, advice, one_line
from kpi_watch.errors import UserError
from kpi_watch.places import Place, output_of

Row = Mapping[str, str | None]


@dataclass(frozen=True)
class DbtOptions:
    """What a user may tell dbt; what is not said is dbt's to find, in files and environment."""

    project_dir: str | None = None
    profiles_dir: str | None = None
    target: str | None = None
    vars: str | None = None

    @property
    def folder(self) -> Path:
        """Where the project is."""
        return Path(self.project_dir or os.environ.get("DBT_PROJECT_DIR") or ".")

    def arguments(self) -> list[str]:
        """As dbt's own command line has them."""
        given = {f"--{f.name.replace('_', '-')}": getattr(self, f.name) for f in fields(self)}
        return [word for name, value in given.items() if value for word in (name, value)]


_manifests: dict[tuple[Path, DbtOptions], Any] = {}


def show(query: str, options: DbtOptions, *, debug: bool, place: Place = Place.PUBLISHED) -> list[Row]:
    """Run a query through dbt and return its rows; dbt itself says nothing."""
    command = ["show", "--inline", query, "--output", "json", "--limit", "-1"]
    results = _invoke(command, options, place, debug=debug)
    return [dict(row.items()) for row in cast(Iterable[Any], results.results[0].agate_table.rows)]


def run_macro(
    name: str,
    arguments: Mapping[str, object],
    options: DbtOptions,
    *,
    debug: bool,
    place: Place = Place.STATE,
) -> None:
    """Run a macro that writes; its arguments travel as JSON, and become SQL nowhere but in the macro."""
    _invoke(["run-operation", name, "--args", json.dumps(arguments)], options, place, debug=debug)


def _invoke(command: list[str], options: DbtOptions, place: Place, *, debug: bool) -> Any:  # noqa: ANN401
    """Run dbt on the project as the first call read it: a command asks often, and reading takes longest.

    A question that fails leaves its traces in what was read, so the next one reads anew.
    """
    manifest = read_project(options, debug=debug)
    output = output_of(place, options.target, manifest.metadata.adapter_type)
    key = _key(options)
    del _manifests[key]
    result = _run_dbt(command, replace(options, target=output), manifest, debug=debug)
    _manifests[key] = manifest
    return result


def run_build(
    command: Sequence[str],
    options: DbtOptions,
    manifest: Any,  # noqa: ANN401
) -> Sequence[Any]:
    """Build in this process, as loud as dbt is, and return what became of every node."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  importing dbt takes two seconds

    outcome = dbtRunner(manifest).invoke([*command, *options.arguments()])
    if outcome.exception is not None:
        raise UserError(one_line(str(outcome.exception))) from outcome.exception
    results = cast(Sequence[Any], outcome.result.results)
    for result in results:
        if exhausted := advice(str(result.message or ""), EXHAUSTED):
            raise UserError(exhausted)
    return results


def read_project(options: DbtOptions, *, debug: bool = False, flags: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Parse the project, once."""
    if _key(options) not in _manifests:
        manifest = _run_dbt([*flags, "parse"], options, debug=debug)
        _manifests[_key(options)] = manifest
    return _manifests[_key(options)]


def _key(options: DbtOptions) -> tuple[Path, DbtOptions]:
    return Path.cwd(), options


def _run_dbt(
    command: list[str],
    options: DbtOptions,
    manifest: Any = None,  # noqa: ANN401
    *,
    debug: bool,
) -> Any:  # noqa: ANN401
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  importing dbt takes two seconds

    quiet = ["--quiet", "--no-write-json", "--no-populate-cache", *([] if debug else ["--log-level", "none"])]
    said: list[str] = []

    def hear(event: Any) -> None:  # noqa: ANN401
        if event.info.level == "error":
            said.append(event.info.msg)

    with ExitStack() as stack:
        if not debug:
            stack.enter_context(redirect_stdout(StringIO()))
            stack.enter_context(redirect_stderr(StringIO()))
        outcome = dbtRunner(manifest, [hear]).invoke([*quiet, *command, *options.arguments()])
    if outcome.exception is not None:
        raise UserError(one_line(str(outcome.exception))) from outcome.exception
    if not outcome.success:
        raise UserError(one_line(" ".join(said)))
    return outcome.result
