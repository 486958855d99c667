"""The site's settings on a throw-away folder, so that nothing of an archive is touched."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def set_up(folder: Path | None = None) -> None:
    """The archive of a folder, or an empty one that is thrown away."""
    sys.path.insert(0, str(ROOT))
    os.environ["DATA_DIR"] = str(folder or tempfile.mkdtemp(prefix="reftel-bench-"))
    os.environ["DATABASE_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    django.setup()
