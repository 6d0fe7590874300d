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
# dbt leaves one of two cores idle: the linter runs beside the build, and the unit tests, on a copy, beside pytest.
aside=$(mktemp -d)
trap 'rm -rf "$log" "$aside"; kill $(jobs -p) 2>/dev/null || true' EXIT
begin() {
    local name=$1
    shift
    "$@" >"$aside/$name" 2>&1 &
    echo $! >"$aside/$name.pid"
}
finish() {
    wait "$(cat "$aside/$1.pid")" || {
        cat "$aside/$1"
        return 1
    }
}
begin linter "${lint[@]}"
step 'dbt build' $bin/dbt --warn-error build --exclude-resource-type unit_test
mkdir -p target/units
cp target/warehouse.duckdb "$KPI_STATE" target/units/
begin units env KPI_WAREHOUSE=target/units/warehouse.duckdb KPI_STATE=target/units/gate_state.duckdb DBT_TARGET_PATH=target/units \
    $bin/python tests/parsed_dbt.py target/partial_parse.msgpack --warn-error test --select test_type:unit
KPI_GATE=1 $bin/pytest --numprocesses 2 --dist loadfile
step 'sqlfluff, meanwhile' finish linter
step 'unit tests, meanwhile' finish units
