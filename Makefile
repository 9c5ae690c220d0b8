# Everything happens in deploy/local; see there, or docs/.
.DEFAULT_GOAL := help
.PHONY: help demo up replay new-source down test faults lint status logs models lock
.NOTPARALLEL:

help: ## What there is to do
	@echo "Jatre: what's on around you, live."; echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s%s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo; echo "Ports: JATRE_PORT=8000 AIRFLOW_PORT=8080 SAMPLES_PORT=8010 POSTGRES_PORT=(any free one)"
	@echo "An existing server: make demo DATABASE_URL=postgresql://admin:password@host:5432/postgres"

demo: ## Install what is missing, start everything, watch sample events arrive on the page
up: ## The same with the live sources instead of the sample sites
replay: ## Load saved feeds at a past date: DATA=<folder> AS_OF=2025-09-26; then see it: make demo AS_OF=2025-09-26
new-source: ## Add a source, after a look at what it would read: NAME=... KIND=... URL=... (docs/adding-a-source.md)
down: ## Stop everything that was started here
test: ## Check and test everything (ARGS="tests/local -x" for a part, without coverage)
faults: ## The feed's fault suite in its long form: a million changes, hours (CHANGES=100000 for fewer)
lint: ## Check style, types, layers and SQL
status: ## Which programs run
logs: ## Follow the logs
models: ## Install torch, spaCy and dedupe too, for experiments (3 GB without a CPU build of torch); nothing that runs needs them
lock: ## Pin the requirements anew from requirements/*.in (ARGS=--upgrade for newer versions)

faults: export JATRE_FAULT_CHANGES := $(or $(CHANGES),1000000)
demo up replay new-source down test faults lint status logs models lock:
	@deploy/local/run $@ $(ARGS)
