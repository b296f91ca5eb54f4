# Pathfinder Survey. `make` lists what can be made; nothing needs anything installed by hand but Python and make.
SHELL := bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto
SOAK ?= 250

.PHONY: help demo test coverage quick lint types forms translations migrations bench soak attack lock wheel clean system

help: ## List these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The lock is complete, so nothing is resolved: no pip, old or new, and no later release can change what is installed.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

$(VENV)/runtime: requirements/runtime.txt
	@echo "Installing what running needs into $(VENV) (about 20 seconds) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) --require-hashes --requirement $<
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

$(VENV)/ready: $(VENV)/runtime requirements/dev.txt pyproject.toml
	@echo "Installing what the tests need into $(VENV) (about 40 seconds) ..."
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@$(INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

demo: $(VENV)/runtime ## Serve the pages with sample data; prints where to look
	@$(BIN)/python -m survey demo

test: $(VENV)/ready system ## All tests: both databases, a real browser, the house rules
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

coverage: $(VENV)/ready system ## All tests once more, saying which lines none of them reaches; takes twice as long
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term:skip-covered

quick: $(VENV)/ready ## The tests that need no browser
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not browser"

system: ## Install what the tests need of the system (Chromium, PostgreSQL, LibreOffice, poppler, R), if it is missing
	@bash .ci/system

lint: $(VENV)/ready ## Style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready ## Types, strict for the pure layers
	$(BIN)/mypy

forms: $(VENV)/ready ## Check every questionnaire file
	$(BIN)/survey forms check

translations: $(VENV)/ready ## Report the translations; fails where one is missing or stale
	$(BIN)/survey translations status --strict

bench: $(VENV)/ready ## Measure the promises; make bench ONLY=name measures one
	$(BIN)/python -m benchmarks $(ONLY)

# What the exploring finds becomes an @example of its test: `make test` looks at the same examples each time.
soak: $(VENV)/ready system ## The long campaigns: 1,000 kills (SOAK=250 of each sort), faults, and new examples for every property
	SURVEY_LIVES=$(SOAK) $(BIN)/python -m pytest -q tests/faults
	PATHFINDER_TESTS_EXPLORING=20 $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal -m hypothesis

# On this machine only, on the loopback; the number multiplies the attempts, which stay bounded.
attack: $(VENV)/ready system ## The long form of the attacks, on both databases, and of the walks over every route
	SURVEY_ATTACKS=$${SURVEY_ATTACKS:-10} $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal tests/attacks tests/web/request

migrations: $(VENV)/ready system ## Migrations both ways, on both databases
	$(BIN)/python -m pytest -q tests/storage/engine/test_migrations.py

lock: $(VENV)/ready ## Renew the locked requirements within what pyproject.toml allows
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --output-file requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt

wheel: $(VENV)/ready ## Build dist/: the wheel and the lock that it is installed with
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	cp requirements/runtime.txt dist/requirements.txt

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
