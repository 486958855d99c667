.PHONY: run test lint bench-parse bench-search bench-ingest fuzz

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

bench-ingest:
	@.venv/bin/python bench/ingest/run.py

fuzz:
	@scripts/fuzz
