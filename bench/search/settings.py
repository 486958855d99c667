"""The site's settings on a throw-away folder, so that nothing of an archive is touched."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def set_up() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="reftel-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    django.setup()
