# One target for each habit. PYTHON is what .venv is made with; SHARED is the folder with treebanks and gold essays.
PYTHON ?= python3
SHARED ?= ../shared
BIN := .venv/bin
# Which graphs `make map` compares, two joined by a colon.
DIFFS ?= 2024-07-zuckerberg-open-source-path-forward:2024-06-aschenbrenner-lock-down-the-labs \
	2024-06-aschenbrenner-lock-down-the-labs:2026-04-lambert-bets-on-open-models

.PHONY: map test lint types unit peers graphs docs screenshots model eval rules bench clean

## map: set up .venv, extract the seeds, write graphs and HTML maps, say where they are
map: .venv/.run
	@mkdir -p graphs
	@$(BIN)/argmap build seeds -o graphs --layout layered
	@for pair in $(DIFFS); do \
		a=$${pair%%:*} b=$${pair##*:}; out=graphs/diff-$$(echo $$a | cut -d- -f3)-$$(echo $$b | cut -d- -f3); \
		for ending in html ttl; do \
			$(BIN)/argmap diff graphs/$$a.ttl graphs/$$b.ttl -o $$out.$$ending || test $$? -eq 1 || exit 2; \
		done; echo $$out.html; \
	done

graphs: map

## test: set up, lint, type-check, run every test
test: lint types unit

lint: .venv/.test
	$(BIN)/ruff check .

types: .venv/.test
	$(BIN)/mypy

unit: .venv/.test peers
	$(BIN)/python -m pytest

## peers: install the programs that tests ask besides Python (on Debian, as root), or say which are missing
peers:
	@tests/peers/install || echo "Some tests will be skipped: what they need could not be installed" >&2

## model: train everything that ships, from $(SHARED)
model: .venv/.train
	$(BIN)/python -m training --shared $(SHARED)

## eval: extract the development essays of $(SHARED) and score them
eval: .venv/.run
	@$(BIN)/argmap eval $(SHARED)/gold/dev --by-author --reliability

## rules: measure every rule on the labelled essays of $(SHARED), write docs/rules.md
rules: .venv/.train
	$(BIN)/python -m training.rules --shared $(SHARED) --format markdown -o docs/rules.md
	@echo "docs/rules.md lists every rule with its figures"

## docs: make the pages that are made of the vocabulary and of the named queries
docs: .venv/.test
	$(BIN)/python -m docs.make_vocabulary && $(BIN)/python -m docs.make_queries

## screenshots: take the pictures of the README from the shipped graphs
screenshots: .venv/.test
	$(BIN)/python -m docs.take_screenshots

## bench: time what users wait for, beside peers
bench: .venv/.test
	$(BIN)/python -m benchmarks.extract && $(BIN)/python -m benchmarks.cold && $(BIN)/python -m benchmarks.diff && $(BIN)/python -m benchmarks.query
	$(BIN)/python -m benchmarks.map

.venv/bin/python:
	$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --upgrade pip

.venv/.run: setup.cfg .venv/bin/python
	@echo "Installing argmap into .venv (a minute, the first time)"
	@$(BIN)/python -m pip install -qq -e .
	@touch $@

.venv/.test: setup.cfg .venv/bin/python
	@echo "Installing argmap and its test tools into .venv (a minute, the first time)"
	@$(BIN)/python -m pip install -qq -e '.[test]'
	@touch $@ .venv/.run

.venv/.train: setup.cfg .venv/bin/python
	@$(BIN)/python -m pip install -qq -e '.[train]'
	@touch $@

clean:
	rm -rf .venv build dist *.egg-info
