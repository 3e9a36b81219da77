# The few verbs of the house. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CHROMIUM_PATH = $$($(BIN)/python tools/ensure_chromium.py)

.DEFAULT_GOAL := help
.PHONY: help book test bench lock clean

help:  ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-7s %s\n", $$1, $$2}'

# The virtual environment is made anew only when the pins or the package's own description change.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This course needs Python 3.11 or later, but $(PYTHON) is Python " + sys.version.split()[0] + ".\nName a later one: make PYTHON=python3.12 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

book: $(READY)  ## build the book; any warning is an error
	@rm -rf _build/html  # a page that has left the table of contents must not stay behind
	$(BIN)/jupyter-book build . -W -n --keep-going
	@echo "Open the book: file://$(CURDIR)/_build/html/index.html"

test: $(READY)  ## run every test, of the Python, the JavaScript and the built book
	@$(BIN)/python tools/ensure_packages.py > /dev/null  # axe-core: the tests themselves ask nothing of the network
	@$(BIN)/python tools/ensure_grading.py > /dev/null  # bubblewrap and PostgreSQL, for the exercises
	@CHROMIUM=$(CHROMIUM_PATH) && export CHROMIUM && $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: book  ## measure speed and size; results go to bench/results/
	@CHROMIUM=$(CHROMIUM_PATH) && export CHROMIUM && $(BIN)/python bench/run.py
	@$(BIN)/python tools/ensure_grading.py > /dev/null && $(BIN)/python bench/grading.py

lock: $(READY)  ## write the exact pins again from the .in files (needs uv)
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate --quiet requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --no-header --no-emit-index-url --no-annotate --quiet binder/requirements.in -o binder/requirements.txt

clean:  ## remove what was built, but keep the virtual environment
	rm -rf _build dist bench/results .pytest_cache .hypothesis
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf
