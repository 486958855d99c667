"""Haystack's filters, written in the Lucene syntax that `language` reads."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from haystack.exceptions import SearchBackendError
from haystack.inputs import Clean, PythonData

from cables.search_indexes import WORD_FIELDS

_SPECIAL = re.compile(r"""([\\+\-!(){}\[\]^"'~*?:/<>&|\s])""")
_OPERATORS = frozenset({"AND", "OR", "NOT", "TO"})
_RANGES = {"gt": "{{{} TO *]", "gte": "[{} TO *]", "lt": "[* TO {}}}", "lte": "[* TO {}]"}
_NOTHING = "* NOT *"
_PATTERNS = {"contains": "*{}*", "startswith": "{}*", "endswith": "*{}"}


def escaped(word: str) -> str:
    """A word in which no character means anything but itself."""
    return word.lower() if word in _OPERATORS else _SPECIAL.sub(r"\\\1", word)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fragment(query: Any, field: str, filter_type: str, value: Any) -> str:
    """One condition of a SearchQuerySet on a field of the index; "" for `field` means the text."""
    prefix = f"{field}:" if field else ""
    if hasattr(value, "values_list"):
        value = list(value)
    if not hasattr(value, "input_type_name"):
        value = Clean(value) if isinstance(value, str) else PythonData(value)
    if not value.post_process or value.input_type_name in ("exact", "not"):
        return f"{prefix}({value.prepare(query)})"
    return prefix + _condition(field in WORD_FIELDS or not field, filter_type, value.query_string)


def _condition(words: bool, filter_type: str, value: Any) -> str:
    if filter_type == "in":
        return f"({' OR '.join(quoted(_text(one)) for one in value) or _NOTHING})"
    if filter_type == "range":
        first, last = value
        return f"[{_text(first)} TO {_text(last)}]"
    if filter_type in _RANGES:
        return _RANGES[filter_type].format(_text(value))
    if filter_type == "fuzzy" and words:
        return f"({' AND '.join(f'{escaped(part)}~1' for part in _text(value).split()) or _NOTHING})"
    if filter_type in _PATTERNS:
        parts = _text(value).split() if words else [_text(value)]
        return f"({' AND '.join(_PATTERNS[filter_type].format(escaped(part)) for part in parts) or _NOTHING})"
    if filter_type == "exact" or (filter_type == "content" and not words):
        return quoted(_text(value))
    if filter_type == "content":
        return f"({' '.join(escaped(part) for part in _text(value).split()) or _NOTHING})"
    raise SearchBackendError(f"The filter __{filter_type} is not supported for a field of whole values.")


def _text(value: Any) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
