VENV ?= .venv
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := $(VENV)/bin
# Three processes for two cores: some tests wait for a clock.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadgroup

# Some environments keep Python from storing compiled modules. Each of the many processes here would then compile Beam
# and PyIceberg anew, for two to three seconds.
export PYTHONDONTWRITEBYTECODE :=

# Where the samples do not add up, and why.
QUERY := SELECT f.company_name, c.concept, c.difference::BIGINT AS difference, c.cause, c.cause_concept \
	FROM calculations c JOIN filings f USING (accession_number) \
	WHERE c.calc11 = 'inconsistent' AND f.form_type NOT LIKE '%/A' ORDER BY ALL

.PHONY: help setup run test quick fuzz test-runners check format docs bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.developer ## all that running, testing and changing it needs

# The pinned versions, by uv: from the path, else fetched into the environment. By pip where uv cannot be had: the
# same versions, in minutes instead of seconds.
UV := PATH="$(BIN):$$PATH" uv
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
define install
	@echo "Installing $(1) into $(VENV)"
	@$(UV) --version > /dev/null 2>&1 || { $(PYTHON) -m venv $(VENV) && $(PIP) uv; } || true
	@{ $(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV) \
		&& $(UV) pip install --quiet --python $(BIN)/python -c constraints.txt -e '$(1)'; } \
	|| { echo "Not possible with uv; pip takes a few minutes"; \
		$(PYTHON) -m venv $(VENV) && $(PIP) -c constraints.txt -e '$(1)'; }
	@touch $@
endef

$(VENV)/.user: pyproject.toml constraints.txt
	$(call install,.[query])

$(VENV)/.developer: pyproject.toml constraints.txt
	$(call install,.[dev])
	@touch $(VENV)/.user

run: $(VENV)/.user ## the main job, offline, on the sample mirror
	$(BIN)/python -m samples.build samples/mirror
	$(BIN)/edgar-arcs run --config configs/sample.toml --direct_running_mode=in_memory
	$(BIN)/edgar-arcs query out/sample "$(QUERY)"

test: setup ## all tests; those that repeat a thing do so few times
	$(PYTEST) -m 'not benchmark and not runners and not rounds'

quick: setup ## the tests that take no more than seconds
	$(BIN)/python -m pytest -m 'not benchmark and not slow' -x -q

fuzz: setup ## damaged and invented input for FUZZ_SECONDS a test (default 60); `make test` does it for seconds
	FUZZ_SECONDS=$${FUZZ_SECONDS:-60} $(BIN)/python -m pytest -m fuzz -n 2

test-runners: setup ## Flink, Prism, Spark, a REST catalog and the image for real, made in build/runners; ONLY=sample: the short of it
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m tests.runners.programs
	$(BIN)/python -m pytest -m runners tests/runners -s $(if $(ONLY),-k '$(ONLY)')

check: setup ## format, lint, types, all tests with all their rounds
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST)

format: setup ## format and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup ## write the generated pages of docs/ anew
	PYTHONPATH=. $(BIN)/python docs/generate.py

bench: setup ## measure, as ratios in one run
	$(BIN)/python -m pytest -m benchmark -p no:randomly -s -q

lock: setup ## write constraints.txt anew from what is installed
	$(UV) pip freeze --python $(BIN)/python --exclude-editable | grep -vE '^(pip|setuptools|uv)==' > constraints.txt

clean: ## remove what the targets above made
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache
