# Everything happens in .venv, in this folder; no root, no Docker, no display. `make help` lists the targets.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
BIN := .venv/bin
READY := .venv/.ready
# An environment of its own: torch is larger than everything else together. The model's name is that of the size it stands for.
TINY := .venv-models/Qwen3-0.6B-tiny/config.json
GGUF := .venv-models/Qwen3-0.6B-tiny.gguf
# What the back ends and the tests of the pages need beside Python, by Debian's names. Docker is not among them.
PACKAGES := bubblewrap xvfb chromium

.PHONY: help
help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: verify
verify: $(READY)  ## judge the reference solution of the hexagon challenge; the report goes to out/
	$(BIN)/sandbox verify --challenge hexagon

.PHONY: test
test: $(READY)  ## run the tests, as many at a time as there are processors
	$(BIN)/pytest -n auto

.PHONY: slow
slow: $(READY)  ## run the tests that take long, which `make test` leaves out
	$(BIN)/pytest -n auto -m slow

.PHONY: models
models: $(TINY) $(GGUF)  ## make .venv-models: real servers of models, with a tiny one, for the tests of asking

.PHONY: lint
lint: $(READY)  ## ruff
	$(BIN)/ruff check .

.PHONY: types
types: $(READY)  ## mypy, strict
	$(BIN)/mypy

.PHONY: bench
bench: $(READY)  ## what a start costs, and what a verdict costs
	for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

.PHONY: image
image: $(READY)  ## build the guest image of the docker back end
	$(BIN)/sandbox doctor --build-image

.PHONY: install
install: $(READY)  ## make or update .venv

.PHONY: system
system:  ## as root on Debian: install bubblewrap, Xvfb and Chromium
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES)

.PHONY: lock
lock:  ## resolve the dependencies anew, into requirements.lock
	rm -rf build/lock
	python3.11 -m venv build/lock
	build/lock/bin/python -m pip install --quiet --editable '.[dev]'
	build/lock/bin/python -m pip freeze --exclude-editable | sed 's/$$/ ; python_version == "3.11"/' >requirements.lock

.PHONY: clean
clean:  ## remove .venv, reports and caches
	rm -rf .venv .venv-models build dist out .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Where Debian's python3-venv is missing, the machine's own pip puts pip into the environment.
$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer is found; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "$(PYTHON) is not Python 3.11 or newer; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/pip || "$(PYTHON)" -m venv --clear .venv >/dev/null 2>&1 || { "$(PYTHON)" -m venv --clear --without-pip .venv && \
		"$(PYTHON)" -m pip --python $(BIN)/python install --quiet pip; } >/dev/null 2>&1 || \
		{ rm -rf .venv; echo "$(PYTHON) can make no environment: install its venv module (Debian: python3-venv) or pip" >&2; exit 1; }
	@echo "installing into .venv (a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@

.venv-models/.ready: requirements-models.txt | $(READY)
	@echo "installing torch, transformers and llama.cpp into .venv-models (a minute or two)"
	@$(BIN)/python -m venv --clear --without-pip .venv-models
	@$(BIN)/python -m pip --python .venv-models/bin/python install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(TINY): tests/models/tiny_qwen3.py .venv-models/.ready
	@echo "teaching the tiny model its answers (a minute)"
	@.venv-models/bin/python $< $(@D)

$(GGUF): tests/models/tiny_gguf.py $(TINY)
	@.venv-models/bin/python $< $(dir $(TINY)) $@
