.PHONY: run test lint

run:
	@scripts/run

test:
	@scripts/test

lint:
	@scripts/test lint
