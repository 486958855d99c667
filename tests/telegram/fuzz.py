"""Coverage-guided fuzzing of the parser: `make fuzz`. What it finds is written to build/fuzz/ as crash-*."""

import sys

import atheris

with atheris.instrument_imports(include=["cables.telegram"]):
    from tests.telegram.soundness import assert_sound


def try_text(data: bytes) -> None:
    assert_sound(data.decode("utf-8", errors="replace"))


atheris.Setup(sys.argv, try_text)
atheris.Fuzz()
