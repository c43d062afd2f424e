# The front door. `make run` starts the whole town; `make test` checks everything.
.DEFAULT_GOAL := help
.PHONY: help run test check fmt bench assets setup-run setup-test setup-bench clean-town

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup-run assets ## set up, build and start the whole town on SQLite; prints addresses and people
	@scripts/run.sh

test: setup-test assets ## install what is needed and run everything: both databases and the browser
	@scripts/test.sh

check: assets ## the quick checks: format, lints, the law
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo run -q -p server -- law check

fmt: ## format the code
	cargo fmt

bench: setup-bench assets ## measure the figures of the design beside their peers; writes target/bench.json
	@scripts/bench.sh

assets: ## CSS, JavaScript and fonts from npm packages into assets/dist
	@scripts/assets.sh

setup-run:
	@scripts/setup.sh run

setup-bench:
	@scripts/setup.sh bench

setup-test:
	@scripts/setup.sh test

clean-town: ## forget the towns under var/: their people's keys, clocks and databases
	rm -rf var
