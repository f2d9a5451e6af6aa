# The only commands. `make help` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
PYTEST := $(BIN)/pytest
EVERYDAY := -m "not browser and not slow"

.PHONY: help setup demo demo-code run work test test-sqlite test-postgres browser faults check format bench lock screenshots translations assets clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: .venv/.runtime static/css/.built ## make the environment, the styles and the database
	@$(PY) manage.py migrate --verbosity 0

demo: setup ## the whole road once: 600 sample answers, themes, workbook, log-ins
	@$(PY) manage.py demo

run: setup ## open the site on http://localhost:8000 with a worker beside it
	@trap 'kill 0' EXIT; $(PY) manage.py work & \
	 echo "Open http://localhost:8000 (Ctrl+C stops the site)"; \
	 $(BIN)/gunicorn consult.wsgi --config consult/gunicorn_conf.py --bind 127.0.0.1:8000

demo-code: ## a sample reviewer's sign-in code of this moment
	@$(PY) manage.py demo_code $(if $(EMAIL),--email $(EMAIL))

work: setup ## run the worker alone
	@$(PY) manage.py work

test: test-sqlite test-postgres ## the everyday tests, on SQLite and on PostgreSQL, without a browser

test-sqlite: .venv/.dev static/css/.built ## the everyday tests on SQLite
	@echo "Tests on SQLite"; $(PYTEST) -n 2 -q $(EVERYDAY)

# The engine knows no database: its tests have run beside those on SQLite.
test-postgres: .venv/.dev static/css/.built ## the everyday tests on a throw-away PostgreSQL
	@if $(PY) -c "from tests.postgres import find_binary; find_binary('initdb')" 2>/dev/null; then \
	   echo "Tests on PostgreSQL"; CONSULT_TEST_POSTGRES=yes $(PYTEST) -n 2 -q $(EVERYDAY) --ignore=tests/engine; \
	 else echo "No PostgreSQL on this machine: install Debian's package postgresql to test on it too."; fi

browser: .venv/.dev static/css/.built ## the journeys in Chromium, scripts on and off, with axe
	@DJANGO_ALLOW_ASYNC_UNSAFE=true $(PYTEST) -q -m browser -p no:randomly

faults: .venv/.dev static/css/.built ## kill servers while people submit, and look what is lost
	@$(PYTEST) -q -s -m slow -p no:randomly

check: .venv/.dev static/css/.built ## lint, types, package directions, migrations, templates, sizes
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . || (echo "make format puts the layout right"; exit 1)
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(PY) manage.py makemigrations --check --dry-run --verbosity 0
	@$(PY) manage.py check --fail-level WARNING
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/bandit --quiet --recursive --severity-level medium consult people safeguarding surveys insights partners
	@$(PY) scripts/check_sizes.py

format: .venv/.dev ## put the layout of the code right
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench: .venv/.bench ## slow numbers: themes beside their peers, submission cost, exports, shape of the code
	@for script in bench/*.py; do echo "== $$script"; $(PY) $$script || exit 1; done

screenshots: .venv/.dev static/css/.built ## walk the demo as an analyst would, and keep a picture of each page in docs/
	@$(PY) scripts/screenshots.py

translations: .venv/.dev ## gather new texts into the catalogues under locale/, and compile them
	@$(PY) scripts/messages.py extract && $(PY) scripts/messages.py compile

assets: ## build the styles again
	@rm -f static/css/.built; $(MAKE) --no-print-directory static/css/.built

lock: ## write the lock files again from the .in files
	@test -x .venv/lock/bin/uv || { $(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip install --quiet --require-hashes -r requirements-lock.txt; }
	@for name in requirements requirements-dev requirements-node requirements-lock; do \
	   .venv/lock/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url \
	     --custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; done; \
	 .venv/lock/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url \
	   -c requirements.txt --custom-compile-command "make lock" requirements-engine.in -o requirements-engine.txt && \
	 .venv/lock/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-deps \
	   --custom-compile-command "make lock" requirements-bench.in -o requirements-bench.txt

clean: ## remove the environment and what was built (never the data)
	@rm -rf .venv node_modules static/css static/fonts staticfiles

.venv/bin/python:
	@echo "Making the environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Consult needs Python 3.11 or newer")'
	@$(PYTHON) -m venv .venv

.venv/.runtime: .venv/bin/python requirements.txt
	@echo "Installing packages"; $(PIP) -r requirements.txt && touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	@echo "Installing the test tools"; $(PIP) -r requirements-dev.txt && touch $@

.venv/.bench: .venv/.dev requirements-bench.txt
	@echo "Installing the peers of the benches"; $(PIP) --no-deps -r requirements-bench.txt && touch $@

static/css/.built: .venv/.runtime package-lock.json $(wildcard static/scss/*.scss static/scss/*/*.scss scripts/build_assets.mjs)
	@echo "Building the styles"
	@command -v npm >/dev/null || test -x $(BIN)/npm || $(PIP) -r requirements-node.txt
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-audit --no-fund --silent
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm run --silent build && touch $@
