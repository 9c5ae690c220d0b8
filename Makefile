# Everything happens in deploy/local; see there, or docs/.
.DEFAULT_GOAL := help
.PHONY: help demo up replay reread new-source preview restart down seed decide erase operate token why webhook-secret psql screenshots status logs check test lint coverage faults long docs schema models lock
.NOTPARALLEL:

help: ## What there is to do
	@echo "Jatre: what's on around you, live."; echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s%s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo; echo "Ports: JATRE_PORT=8000 AIRFLOW_PORT=8080 SAMPLES_PORT=8010 POSTGRES_PORT=(any free one)"
	@echo "An existing server: make demo DATABASE_URL=postgresql://admin:password@host:5432/postgres"

demo: ## Install what is missing, start everything, watch sample events arrive on the page
up: ## The same with the live sources instead of the sample sites
replay: ## Load saved feeds at a past date: DATA=<folder> AS_OF=2025-09-26; then see it: make demo AS_OF=2025-09-26
reread: ## Read again what a source has listed, out of the archive: SOURCE=bflat (DATE=2026-03-07, else its last fetch)
new-source: ## Add a source, after a look at what it would read: NAME=... URL=... (docs/adding-a-source.md)
preview: ## What an address would bring, as the page would show it: URL=... (ARGS="--add 'The name'" makes it a source)
restart: ## Stop everything and start it again, in the form in which it ran
down: ## Stop everything that was started here
seed: ## Store the sources of a seed file: FILE=<file> (that of the running form, if not given)
decide: ## Decide on an event: ARGS="reject <address of its page> --by you --reason why" (or approve, flag, edit, merge, split, gone, revoke, show)
erase: ## Erase by a legal demand, for good: ARGS='text "Full Name" --by you --reason "demand 17" --yes' (or listing, event, source)
operate: ## Any other command of include/operations: ARGS='places hours toit "9am-5pm, closed Mon" --by you' (or venues, removals, ...)
token: ## Make a token: ARGS="create --name you --scope admin" (or list, revoke ID, log)
why: ## Why a listing is a duplicate, rejected or merged: LISTING="its title", an id, or the address of its page
webhook-secret: ## Make the secret of a source that pushes, or replace it: SOURCE=box_office (ARGS=--end takes the one before no more)
psql: ## Ask the database as the analyst, who reads only; prints how other programs connect
screenshots: ## Pictures of the readers' pages and the console, light and dark, wide and on a phone, into .local/screenshots
status: ## Which programs run, and how healthy each source is (ARGS="--resume SLUG" ends a pause)
logs: ## Follow the logs while something runs, else show their ends
check: ## The checks and the tests that need no server, in about two minutes
test: ## Check and test everything (ARGS="tests/local -x" for a part)
lint: ## Check style, types, layers and SQL
coverage: ## Test everything and count the lines that are reached: 80 % have to be
faults: ## The feed's fault suite in its long form: a million changes, hours (CHANGES=100000 for fewer)
long: ## What takes hours: coverage, the fault suite, every test marked as long, mistakes and mutants
schema: ## Write anew what is made of the SQL files and models: include/sql/schema.sql and the API's columns.json
docs: ## Build the documentation's site into .local/site; a broken link fails it
models: ## Install torch, spaCy and dedupe too, for experiments (3 GB without a CPU build of torch); nothing that runs needs them
lock: ## Pin the requirements anew from requirements/*.in (ARGS=--upgrade for newer versions)

# as typed: make would read the $s of "$secret" as a variable of its own
new-source: override export CONFIG := $(value CONFIG)
new-source: override export URL := $(value URL)
new-source: override export NAME := $(value NAME)
preview: override export URL := $(value URL)
why: override export LISTING := $(value LISTING)
faults: export JATRE_FAULT_CHANGES := $(or $(CHANGES),1000000)
demo up replay reread new-source preview restart down seed decide erase operate token why webhook-secret psql screenshots status logs check test lint coverage faults long docs schema models lock:
	@deploy/local/run $@ $(ARGS)
