"""Turns raw texts into rows, on several cores where there are many: everything that needs no database."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context

from cables.ingest.agreement import read_telegram
from cables.ingest.rows import CableRows
from cables.ingest.storing import NotStored, Ready, ready
from cables.ingest.values import RawCable
from cables.processes import begin, rare_collections

AHEAD = 2
"""Batches that wait for each process, so that none is idle while results are stored."""

logger = logging.getLogger(__name__)


class WorkersLost(Exception):
    """A process that reads telegrams has died; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A text that could not be read, and why: the end of a sentence or, with `refused`, all of it."""

    reason: str
    refused: bool = False


Prepared = Ready | Failed


def prepare(raw: RawCable) -> Prepared:
    """The rows of one text; never raises for what the text is like."""
    try:
        return ready(raw, read_telegram(raw))
    except NotStored as refusal:
        return Failed(str(refusal), refused=True)
    except Exception as error:
        logger.exception("%s could not be read", raw.origin)
        return Failed(f"the program failed over it ({type(error).__name__}: {first_line(error)})")


def prepare_batches(batches: Iterable[Sequence[RawCable]], workers: int) -> Iterator[list[Prepared]]:
    """The rows of every batch, in order; with more than one worker and batch by as many processes.

    Memory is bounded by AHEAD batches a process. Raises WorkersLost where a process dies.
    """
    batches = iter(batches)
    first = list(islice(batches, 2 if workers > 1 else 0))
    batches = chain(first, batches)
    if len(first) < 2:
        yield from ([prepare(raw) for raw in batch] for batch in batches)
        return
    context = get_context("spawn")
    with rare_collections(), ProcessPoolExecutor(workers, mp_context=context, initializer=begin) as pool:
        waiting: deque[tuple[Sequence[RawCable], Future[list[tuple[str, CableRows] | Failed]]]] = deque()
        try:
            for batch in batches:
                waiting.append((batch, pool.submit(_prepare_all, batch)))
                if len(waiting) > AHEAD * workers:
                    yield _joined(*waiting.popleft())
            while waiting:
                yield _joined(*waiting.popleft())
        except BrokenProcessPool as error:
            raise WorkersLost(
                "A process that reads telegrams was ended from outside, perhaps for want of memory. "
                "What was stored stays; run the same command again, with fewer --workers."
            ) from error
        finally:
            for _, future in waiting:
                future.cancel()


def _prepare_all(batch: Sequence[RawCable]) -> list[tuple[str, CableRows] | Failed]:
    """Without the raw texts, which the main process has."""
    return [(one.sha256, one.rows) if isinstance(one, Ready) else one for one in map(prepare, batch)]


def _joined(batch: Sequence[RawCable], future: Future[list[tuple[str, CableRows] | Failed]]) -> list[Prepared]:
    return [
        one if isinstance(one, Failed) else Ready(raw, *one) for raw, one in zip(batch, future.result(), strict=True)
    ]


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
