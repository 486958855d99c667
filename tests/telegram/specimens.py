"""The specimen cables beside the project, which are test input only and may be absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="../shared/samples is absent: specimens are not kept here"
)
