# netralitas: `make` lists what can be done.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
DATA ?= data
DEMO_DATA ?= demo-data
HOST ?= 127.0.0.1
PORT ?= 8050
WORKERS ?= 2
BENCH_DATA ?= data-bench/bench-1000000
JOBS ?= 2
RUN := .venv/bin/python
READY := .venv/.ready
GOLD := ../shared
CONTACT ?= $(NETRALITAS_CONTACT)
# Taken as they are typed: SQL may hold quotes and dollar signs.
export NETRALITAS_SQL := $(value SQL)
export NETRALITAS_WORDS := $(value WORDS)

.PHONY: help
help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(READY) ## Create the environment .venv from the lock file

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "netralitas needs Python 3.11 or newer, this is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { echo "No environment could be made; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing the locked packages into .venv (once; a minute or two) ..."
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.PHONY: demo
demo: demo-build ## Crawl eleven invented outlets and show what came of it on http://127.0.0.1:8050
	@$(RUN) -m dashboard --data $(DEMO_DATA) --host $(HOST) --port $(PORT)

.PHONY: demo-build
demo-build: $(READY)
	@$(RUN) -m demo.newsroom crawl --data $(DEMO_DATA)
	@$(RUN) -m nlp extract --data $(DEMO_DATA)
	@$(RUN) -m warehouse build --data $(DEMO_DATA)

.PHONY: crawl
crawl: $(READY) ## Crawl the last 30 days: make crawl CONTACT=you@example.org [ONLY="riaumandiri"] [SINCE=2024-08-01]
	@since=$(or $(SINCE),$$($(RUN) -c 'from datetime import date, timedelta; print(date.today() - timedelta(days=30))')); \
	  $(RUN) -m crawler crawl --data $(DATA) --contact "$(CONTACT)" $(foreach id,$(ONLY),--only $(id)) \
	    --since $$since $(if $(UNTIL),--until $(UNTIL))

.PHONY: health
health: $(READY) ## Tell how the last crawl went, by outlet
	@$(RUN) -m crawler health --data $(DATA)

.PHONY: newsroom
newsroom: $(READY) ## Serve eleven invented outlets on http://127.0.0.1:8060, to try the crawler on
	@$(RUN) -m demo.newsroom serve

.PHONY: crawl-report
crawl-report: $(READY) .venv/comparison/.ready ## Crawl the newsroom and compare; writes docs/crawl-report.md
	@$(RUN) tests/benchmarks/crawl_report.py

# Another extractor, to compare with; it wants older packages than ours, so it has an environment of its own.
.venv/comparison/.ready: tests/benchmarks/comparison/requirements.lock $(READY)
	@$(PYTHON) -m venv --clear .venv/comparison
	@.venv/comparison/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.PHONY: bench-crawl
bench-crawl: $(READY) ## Measure a crawl's speed and memory; writes docs/crawl-speed.md
	@$(RUN) tests/benchmarks/crawl_speed.py

.PHONY: bench-extract
bench-extract: $(READY) ## Measure how fast articles are read; writes docs/extract-speed.md
	@$(RUN) tests/benchmarks/extract_speed.py

.PHONY: bench-warehouse
bench-warehouse: $(READY) ## Measure how the warehouse grows, to a million articles; writes docs/warehouse-speed.md
	@$(RUN) tests/benchmarks/warehouse_speed.py

.PHONY: ingest
ingest: $(READY) ## Read articles of your own: make ingest FILES="a.txt b.html c.jsonl d.csv"
	@test -n "$(FILES)" || { echo 'Name the files: make ingest FILES="a.txt b.html c.jsonl"'; exit 2; }
	@status=0; $(RUN) -m crawler import --data $(DATA) $(FILES) || status=$$?; \
	  $(MAKE) --no-print-directory rebuild || status=$$?; exit $$status

.PHONY: rebuild
rebuild: $(READY) ## Read what is new in data/ and build the warehouse again
	@status=0; $(RUN) -m nlp extract --data $(DATA) || status=$$?; \
	  $(RUN) -m warehouse build --data $(DATA) || status=$$?; exit $$status

.PHONY: dashboard
dashboard: $(READY) ## Show your own data on http://127.0.0.1:8050
	@$(RUN) -m dashboard --data $(DATA) --host $(HOST) --port $(PORT)

.PHONY: serve
serve: $(READY) ## Show it to many: several processes, one that dies is replaced (docs/dashboard.md) [WORKERS=4] [PREFIX=/netralitas/]
	@exec $(RUN) -m dashboard --data $(DATA) --host $(HOST) --port $(PORT) --workers $(WORKERS) \
	  $(if $(PREFIX),--prefix $(PREFIX)) $(if $(PROXY),--proxy $(PROXY))

