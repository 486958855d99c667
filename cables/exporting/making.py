"""Making an export: one slot, pieces as they are asked for, and an end that can be seen."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Mapping
from itertools import chain

from cables.exporting.formats import Format
from cables.exporting.loading import Loading
from cables.exporting.slots import Slot
from cables.exporting.values import About, Interrupted, Selection
from cables.search import HitKey

logger = logging.getLogger(__name__)


class Export:
    """The pieces of a file, each made when it is asked for. Close it, however far it came."""

    def __init__(
        self, kind: Format, selection: Selection, about: About, notes: Mapping[HitKey, str] | None = None
    ) -> None:
        """Makes nothing yet, but for a kind of file that must be whole before it is sent. Raises Busy where as many
        exports as may are under way, and Interrupted where a file that must be whole takes too long."""
        loading = Loading(selection, notes)
        self._making = _pieces(kind, loading, about)
        self._pieces: Iterator[bytes] = self._making
        self._slot = Slot(selection.total)
        if kind.most:
            try:
                self._pieces = chain([next(self._making)], self._making)
            except BaseException:
                self._slot.free()
                raise
        self.size = loading.size
        """Bytes, where they are known before the file is sent."""

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self._slot.free()
            raise

    def close(self) -> None:
        self._making.close()
        self._slot.free()


def _pieces(kind: Format, loading: Loading, about: About) -> Generator[bytes, None, None]:
    """Where it cannot go on, says so in the file if there is room for it, and raises what happened: the server then
    breaks the connection off."""
    try:
        yield from filter(None, kind.write(loading, about))
    except Exception as error:
        reason = f" {error}" if isinstance(error, Interrupted) else ""
        logger.error("An export (%s) broke off after %s hits", kind.name, f"{loading.hits:,}", exc_info=error)
        if kind.broken:
            told = f"This file is not complete: making it broke off after {loading.hits:,} of "
            told += f"{loading.selection.total:,}.{reason} Take it away again."
            yield kind.broken(told).encode()
        raise
