"""`python -m cables.telegram FILE` prints a telegram as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from cables.telegram.export import to_dict
from cables.telegram.parser import parse


def decode(raw: bytes) -> str:
    """UTF-8 where valid, with or without a mark; otherwise cp1252, and Latin-1 for what that leaves undefined."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 2 with one sentence on stderr if the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m cables.telegram", description="Print a telegram as JSON.")
    parser.add_argument("file", type=Path, help="a raw telegram: UTF-8, or else Latin-1")
    parser.add_argument("--id", dest="reference_id", help="the id its container gives it")
    options = parser.parse_args(arguments)
    try:
        raw = options.file.read_bytes()
    except OSError as error:
        print(f"{options.file}: cannot be read ({error.strerror}).", file=sys.stderr)  # noqa: T201 - it is its output
        return 2
    found = to_dict(parse(decode(raw), options.reference_id))
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
