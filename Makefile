# Two commands do everything: `make serve` and `make test`. Both make the environment first.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
HOST ?= 127.0.0.1
PORT ?= 8000
BENCH := build/bench-env

.DEFAULT_GOAL := help
.PHONY: help serve build validate export test test-fast assets bench lint format texts screenshots clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: build ## Build, validate and serve the graph at http://127.0.0.1:8000/ (HOST= and PORT= change it)
	$(BIN)/untoc serve --host $(HOST) --port $(PORT)

build: $(VENV)/run ## Build and validate a release in build/
	$(BIN)/untoc build

validate: $(VENV)/run ## Check tables and ontology against the shapes
	$(BIN)/untoc validate

export: build ## Write the whole graph as build/untoc.ttl
	$(BIN)/untoc export --format turtle -o build/untoc.ttl

test: $(VENV)/dev ## Install what tests need and run them all
	$(BIN)/python -m pytest -n auto

test-fast: $(VENV)/dev ## Run the tests that take no more than a few seconds each
	$(BIN)/python -m pytest -n auto -m "not slow"

assets: ## Make anew what pages need from Node: the query editor, the shapes of the map (README in assets/)
	@command -v npm >/dev/null || { echo "make: npm is needed; on Debian and Ubuntu: apt-get install nodejs npm" >&2; exit 1; }
	cd assets && npm ci --ignore-scripts && node build.mjs

bench: build $(BENCH)/ready ## Measure the service beside its peers, fifteen minutes (PUBLISH=--publish: for the README)
	@command -v wrk >/dev/null || { echo "make: wrk is needed; on Debian and Ubuntu: apt-get install wrk" >&2; exit 1; }
	$(BENCH)/bin/python benchmarks/service.py $(PUBLISH)
	$(BENCH)/bin/python benchmarks/servers.py $(PUBLISH)
	$(BENCH)/bin/python benchmarks/roundtrip.py $(PUBLISH)
	$(BENCH)/bin/python benchmarks/queries.py $(PUBLISH)
	$(BENCH)/bin/python benchmarks/answers.py $(PUBLISH)
	$(BENCH)/bin/python benchmarks/pages.py $(PUBLISH)
	$(BENCH)/bin/python benchmarks/hostile.py $(PUBLISH)

lint: $(VENV)/dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/dev ## Put the code in house style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: build $(VENV)/dev ## Take the pictures of the pages in docs/screenshots anew
	$(BIN)/python docs/screenshots/make.py

TEXTS := untoc_graph/web/translations
texts: $(VENV)/dev ## Collect the texts of the pages for translation, and compile what is translated
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keyword later --no-location --sort-output --width 110 --project untoc-graph --copyright-holder 'UNTOC Graph maintainers' --output $(TEXTS)/messages.pot .
	$(BIN)/pybabel --quiet update --input-file $(TEXTS)/messages.pot --output-dir $(TEXTS) --no-fuzzy-matching --ignore-obsolete --width 110
	$(BIN)/pybabel --quiet compile --directory $(TEXTS)

clean: ## Remove the environment and the releases
	rm -rf $(VENV) build

# Debian keeps the means to make environments in a package of its own.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed: apt-get install python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: $(PYTHON) is older than Python 3.11; name another with PYTHON=" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { \
	  echo "make: installing python3-venv, which Debian keeps apart from python3" >&2; \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv; \
	  else sudo -n sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv'; fi; } || \
	  { echo "make: could not; run: sudo apt-get install python3-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'

$(VENV)/run: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run
	$(PIP) install --constraint constraints.txt --group dev
	@touch $@

# The peers have dependencies of their own, which the tests do not need.
$(BENCH)/ready: pyproject.toml constraints.txt benchmarks/requirements.txt | $(BIN)/python
	$(BIN)/python -m venv $(BENCH)
	$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt --editable . --requirement benchmarks/requirements.txt
	@touch $@