.PHONY: query
query: $(READY) ## Ask the warehouse: make query SQL="FROM articles LIMIT 5"  (DATA=demo-data for the demonstration)
	@test -n "$$NETRALITAS_SQL" || { echo 'Say what to ask: make query SQL="SELECT count(*) FROM articles"'; exit 2; }
	@$(RUN) -m warehouse query --data $(DATA) "$$NETRALITAS_SQL"

.PHONY: shell
shell: $(READY) ## Ask the warehouse one question after the other, in SQL
	@$(RUN) -m warehouse shell --data $(DATA)

.PHONY: search
search: $(READY) ## Find articles by their words: make search WORDS="netralitas camat"
	@test -n "$$NETRALITAS_WORDS" || { echo 'Say what to find: make search WORDS="netralitas camat"'; exit 2; }
	@$(RUN) -m warehouse search --data $(DATA) -- "$$NETRALITAS_WORDS"

.PHONY: serve-warehouse
serve-warehouse: $(READY) ## Let other programs on this machine ask it: DuckDB, R, DBeaver (docs/serve.md)
	@$(RUN) -m warehouse serve --data $(DATA)

.PHONY: release
release: $(READY) ## Write a release that others can cite: make release VERSION=2026.11
	@test -n "$(VERSION)" || { echo 'Give it a version: make release VERSION=2026.11'; exit 2; }
	@$(RUN) -m warehouse release --data $(DATA) "$(VERSION)"

.PHONY: diff
diff: $(READY) ## Tell what changed: make diff A=data/releases/netralitas-2026.10 B=data/releases/netralitas-2026.11
	@test -n "$(A)" -a -n "$(B)" || { echo 'Name two releases or warehouse files: make diff A=... B=...'; exit 2; }
	@$(RUN) -m warehouse diff "$(A)" "$(B)"

.PHONY: test
test: $(READY) chromium ## Run all tests, those in a browser included
	@.ci/wordpress
	@$(RUN) -m pytest --numprocesses $(JOBS) --dist loadfile

.PHONY: chromium
chromium:
	@.ci/chromium

.PHONY: lint
lint: $(READY) ## Check format, style and types
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy

.PHONY: format
format: $(READY) ## Format the code and mend what can be mended
	@$(RUN) -m ruff check --fix-only --quiet .
	@$(RUN) -m ruff format --quiet .

.PHONY: check
check: lint test ## All that must hold before a change lands

.PHONY: score
score: $(READY) ## Measure the extraction against gold; writes docs/quality.md
	@$(RUN) -m nlp quality --seeds $(GOLD) --output docs/quality.md

.PHONY: calibrate
calibrate: $(READY) ## Learn anew how sure each rule is; writes nlp/models/confidence.json; three minutes
	@$(RUN) -m nlp calibrate

.PHONY: train
train: $(READY) ## Train the recognizer of names anew, from the data in ../shared/ner; ten minutes
	@$(RUN) -m nlp train --data $(GOLD)/ner

.PHONY: train-acts
train-acts: $(READY) ## Learn anew which words tell acts, of which status, and how acts are chosen; then run make calibrate (a quarter of an hour)
	@$(RUN) -m nlp.training.act_words
	@$(RUN) -m nlp.training.choice

.PHONY: bench-dashboard
bench-dashboard: $(READY) ## Measure how quickly the dashboard answers 1, 10 and 50 readers [BENCH_DATA=DIR]; writes docs/dashboard-speed.md
	@$(RUN) tests/benchmarks/dashboard_speed.py --data $(BENCH_DATA) --workers $(WORKERS)

.PHONY: bench
bench: $(READY) chromium ## Measure everything beside what one would use instead; writes docs/benchmarks.md [QUICK=1] [ONLY=pages,extract]
	@$(RUN) tests/benchmarks/suite.py $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))

.PHONY: profile
profile: $(READY) ## Tell where a stage's time goes: make profile STAGE=import (or extract)
	@test -n "$(STAGE)" || { echo 'Name a stage: make profile STAGE=import (or extract)'; exit 2; }
	@$(RUN) tests/benchmarks/suite_profile.py $(STAGE) --tree

.PHONY: examples
examples: demo-build ## Ask the README's questions again and write their answers into it
	@$(RUN) docs/refresh_examples.py $(DEMO_DATA)

.PHONY: screenshots
screenshots: demo-build chromium ## Take the pictures in docs/screenshots, and every page into build/screenshots
	@$(RUN) -m dashboard.screenshots --data $(DEMO_DATA) --output docs/screenshots
	@$(RUN) -m dashboard.screenshots --data $(DEMO_DATA) --output build/screenshots --every

.PHONY: lock
lock: ## Resolve the dependencies anew into requirements.lock (needs uv)
	@uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 \
	  --custom-compile-command "make lock" --quiet --output-file requirements.lock

.PHONY: clean
clean: ## Remove the environment, demonstration and benchmark data; your own data stays
	rm -rf .venv $(DEMO_DATA) data-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
