# The commands people run, and CI runs the same. `make` alone lists them.
#
# PYTHON=  the Python to build .venv with (3.11 or newer)
# PORT=    where `make run` and `make real` serve                (8000)
# ARGS=    passed on to pytest, or to the command behind the target
# FILES=   what `make import` imports

python = .venv/bin/python

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run real install import test test-quick test-sqlite test-postgres test-browser \
	lint format lock audit translations bench bench-peers faults fuzz lighthouse screenshots \
	base dev

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r name what; do \
		printf '  make %-14s %s\n' "$$name" "$$what"; done

run: ## serve the finder on 127.0.0.1:8000 (PORT= changes it), set up first if need be
	@exec scripts/python.sh scripts/run.py

real: ## the same with the official directory, fetched from those who publish it
	@exec scripts/python.sh scripts/run.py real

install: dev ## prepare everything the other commands need, without serving

import: base ## import a published directory: make import FILES="one.xlsx two.xlsx"
	@$(if $(FILES),:,echo 'Which files? make import FILES="directory.xlsx"' >&2; exit 2)
	@$(python) manage.py prepare --no-demo
	@$(python) manage.py import_directory $(FILES) $(ARGS)

test: dev ## every test: on SQLite, on PostgreSQL, in the browser
	@scripts/test.sh sqlite postgres setup browser -- $(ARGS)

test-quick: dev ## the tests to run between two edits: SQLite, no browser, nothing slow
	@scripts/test.sh quick -- $(ARGS)

test-sqlite: dev ## the tests on SQLite alone
	@scripts/test.sh sqlite setup -- $(ARGS)

test-postgres: dev ## the tests on PostgreSQL alone (TEST_DATABASE_URL, or a throwaway server)
	@scripts/test.sh postgres -- $(ARGS)

test-browser: dev ## the tests in Chromium alone
	@scripts/test.sh browser -- $(ARGS)

lint: dev ## style, templates, migrations, deployment settings
	@scripts/lint.sh

format: dev ## mend what lint finds, where a tool can
	@scripts/format.sh

lock: dev ## compile requirements/*.txt anew (ARGS=--upgrade for newer versions)
	@scripts/lock.sh $(ARGS)

audit: dev ## look up known vulnerabilities of everything that is locked
	@$(python) scripts/audit.py $(ARGS)

translations: dev ## gather the words to translate (locale/), and compile them
	@$(python) scripts/translations.py

bench: dev ## measure imports and search
	@$(python) -m benchmarks $(ARGS)

faults: dev ## break the parts of a whole site one after the other, under load (docs/faults.md)
	@$(python) -m faults $(ARGS)

bench-peers: dev ## measure search beside Datasette, itemsjs and a PostGIS build
	@$(python) -m benchmarks.peers $(ARGS)

fuzz: dev ## throw 50,000 generated requests at every address (ARGS="--seed 2 --count 1000")
	@$(python) -m scripts.fuzz $(ARGS)

lighthouse: dev ## measure home, results and a facility as a slow phone sees them
	@$(python) -m scripts.lighthouse $(ARGS)

screenshots: dev ## take the pictures in docs/screenshots anew
	@$(python) -m scripts.screenshots

# What the rest builds on: .venv with what serving needs, or with the tools too.
base dev:
	@scripts/python.sh scripts/install.py $@
