.PHONY: run test lint bench-parse fuzz

run:
	@scripts/run

test:
	@scripts/test

lint:
	@scripts/test lint

bench-parse:
	@.venv/bin/python bench/parse.py

fuzz:
	@scripts/fuzz
