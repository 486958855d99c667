"""Finds, and makes on demand, the rows that cables share: posts, TAGS and captions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from cables import vocabulary
from cables.models import Caption, Post, Tag
from cables.telegram import Tag as TelegramTag

UNKNOWN_POST_KIND = "other"


class Lookups:
    """Primary keys of shared rows, remembered over one run.

    Only rows that were found are remembered, not those just made: the transaction that made them may yet be undone.
    """

    def __init__(self) -> None:
        self._known: dict[type[models.Model], dict[str, int]] = {Post: {}, Tag: {}, Caption: {}}

    def forget(self) -> None:
        """Look everything up again: a remembered row may have gone."""
        for known in self._known.values():
            known.clear()

    def posts(self, codes: Iterable[str]) -> Mapping[str, int]:
        return self._pks(Post, "code", {code: _post(code) for code in codes})

    def tags(self, tags: Iterable[TelegramTag]) -> Mapping[str, int]:
        return self._pks(Tag, "code", {tag.code: _tag(tag) for tag in tags})

    def captions(self, texts: Iterable[str]) -> Mapping[str, int]:
        return self._pks(Caption, "text", {text: Caption(text=text) for text in texts})

    def _pks(self, model: type[models.Model], key: str, wanted: Mapping[str, Any]) -> Mapping[str, int]:
        """The primary key of each wanted row by its natural key; absent rows are made from what is given."""
        known = self._known[model]
        missing = wanted.keys() - known.keys()
        if not missing:
            return {code: known[code] for code in wanted}
        known.update(_find(model, key, missing))
        found = dict(known)
        absent = sorted(missing - known.keys())
        if absent:
            model._default_manager.bulk_create((wanted[code] for code in absent), ignore_conflicts=True)
            found.update(_find(model, key, absent))
        return {code: found[code] for code in wanted}


def _find(model: type[models.Model], key: str, codes: Iterable[str]) -> dict[str, int]:
    return dict(model._default_manager.filter(**{f"{key}__in": list(codes)}).values_list(key, "pk"))


def _post(code: str) -> Post:
    entry = vocabulary.posts().get(code)
    if entry is None:
        return Post(code=code, name=code, kind=UNKNOWN_POST_KIND)
    return Post(
        code=code,
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        country_code=entry.country_code,
        latitude=entry.latitude,
        longitude=entry.longitude,
    )


def _tag(tag: TelegramTag) -> Tag:
    """The tables know a code better than one telegram does."""
    entry = vocabulary.tags().get(tag.code)
    if entry is None:
        return Tag(code=tag.code, kind=tag.kind)
    return Tag(code=tag.code, kind=entry.kind, name=entry.name)
