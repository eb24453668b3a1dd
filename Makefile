# The one gate: a person, .ci/run and the hosted workflow all run these targets.
# Needs Python 3.11 or newer, git and make; everything else goes into .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

LOCK = $(UPGRADE) --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11 --no-emit-index-url \
	--custom-compile-command "make lock" pyproject.toml

export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help build serve lint test test-all screenshots picture bench bench-search generate lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

build: .venv/.runtime ## build the site into site/
	$(BIN)/briefbook build

serve: .venv/.runtime ## preview the site while writing
	$(BIN)/briefbook serve

lint: .venv/.dev ## check style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src
	$(BIN)/lint-imports --no-logo

test: lint ## lint, then the fast tests with coverage
	$(BIN)/pytest -n auto -m "not browser and not slow" --cov

test-all: test tests/browser/node_modules .venv/.validate ## test, then browsers and slow tests; says what was skipped and why
	$(BIN)/pytest -rs --no-fold-skipped -n auto --maxprocesses 4 --dist worksteal -m "browser or slow"

screenshots: build .venv/.dev ## take pictures of every type of page into build/screenshots/
	$(BIN)/python -m tests.browser.screenshots build/screenshots

picture: build .venv/.dev ## draw the picture of the result that the README shows
	$(BIN)/python -m tests.browser.picture handbook/briefbook.png

bench: .venv/.dev ## measure speed against the budgets (ROUNDS=1 is quick and rough)
	$(BIN)/python tests/bench/run.py $(ROUNDS)
	$(BIN)/python tests/bench/pdf.py $(ROUNDS)
	$(BIN)/python tests/bench/offline.py $(ROUNDS)

bench-search: .venv/.dev ## measure our search beside two others, on 1, 100 and 1,000 briefings (an hour; or SIZES=1)
	$(BIN)/python tests/bench/search.py $(SIZES)

generate: .venv/.runtime ## write schema, dictionary and other derived files anew
	$(BIN)/briefbook generate

lock: .venv/.dev ## bring the pins in line with pyproject.toml (UPGRADE=--upgrade renews them all)
	$(BIN)/uv pip compile $(LOCK) --extra pdf --group build -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) --extra dev --extra browser --extra epub --extra pdf -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile $(LOCK) --extra validate --extra cjk -c requirements-dev.txt -o requirements-validate.txt

clean: ## remove the site, caches and .venv
	rm -rf site .site.* .venv .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	rm -rf .coverage .coverage.* htmlcov build dist tests/browser/node_modules
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: an environment is made anew only when what it is made from has changed.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# Heavy, and only for what looks at finished files: 400 MB that no other target waits for.
.venv/.validate: requirements-validate.txt .venv/.dev
	$(PIP) install --require-hashes -r requirements-validate.txt
	@touch $@

# What tests need from npm, by hash. It is fetched where it can be; the tests that need it skip by name elsewhere.
tests/browser/node_modules: tests/browser/package-lock.json
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund && touch $@ \
		|| echo "make: no axe-core, Nu HTML checker or YAML language server: npm is missing or failed; their tests will be skipped"
