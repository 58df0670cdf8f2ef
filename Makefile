#  make run     the demonstration on http://127.0.0.1:8000 (another port: make run PORT=8001)
#  make dev     the same with auto-reload and error pages, for who changes the code
#  make setup   only the preparation: .venv from the lock, secrets into var/
#  make test    all tests, on SQLite and then on PostgreSQL
#  make bench   how quickly families are found among a million, how quickly a spreadsheet comes in and packages go out beside their peers
#  make soak    duels over 10,000 packages, 200 queues on a bad network, an import and a server killed at their work: nothing may be lost
#  make lint    code, format, types, templates, missing migrations, deployment settings
#  make pictures  takes the handbook's pictures anew (needs Chromium and pdftoppm)
#  make lock    writes requirements*.txt anew from pyproject.toml (newest: make lock UPGRADE=--upgrade)
#  make clean   removes .venv; var/ with its data and secrets stays

PORT ?= 8000
PY = .venv/bin/python
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
LOCK = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(UPGRADE)

export PORT
# Settings of pip and Python that would lead past .venv.
unexport PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT PIP_REQUIRE_VIRTUALENV
unexport PYTHONHOME PYTHONPATH DJANGO_SETTINGS_MODULE

.PHONY: help setup tools port run dev test bench soak lint pictures lock clean

help:
	@sed -n 's/^#  //p' Makefile

setup: .venv/runtime var/secrets.env
	@:

tools: setup .venv/tools
	@:

run dev: export DATABASE_URL = sqlite:///var/demo.sqlite3
run dev: export DEMO = 1
run dev: export HTTPS = 0
run: export DEBUG = 0
dev: export DEBUG = 1

run: port setup var/static/staticfiles.json
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@exec $(PY) -m gunicorn --config deploy/gunicorn.conf.py bansos.wsgi

dev: port tools
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py demo
	@exec $(PY) manage.py runserver $(PORT)

test: tools
	@$(PY) -m pytest -n logical
	@DATABASE=postgresql $(PY) -m pytest -n logical --ignore=tests/browser

bench: tools
	@$(PY) -m tests.benchmarks.lookups $(SIZES)
	@DATABASE=postgresql $(PY) -m tests.benchmarks.lookups $(SIZES)
	@$(PY) -m tests.benchmarks.imports
	@DATABASE=postgresql $(PY) -m tests.benchmarks.imports
	@$(PY) -m tests.benchmarks.handovers
	@$(PY) -m tests.benchmarks.hall_screen
	@DATABASE=postgresql $(PY) -m tests.benchmarks.hall_screen

soak: tools
	@$(PY) -m tests.soak.imports
	@DATABASE=postgresql $(PY) -m tests.soak.imports
	@$(PY) -m tests.soak.duels
	@DATABASE=postgresql $(PY) -m tests.soak.duels
	@$(PY) -m tests.soak.replay
	@DATABASE=postgresql $(PY) -m tests.soak.replay
	@$(PY) -m tests.soak.kills
	@DATABASE=postgresql $(PY) -m tests.soak.kills

lint: export DATABASE_URL = sqlite:///:memory:
lint: export DEBUG = 0
lint: export DEMO = 0
lint: export HTTPS = 1
lint: tools
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -m djlint --lint --quiet templates
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) manage.py check --deploy --fail-level WARNING

pictures: tools
	@PICTURES=1 $(PY) -m pytest tests/browser/test_handbook.py

lock: tools
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv

port: .venv/made
	@$(PY) -m bansos.check_port "$(PORT)"

# The first Python that is new enough and can make an environment.
.venv/made:
	@found=; for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		found=$$python; \
		$$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
		$$python -m venv --clear .venv && touch $@; exit; \
	done; \
	if [ "$$found" ]; then \
		echo "Bansos needs Python's venv module, which $$found lacks: install it (Debian: apt install python3-venv) and run make again."; \
	else \
		echo "Bansos needs Python 3.11 or newer, which is not here: install it (Debian: apt install python3 python3-venv) and run make again."; \
	fi >&2; exit 1

.venv/runtime: .venv/made requirements.txt
	@echo "Installing what requirements.txt names into .venv; the first time takes a minute."
	@$(INSTALL) requirements.txt && touch $@

.venv/tools: .venv/runtime requirements-dev.txt
	@echo "Installing what requirements-dev.txt names into .venv; the first time takes a minute."
	@$(INSTALL) requirements-dev.txt && touch $@

var/secrets.env: | .venv/made
	@$(PY) -m bansos.make_secrets

var/static/staticfiles.json: .venv/runtime var/secrets.env $(shell find static)
	@$(PY) manage.py collectstatic --noinput --verbosity 0 && touch $@
