# Two commands do everything on a fresh machine with Python 3.11 and make:  make run   ·   make test
PYTHON := .venv/bin/python
export PYTHONPATH := platform:.
# The system's certificates, where it has them: behind an inspecting proxy only those are right.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export SSL_CERT_FILE ?= /etc/ssl/certs/ca-certificates.crt
endif

# SQLite makes a whole table anew for any change, whatever is NOT NULL or unique in it: only PostgreSQL's statements tell what is new.
UNJUDGED := $(if $(DATABASE_URL),,--exclude-migration-tests NOT_NULL ADD_UNIQUE)

.PHONY: help run test check migrations bench format messages lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## Serve the whole platform with demonstration data (PORT=8000 TEACHERS=520)
	@scripts/system-packages requirements/debian-run.txt
	@scripts/environment requirements/run.txt
	@scripts/compile-messages
	@exec $(PYTHON) scripts/serve.py

test: ## Run the whole suite, browser included (ARGS="tests/courses -k fold")
	@scripts/system-packages requirements/debian-run.txt requirements/debian-test.txt
	@scripts/environment requirements/dev.txt
	@scripts/compile-messages
	$(PYTHON) -m pytest -n 2 --dist loadgroup $(ARGS)

check: ## Lint, types, layers, templates, migrations, translations
	@scripts/environment requirements/dev.txt
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/djlint templates --lint --quiet
	DEBUG=true $(PYTHON) manage.py makemigrations --check --dry-run
	@$(MAKE) --no-print-directory migrations
	scripts/check-messages
	DEBUG=true .venv/bin/mypy .

migrations: ## Whether each migration suits a running system (judges most on PostgreSQL, by DATABASE_URL)
	DEBUG=true LOG_LEVEL=WARNING $(PYTHON) manage.py lintmigrations --quiet ok ignore $(UNJUDGED)

bench: ## Measure what docs/performance.md promises
	@scripts/environment requirements/dev.txt
	$(PYTHON) -m bench

format: ## Format code and sort imports
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

messages: ## Collect new strings into locale/
	DEBUG=true $(PYTHON) manage.py makemessages --locale es_MX --no-location --no-obsolete --no-wrap \
	  --ignore 'tests/*' --ignore '.venv/*' --ignore '.uv/*' --ignore 'var/*'

lock: ## Resolve the requirements anew
	scripts/lock

clean: ## Remove the demonstration data and every cache (asks nothing)
	rm -rf var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
