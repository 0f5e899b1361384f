VENV ?= .venv
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := $(VENV)/bin

# Where the samples do not add up, and why.
QUERY := SELECT f.company_name, c.concept, c.difference::BIGINT AS difference, c.cause, c.cause_concept \
	FROM calculations c JOIN filings f USING (accession_number) \
	WHERE c.calc11 = 'inconsistent' AND f.form_type NOT LIKE '%/A' ORDER BY ALL

.PHONY: help setup run test quick check format bench lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@echo "Installing into $(VENV); this takes a few minutes."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: setup ## the main job, offline, on the sample mirror
	$(BIN)/python -m samples.build samples/mirror
	$(BIN)/edgar-arcs run --config configs/sample.toml
	$(BIN)/edgar-arcs query out/sample "$(QUERY)"

test: setup ## all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

quick: setup ## the tests that take no more than seconds
	$(BIN)/python -m pytest -m 'not benchmark and not slow' -x -q

check: setup ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory test

format: setup ## format and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## measure, as ratios in one run
	$(BIN)/python -m pytest -m benchmark -s -q

lock: setup ## write constraints.txt anew from what is installed
	$(BIN)/pip freeze --exclude-editable | grep -v '^edgar-arcs' > constraints.txt

clean: ## remove what the targets above made
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache
