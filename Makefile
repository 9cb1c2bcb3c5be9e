# The commands of the project. Needs make and Python 3.11 or newer; everything else goes into .venv.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# One more than the cores of a small machine: half of the time the tests wait for servers and browsers.
JOBS   ?= 3
FUZZ   ?= 200
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Without compiled files each of the test's processes would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test lint check demo stress fuzz bench ha shots docs messages lock release release-check audit

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 14

run: $(VENV)/.runtime ## Migrate the database and serve on http://127.0.0.1:8000
	@exec $(BIN)/python wsgi.py

test: $(VENV)/.tools ## Every test; names at the end what this machine could not run
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

lint: $(VENV)/.tools ## Lint, format, types, directions of import, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet queue_app/templates

check: lint ## The same, and the gates of the house and the migrations
	$(BIN)/python -m pytest -q tests/house tests/migrations

demo: $(VENV)/.runtime ## Fill an empty installation with an example team
	$(BIN)/flask --app wsgi demo

stress: $(VENV)/.tools ## The races, kills, random lives and growing orders, whole; every page on PostgreSQL too
	STRESS=whole $(BIN)/python -m pytest -m stress $(ARGS)

fuzz: $(VENV)/.tools ## The API asked for long with what its description allows and what it does not; FUZZ=20 is short
	FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/http/openapi/test_fuzz.py $(ARGS)

bench: $(VENV)/.tools ## How fast it is, beside what was aimed at; ARGS="--quick movers" is one table, short
	$(BIN)/python -m bench $(ARGS)

ha: $(VENV)/.tools ## Two servers on three PostgreSQL nodes whose leader is killed five times; Debian's packages, no rights
	$(BIN)/python -m ha $(ARGS)

shots: $(VENV)/.tools ## Pictures of every page into build/shots; ARGS=--readme only renews those in docs/, ARGS=--accept those of the tests
	$(BIN)/python -m shots $(ARGS)

docs: $(VENV)/.tools ## Write docs/life-of-an-item.md from the table that the tests go through
	$(BIN)/python -m tests.house.life_page

messages: $(VENV)/.tools ## Bring the sentences of the code into queue_app/translations; then translate what is empty there
	$(BIN)/python -m tests.house.messages

release: $(VENV)/.tools ## Build the wheel into build/dist, install it into an empty place and play first run to first pull; then with a clone
	$(BIN)/python -m release $(ARGS)

release-check: $(VENV)/.tools ## Type docs/running.md on a fresh Debian, as far as a chroot can; needs root and debootstrap
	$(BIN)/python -m release.check

audit: $(VENV)/.tools ## Ask PyPI for known faults of the locked packages; fails for a package that it cannot ask about
	$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes -r requirements.txt

lock: $(VENV)/.tools ## Write requirements*.txt from requirements*.in; ARGS=--upgrade takes newer versions
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) -c requirements.txt requirements-dev.in -o requirements-dev.txt

# Extras stay in the lock: without them the pip of Python 3.11 takes the newest `coverage[toml]`, whose hash is not there.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)

# A stamp in .venv says what was installed; nothing is installed again until the requirements change.
$(VENV)/.runtime: requirements.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@

$(VENV)/.tools: requirements-dev.txt | $(BIN)/python
	$(PIP) -r $<
	@touch $@ $(VENV)/.runtime

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Topmost needs Python 3.11 or newer. Is there one by another name? make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
