"""Invented cables in the layouts of all eras, for demonstration and for benchmarks."""

from cables.corpus.invention import invent
from cables.corpus.schedule import MAX_CABLES
from cables.corpus.values import InventedCable

__all__ = ["MAX_CABLES", "InventedCable", "invent"]
