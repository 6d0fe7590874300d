"""Compile every model for warehouses that are not run here, and parse it: `make syntax-check`.

It is a syntax check. Nothing is executed: functions, types and results are not looked at (docs/engines.md).
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from json import dumps, loads
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlglot
from sqlglot.errors import SqlglotError

# These connections lead nowhere: a model that asks its warehouse while it compiles fails.
LOGIN = {"user": "none", "password": "none"}
CONNECTIONS: dict[str, dict[str, object]] = {
    "snowflake": {"account": "none", "database": "b2b_kpis", **LOGIN},
    "bigquery": {"method": "oauth-secrets", "token": "none", "project": "b2b-kpis"},
    "databricks": {"host": "localhost", "http_path": "/none", "token": "none", "catalog": "b2b_kpis"},
    "redshift": {"host": "localhost", "port": 1, "dbname": "b2b_kpis", **LOGIN},
}
# Models that a dialect cannot parse, each with the reason: {("bigquery", "some_model"): "why"}.
EXCEPTIONS: dict[tuple[str, str], str] = {}
SELECTED = ("--select", "resource_type:model", "--indirect-selection", "empty")


def compiled(dialect: str, profiles: Path, target: Path) -> dict[str, str]:
    """Let dbt compile the models with the adapter's macros; return the SQL of each by its name."""
    places = ("--target", dialect, "--profiles-dir", profiles, "--target-path", target, "--log-path", target)
    # An interpreter of a virtual environment finds the dbt beside it.
    command = [
        Path(sys.executable).with_name("dbt"),
        "--quiet",
        "compile",
        "--no-populate-cache",
        "--full-refresh",  # or an incremental model asks for the table that it kept
        *SELECTED,
        *places,
    ]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("KPI_", "DBT_"))}
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{dialect}: the models do not compile:\n{done.stdout}{done.stderr}")
    nodes = loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    return {node["name"]: node["compiled_code"] for node in nodes if node["resource_type"] == "model"}


def refused(sql: str, dialect: str) -> str:
    """Why a dialect does not parse a statement; empty where it does."""
    try:
        statements = sqlglot.parse(sql, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    except (SqlglotError, IndexError) as error:  # sqlglot's builders take arguments for granted
        return str(error).splitlines()[0]
    # What sqlglot cannot read it keeps as a command, with a warning.
    is_query = len(statements) == 1 and isinstance(statements[0], sqlglot.exp.Query)
    return "" if is_query else "it is not read as one query"


def problems(dialect: str, models: dict[str, str]) -> Iterator[str]:
    """What is refused without being an exception, and exceptions that are none any more."""
    for name, sql in sorted(models.items()):
        reason = refused(sql, dialect)
        if reason and (dialect, name) not in EXCEPTIONS:
            yield f"{dialect}: {name}: {reason}"
        if not reason and (dialect, name) in EXCEPTIONS:
            yield f"{dialect}: {name} is parsed: take it out of EXCEPTIONS in scripts/syntax_check.py"


def main() -> int:
    """Check all dialects; 1 if one refuses a model."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    outputs = {name: {"type": name, "schema": "building", **places} for name, places in CONNECTIONS.items()}
    found: list[str] = []
    with TemporaryDirectory() as profiles:
        Path(profiles, "profiles.yml").write_text(dumps({"b2b_kpis": {"outputs": outputs}}), encoding="utf-8")
        for dialect in sys.argv[1:] or CONNECTIONS:
            models = compiled(dialect, Path(profiles), Path("target", "syntax", dialect).resolve())
            said = list(problems(dialect, models))
            found += said
            print(f"{dialect}: {len(models)} models compiled, {len(said)} problems", flush=True)
    if found:
        print(*found, "The lines are those of the compiled SQL: target/syntax/<dialect>/compiled.", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
