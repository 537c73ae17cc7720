# Each target makes .venv from requirements.lock first, when it is missing or older than the lock.

PYTHON ?= python3
PORT ?= 3000
BIN := .venv/bin
INSTALLED := .venv/.installed
EDITABLE := --quiet --no-deps --no-build-isolation --editable .

# Containers often forbid Python to keep what it has compiled: every start would compile Dagster, Polars and the rest anew,
# for eight seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run compiled test ui bench lock clean

run: $(INSTALLED)  ## read seeds/ and publish warehouse/communique.duckdb
	$(BIN)/communique run

compiled: $(INSTALLED)  ## compiles the reading of articles, for many of them: two minutes, where there is a C compiler
	$(BIN)/python -m tools.compile_reading

lint: $(INSTALLED)  ## style, types, import rules
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint  ## and every test but the one that needs a browser
	$(BIN)/pytest

test-fast: lint  ## and the tests that neither run the whole job nor start processes: under a minute
	$(BIN)/pytest -m "not slow and not browser"

test-browser: $(INSTALLED)  ## the page in Chromium, which must be installed; screenshots go to screenshots/
	$(BIN)/pytest -m browser --screenshots screenshots

faults: $(INSTALLED)  ## fifty kills and every other fault, and the table of them in README.md
	$(BIN)/pytest -m faults --kills 50 --fault-table README.md

bench: compiled  ## articles read per second, on seeds/ unless ARTICLES= names a folder or file
	$(BIN)/python -m bench.reading $(ARTICLES)

ui: $(INSTALLED)  ## the Dagster page, on http://localhost:3000 unless PORT= says otherwise
	$(BIN)/communique ui --port $(PORT)

lock:  ## renew requirements.lock from pyproject.toml; needs uv
	uv pip compile pyproject.toml --universal --python-version 3.11 --group build --group test --group lint \
		--upgrade --generate-hashes --no-header --no-annotate --output-file requirements.lock

clean:  ## remove what can be made again; the warehouse and the history of its runs stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find bench etl schemas tools warehouse tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The mark is the last thing written, so an interrupted installation is begun afresh.
$(INSTALLED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "communique needs Python 3.11 or newer: install it, or name it with make PYTHON=/path/to/python3"; exit 1; }
	@uv --version >/dev/null 2>&1 || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "this Python cannot make virtual environments: install its venv package (python3-venv) or uv"; exit 1; }
	rm -rf .venv
	@if uv --version >/dev/null 2>&1; then set -ex; \
		uv venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv; \
		uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock; \
		uv pip install --python $(BIN)/python $(EDITABLE); \
	else set -ex; \
		$(PYTHON) -m venv .venv; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock; \
		$(BIN)/python -m pip install --disable-pip-version-check $(EDITABLE); \
	fi
	@touch $@
