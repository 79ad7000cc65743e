# What one does with Canonica. Everything it needs is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Without the long ones, which `make check` runs too.
TESTS = -m "not long"

# Modules are compiled once, not by each of the many processes that tests start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check lint types corpora ledger crowd whole messages bench clean

help:  ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run  ## start the encyclopedia on http://127.0.0.1:8000 (PORT=... for another)
	@$(BIN)/python manage.py serve

test: $(VENV)/dev  ## prove that it works, in a real PostgreSQL and a real Chromium
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest $(TESTS) --numprocesses auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/djlint --lint templates
	$(BIN)/codespell $$(git ls-files | grep -v '^fixtures/')
	$(BIN)/lint-imports

types: $(VENV)/dev
	$(BIN)/mypy .

check: lint types  ## lint, check types, settings and migrations; then all tests, with coverage
	$(BIN)/python manage.py check --fail-level WARNING --settings canonica.settings_test
	$(BIN)/python manage.py makemigrations --check --dry-run --settings canonica.settings_test
	$(MAKE) test TESTS=--cov

corpora: $(VENV)/dev  ## run the attack records in DIR=... against the renderer and the site
	@$(BIN)/python -m tests.browser.chromium whole
	$(BIN)/python -m tests.corpora "$(DIR)"

ledger: $(VENV)/dev  ## prove that a crowd editing one page loses and doubles nothing
	$(BIN)/python -m tests.ledger
	$(BIN)/python -m tests.ledger --rounds 100 --kill-workers

crowd: $(VENV)/dev  ## measure what becomes of readers when very many ask for very much
	$(BIN)/python -m tests.crowd

whole: $(VENV)/dev  ## prove at length what the tests prove by samples: rights, looks of pages, merged proposals, kept pages
	AT_LENGTH=1 $(BIN)/python -m pytest tests/moderation/test_matrix.py tests/moderation/test_many_proposals.py tests/moderation/test_announced.py tests/canonica/test_shelf_served.py
	AT_LENGTH=1 $(BIN)/python -m pytest tests/browser/test_accessibility.py

messages: $(VENV)/dev  ## gather the words of pages for translators, and compile their translations
	$(BIN)/python -m tests.messages

bench: $(VENV)/dev  ## measure how fast it is: PART=view,save; SIZES=1000,100000; FRESH=1; DRAW=1
	$(BIN)/python -m benchmarks --part "$(PART)" --sizes "$(SIZES)" $(if $(FRESH),--fresh) $(if $(DRAW),--draw)

clean:  ## remove what was installed; the data in .data/ stays
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache

$(VENV)/run: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
