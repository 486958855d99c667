.PHONY: run test lint bench-parse bench-search fuzz

run:
	@scripts/run

test:
	@scripts/test

lint:
	@scripts/test lint

bench-parse:
	@.venv/bin/python bench/parse.py

bench-search:
	@bench/search/bench

fuzz:
	@scripts/fuzz
