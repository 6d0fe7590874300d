#!/usr/bin/env bash
# The gate: every convention and every test, fastest first. A step announces itself; what it prints is shown if it fails.
set -euo pipefail
unset KPI_DATA KPI_WAREHOUSE KPI_STATE KPI_PUBLISHED "${!DBT_@}"
export KPI_STATE=target/gate_state.duckdb
rm -f "$KPI_STATE"
bin=.venv/bin
log=$(mktemp)
trap 'rm -f "$log"' EXIT

step() {
    local name=$1 began=$SECONDS
    shift
    printf '%-28s' "$name"
    if "$@" >"$log" 2>&1; then
        printf 'ok %4ss\n' $((SECONDS - began))
    else
        printf 'FAILED\n'
        cat "$log"
        exit 1
    fi
}

step 'ruff check' $bin/ruff check .
step 'ruff format' $bin/ruff format --check .
step 'mypy' $bin/mypy
step 'dbt parse' $bin/dbt --warn-error parse
step 'dbt-bouncer' env COLUMNS=200 $bin/dbt-bouncer --config-file pyproject.toml --show-all-failures
# In memory, and aside: its worker processes would fight for the lock of one file, and for dbt's target folder.
lint=(env KPI_WAREHOUSE=:memory: KPI_STATE=:memory: DBT_TARGET_PATH=target/lint $bin/sqlfluff lint models tests/assertions analyses)
if [ "${1:-}" = lint ]; then
    step 'sqlfluff' "${lint[@]}"
    exit 0
fi
# dbt leaves one of two cores to the linter, and pytest waits for dbt.
linted=$(mktemp)
"${lint[@]}" >"$linted" 2>&1 &
linter=$!
trap 'rm -f "$log" "$linted"; kill $linter 2>/dev/null || true' EXIT
finish_lint() {
    wait $linter || {
        cat "$linted"
        return 1
    }
}
step 'dbt build' $bin/dbt --warn-error build
KPI_GATE=1 $bin/pytest --numprocesses 2 --dist loadfile
step 'sqlfluff, meanwhile' finish_lint
