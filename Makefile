# make book   set up everything and build the report into _build/html
# make test   set up everything and run the checks
# `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Most modules are never imported: Python compiles those that are.
INSTALL := $(BIN)/pip install --quiet --no-compile --disable-pip-version-check
ARTICLE ?= ../shared/article/article.txt

# Kernels and tests run side by side: more threads in each would only wait for one another.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help book test lab read verify bench lock clean

help:  ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

book: $(VENV)/book.stamp  ## Build the report: HTML, PDF and EPUB in _build/html
	$(BIN)/transit build
	@echo "Open $(CURDIR)/_build/html/index.html"

test: $(VENV)/test.stamp  ## Run every check, on the real article where its text is at hand
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/lint-imports
	$(BIN)/mypy src/transit
	$(BIN)/python -m pytest -q --doctest-modules src/transit
	$(BIN)/transit check
	$(BIN)/transit bibliography
	$(BIN)/transit build
	$(BIN)/transit verify --built
	BUILT_SITE="$(CURDIR)/_build/html" $(BIN)/python -m pytest -n 2 --dist loadgroup

lab: $(VENV)/book.stamp  ## Open the chapters as notebooks in JupyterLab
	JUPYTER_CONFIG_DIR=$(VENV)/etc/jupyter $(BIN)/jupytext-config set-default-viewer
	JUPYTER_CONFIG_DIR=$(VENV)/etc/jupyter $(BIN)/jupyter lab book/introduction.md

read: $(VENV)/book.stamp  ## Rebuild data/article from the article's text (ARTICLE=path) and compare
	$(BIN)/transit read "$(ARTICLE)" --check data/article

verify: $(VENV)/book.stamp  ## Execute every chapter afresh and compare with the recorded outputs
	$(BIN)/transit verify

bench: $(VENV)/test.stamp  ## Measure the statistics and the builds against their peers, as ratios
	$(BIN)/python -m benchmarks

lock: $(VENV)/book.stamp  ## Renew requirements.txt and tests/requirements.txt from pyproject.toml
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK) --extra lab --extra publish -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) --all-extras -c requirements.txt -o tests/requirements.txt

LOCK := pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet

clean:  ## Remove what was built; the environment stays
	rm -rf _build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; \
	  sys.exit(0 if (3, 11) <= v <= (3, 13) else \
	  f"Python 3.11 to 3.13 is needed, {sys.executable} is {v[0]}.{v[1]}: set PYTHON=python3.13")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/book.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: tests/requirements.txt tests/install_system_packages.sh $(VENV)/book.stamp
	sh tests/install_system_packages.sh
	$(INSTALL) -r tests/requirements.txt
	@touch $@
