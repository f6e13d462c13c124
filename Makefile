# What one does with sifasuo. `make` lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUN_READY := .venv/run.stamp
DEV_READY := .venv/dev.stamp
SOURCES := services shared deploy tests

# $(call timed,name,command): runs it, and says how long it took.
timed = @TIMEFORMAT='  $(1): %1R s'; time { $(2); }

.PHONY: help
help:  ## List these targets
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(DEV_READY)  ## Install everything that developing needs, into .venv

.PHONY: run
run: $(RUN_READY)  ## Start it all in one process: PORT=8000, DEMO=0 for an empty store
	@exec $(BIN)/sifasuo up --port $(PORT) $(if $(filter 0,$(DEMO)),--no-demo)

.PHONY: check
check: $(DEV_READY)  ## Format, lint, types, walls, generated docs, fast tests: what a commit must pass
	$(call timed,format,$(BIN)/ruff format --quiet --check $(SOURCES))
	$(call timed,lint,$(BIN)/ruff check --quiet $(SOURCES))
	$(call timed,types,$(BIN)/mypy --no-error-summary)
	$(call timed,walls,$(BIN)/lint-imports --cache-dir .cache/import_linter --no-logo)
	$(call timed,docs,$(BIN)/python -m deploy.docs --check)
	$(call timed,fast tests,$(BIN)/pytest -n 2 -m "not slow")

.PHONY: fix
fix: $(DEV_READY)  ## Format, and repair what can be repaired by itself
	$(BIN)/ruff check --fix-only $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

# What is pure has no excuse: every branch of it is tested.
PURE := --cov=shared/kernel $(foreach service,roster corrections mediation compliance,--cov=services/$(service)/core)

.PHONY: test
test: $(DEV_READY)  ## Every test that this machine can run; what is skipped is named, with its reason
	$(call timed,fast tests,$(BIN)/pytest -n 2 -rs -m "not slow" $(PURE) --cov-branch --cov-fail-under=100)
	$(call timed,slow tests,$(BIN)/pytest -rs -m slow || test $$? -eq 5)  # 5: there is none

.PHONY: docs
docs: $(DEV_READY)  ## Write what is made from the code: pages, schemas, AsyncAPI
	$(BIN)/python -m deploy.docs

.PHONY: bench
bench: $(DEV_READY)  ## Measure throughput and latency
	$(BIN)/python -m tests.bench

.PHONY: faults
faults: ROUNDS ?= 20
faults: BUS_AWAY_S ?= 60
faults: $(DEV_READY)  ## Hurt every part of it at the worst moments: ROUNDS=20 each, an hour; nothing may be lost
	SIFASUO_FAULT_ROUNDS_APART=$(ROUNDS) SIFASUO_BUS_AWAY_S=$(BUS_AWAY_S) $(BIN)/pytest -rs tests/faults

.PHONY: clean
clean:  ## Remove .venv, caches and build products; var/ stays
	rm -rf .venv .cache .hypothesis .schemathesis build dist htmlcov .coverage sifasuo.egg-info
	find $(SOURCES) -type d -name __pycache__ -prune -exec rm -rf {} +

# Both install again only when what they install has changed. Running needs no tool of the developers.
$(RUN_READY): pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing sifasuo into .venv"
	@$(INSTALL) --editable .
	@touch $@

$(DEV_READY): pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing sifasuo and its developers' tools into .venv"
	@$(INSTALL) --editable '.[dev]'
	@touch $(RUN_READY) $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "sifasuo needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "This Python has no venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
