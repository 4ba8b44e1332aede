# From a clone to reading: `make read`. Everything is kept in .venv.
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
# name another Python with: make read PYTHON=python3.12
PYTHON ?=

.PHONY: help read test lint types slow snapshots bench screenshots clean

help: ## list what there is to do
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(BIN)/python:
	@.ci/venv "$(PYTHON)" $(VENV)

$(INSTALLED): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

read: $(INSTALLED) ## install, and open the sample papers
	@$(BIN)/python -m compileall -q src  # an installation in place has no compiled modules of its own
	@$(BIN)/tui-paper sample_data

test: $(INSTALLED_DEV) ## run the tests (the slow ones: make slow)
	$(BIN)/python -m pytest -n 2 -q -m 'not slow'

lint: $(INSTALLED_DEV) ## check style and the layer rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

types: $(INSTALLED_DEV) ## check types
	$(BIN)/mypy

slow: $(INSTALLED_DEV) ## run the slow tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q -m slow

snapshots: $(INSTALLED_DEV) ## accept the pictures of the screens as they are now
	$(BIN)/python -m pytest -n 2 -q tests/ui/test_snapshots.py --snapshot-update

screenshots: $(INSTALLED_DEV) ## draw the pictures of README and docs anew
	$(BIN)/python docs/make_screenshots.py

bench: $(INSTALLED_DEV) ## measure, in ratios to a bare Textual app
	$(BIN)/python bench/run.py

clean: ## remove what make made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
