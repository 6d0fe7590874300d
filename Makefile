# make help lists the targets. Everything runs in .venv; KPI_DATA names the folder with your data (default: the demo).
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup kpis test test-postgres test-spark test-semantic test-clients syntax-check lint fix definitions docs mutations bench lock

# The first interpreter that runs and is one of 3.11 to 3.13: a name on the PATH may be an empty shim.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for name in python3 python3.12 python3.11 python3.13; do $$name -c '$(SUPPORTED)' 2>/dev/null && echo $$name && break; done)
RUN := .venv/bin/
# A virtual environment knows its place by heart: after a move it is made anew.
READY := .venv/ready-$(shell pwd | cksum | cut -d ' ' -f 1)
# Each has a lock of its own, within the first one: requirements-NAME.lock. That of the syntax check stands alone.
EXTRAS := postgres spark semantic
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links
LINTED := models analyses tests/assertions

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## virtual environment, locked packages, dbt packages
	@$(RUN)python -m kpi_watch.packages

kpis: setup ## build the marts from KPI_DATA, judge them against the targets, write target/report
	@echo "building the marts from $${KPI_DATA:-seeds/demo}"
	@$(RUN)kpis run || test $$? -eq 1

test: setup ## the whole gate, fastest check first
	@scripts/gate.sh

test-clients: setup .venv/extra-postgres ## real clients read what is published, as a file and on a server (docs/bi.md)
	@$(RUN)pytest -rs tests/clients tests/postgres/test_clients.py

test-postgres: setup .venv/extra-postgres ## the project on a real PostgreSQL server
	@$(RUN)pytest tests/postgres --ignore tests/postgres/test_clients.py

test-spark: setup .venv/iceberg ## the project on Spark, with Iceberg tables (Java 17)
	@$(RUN)pytest tests/spark

test-semantic: setup .venv/extra-semantic ## what MetricFlow answers equals the marts
	@$(RUN)pytest tests/semantic

syntax-check: setup .venv-syntax/ready ## compile every model for warehouses that are not run here, and parse it
	@.venv-syntax/bin/python scripts/syntax_check.py

lint: setup ## the checks that build nothing
	@scripts/gate.sh lint

fix: setup ## let ruff and sqlfluff mend what they can
	@$(RUN)ruff check --fix . ; $(RUN)ruff format . ; KPI_WAREHOUSE=:memory: KPI_STATE=:memory: $(RUN)sqlfluff fix --force $(LINTED)

definitions: setup ## note the definitions as they are, once a changed one has raised its version
	@$(RUN)python scripts/definitions.py

docs: setup ## the documentation of every model, as one page: target/static_index.html
	@$(RUN)dbt --quiet docs generate --static && echo "target/static_index.html"

mutations: setup ## plant the mutations and see the build fail on each (CONTRIBUTING.md)
	@$(RUN)python scripts/mutations.py

bench: setup .venv-bench ## what it costs at scale, against floors and peers: make bench TOUCHES=2000000 WRITE=--write
	@PYTHONPATH=scripts $(RUN)python -m bench --touches $(or $(TOUCHES),2000000) $(if $(PARTS),--parts $(PARTS)) $(if $(REPEATS),--repeats $(REPEATS)) $(WRITE)

lock: ## write the locks anew from pyproject.toml (needs uv)
	@$(COMPILE) --extra dev -o requirements.lock pyproject.toml
	@for extra in $(EXTRAS); do $(COMPILE) --extra $$extra -c requirements.lock -o requirements-$$extra.lock pyproject.toml || exit; done
	@$(COMPILE) --extra syntax -o requirements-syntax.lock pyproject.toml

$(READY): requirements.lock pyproject.toml
	@$(or $(PYTHON),false) -c '$(SUPPORTED)' || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=/path/to/python3.12 setup"; exit 2; }
	@echo "setting up .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear .venv
	@$(RUN)python -m pip install -qq --disable-pip-version-check --requirement requirements.lock
	@$(RUN)python -m pip install -qq --disable-pip-version-check --no-deps --editable .
	@touch $(READY)

# An extra is installed once: again when its lock changes, or the environment is made anew.
.venv/extra-%: requirements-%.lock $(READY)
	@echo "adding the extra $* to .venv"
	@$(RUN)python -m pip install -qq --disable-pip-version-check --requirement $<
	@touch $@

.venv-syntax/ready: requirements-syntax.lock
	@$(or $(PYTHON),false) -m venv --clear .venv-syntax
	@.venv-syntax/bin/python -m pip install -qq --disable-pip-version-check --requirement $<
	@touch $@

# Spark finds Iceberg among its own jars, wherever it is started from.
.venv/iceberg: .venv/extra-spark
	@ln -sf "$$(ls $(CURDIR)/.venv/lib/python3*/site-packages/snowpark_connect_deps_iceberg/jars/iceberg-spark-runtime-3.5_2.12-*.jar)" .venv/lib/python3*/site-packages/pyspark/jars/
	@touch $@

# The peers of the benchmark want other versions than the project does; one that cannot be had is skipped by name.
.venv-bench: scripts/bench/requirements.txt
	@$(PYTHON) -m venv --clear $@
	@while read -r peer; do $@/bin/python -m pip install -qq --disable-pip-version-check $$peer || echo "$$peer: cannot be installed, left out"; done < $<
