# One command to start, one to check. Each sets up .venv by itself and is quick when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test fault bench check lint types imports content format lock clean profile rosters scale soak workers

help: ## Say what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(STAMP) ## The bot: in the terminal, or on Telegram when BOT_TOKEN is set
	@$(BIN)/python run_bot.py

# Python may keep what it compiles, whatever the shell says: else each of the three processes
# compiles every test anew, and each bot that a test starts does so with the whole bot.
test: $(STAMP) ## All tests
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal

fault: $(STAMP) ## Kill the bot 200 times under busy learners, then audit; FAULT="--seed N"
	@$(BIN)/python -m tests.fault $(FAULT)

check: lint types imports content ## Everything that is checked without running the bot

lint: $(STAMP)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q .

types: $(STAMP)
	@$(BIN)/mypy

imports: $(STAMP)
	@$(BIN)/lint-imports --no-cache

content: $(STAMP) ## Validate and prove the content
	@$(BIN)/python run_bot.py check --content content

bench: $(STAMP) .venv-bench/.installed ## This bot beside bare bots of two frameworks, ten minutes
	@$(BIN)/python -m bench --write

profile: $(STAMP) ## Where a loaded bot spends its time; PROFILE="--door webhook --sort cumulative"
	@$(BIN)/python -m bench.profile $(PROFILE)

workers: $(STAMP) ## One, two and four workers on one PostgreSQL: CPU for each tap
	@$(BIN)/python -m bench.workers

rosters: $(STAMP) ## A roster of 100,000 rows on both databases: time and memory
	@$(BIN)/python -m bench.rosters

scale: $(STAMP) ## Tallies and answers among five million people; SCALE="--share 0.01"
	@$(BIN)/python -m bench.scale $(SCALE)

soak: $(STAMP) ## 200,000 taps of 10,000 people; memory must stay flat; SOAK="--database PostgreSQL"
	@$(BIN)/python -m bench.soak $(SOAK)

reminders: $(STAMP) ## Reminders for 100,000 people: memory, speed, and nobody gets two
	@$(BIN)/python -m bench.reminders

.venv-bench/.installed: bench/aiogram.lock
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/pip install -q --disable-pip-version-check --require-hashes -r bench/aiogram.lock
	@touch $@

format: $(STAMP) ## Put the code into its shape
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

lock: ## Write requirements.lock anew from pyproject.toml
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install -q uv
	@.venv-lock/bin/uv pip compile pyproject.toml --extra dev --python-version 3.11 --universal \
		--upgrade --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	@rm -rf .venv-lock

$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(STAMP)

clean: ## Remove what was made, but no data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
