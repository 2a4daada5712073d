# The front doors. Everything Python lives in .venv, installed from the lock files; what a step needs from the
# operating system is found or installed by scripts/need. A stamp file marks each finished step, so that nothing
# is done twice and a changed lock file installs again.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--all-build-deps --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# Hundreds of processes of ours start in a run; without compiled modules each would compile them all again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo serve setup test lint bench bench-city assets lock clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: .venv/.setup ## a fictional county on http://127.0.0.1:8000 (FRESH=1 starts over, TODAY=YYYY-MM-DD fixes the day, PORT=N)
	$(BIN)/gongkai demo $(if $(filter 1,$(FRESH)),--fresh) $(if $(TODAY),--today $(TODAY)) $(if $(PORT),--port $(PORT))

serve: .venv/.setup ## serve the home in $GONGKAI_HOME (default ./var; PORT=N)
	$(BIN)/gongkai serve $(if $(PORT),--port $(PORT))

setup: .venv/.setup ## .venv with what the product needs

test: .venv/.dev ## linters and the whole test suite, PostgreSQL and browser included
	scripts/need chromium playwright fonts postgresql
	scripts/lint
	$(BIN)/pytest -n 3 --dist worksteal --durations=25 --durations-min=5

lint: .venv/.dev ## style, layers of the house, missing migrations
	scripts/lint

bench: .venv/.dev ## measure against the yardsticks (at most 20 minutes)
	scripts/need hugo nginx wrk postgresql
	$(BIN)/python -m bench

bench-city: .venv/.dev ## the same at 1,000,000 records and cases, and 10,000,000 cases on PostgreSQL
	scripts/need hugo nginx wrk postgresql
	$(BIN)/python -m bench --city

assets: .venv/.setup ## rebuild the vendored browser code: the same bytes
	scripts/assets

lock: .venv/.dev ## write the lock files anew from pyproject.toml, newest versions (restart with `make setup`)
	$(COMPILE) --upgrade --output-file requirements.lock pyproject.toml
	$(COMPILE) --upgrade --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean: ## remove .venv; data in ./var stay
	rm -rf .venv

.venv/.venv:
	PYTHON=$(PYTHON) scripts/need python
	$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.locked: requirements.lock .venv/.venv
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

# Without isolation, the build uses the setuptools of the lock file and downloads nothing.
.venv/.setup: pyproject.toml .venv/.locked
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.setup
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
