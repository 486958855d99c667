"""How patterns are compiled here: ASCII rules always, so that no exotic letter or digit passes for a plain one."""

from __future__ import annotations

import re


def exact(source: str) -> re.Pattern[str]:
    return re.compile(source, re.ASCII)


def any_case(source: str) -> re.Pattern[str]:
    return re.compile(source, re.ASCII | re.IGNORECASE)
