"""How often one client may ask.

All processes of the web server share one small table of moments in a file: no database is written to by reading, and
a limit means the same however many processes there are. A client is a place in that table, found by a keyed hash of
its address. Neither addresses nor anything of what was asked for is kept.
"""

from __future__ import annotations

import fcntl
import ipaddress
import mmap
import os
import struct
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

_SLOTS = 1 << 16
"""Two clients share a slot, and so a limit, about once in as many."""
_MOMENT = struct.Struct("=d")
_ROUNDING = 1e-6
"""Seconds that sums of moments may be wrong by."""


class Gate:
    """Lets each client in at a steady rate, and some at once after a pause (generic cell rate algorithm)."""

    def __init__(self, path: Path, per_minute: int) -> None:
        self._interval = 60 / per_minute
        self._at_once = at_once(per_minute)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.ftruncate(self._file, _SLOTS * _MOMENT.size)
        self._moments = mmap.mmap(self._file, _SLOTS * _MOMENT.size)
        self._lock = threading.Lock()

    def wait(self, client: str, now: float) -> float:
        """0 where the client may go in, and it is noted that it does; else the seconds until it may."""
        place = _MOMENT.size * (
            int.from_bytes(salted_hmac("cables.api.throttling", client).digest()[:8], "big") % _SLOTS
        )
        # The lock on the file keeps other processes out, and only those.
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX, _MOMENT.size, place)
            try:
                return self._waited(place, now)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, _MOMENT.size, place)

    def _waited(self, place: int, now: float) -> float:
        (due,) = _MOMENT.unpack_from(self._moments, place)
        # A moment farther ahead than any that is written was written before the machine was started anew.
        if not now < due <= now + self._interval * self._at_once + 2 * _ROUNDING:
            due = now
        wait = due - now - self._interval * (self._at_once - 1)
        if wait > _ROUNDING:
            return wait
        _MOMENT.pack_into(self._moments, place, due + self._interval)
        return 0.0


class ClientThrottle(BaseThrottle):
    """By address: that of the connection, or behind a proxy the one that the proxy names last in X-Forwarded-For."""

    seconds = 0.0

    def allow_request(self, request: Any, view: Any) -> bool:
        if settings.API_REQUESTS_PER_MINUTE:
            gate = _gate(settings.DATA_DIR / "api-clients", settings.API_REQUESTS_PER_MINUTE)
            self.seconds = gate.wait(network(self.get_ident(request) or ""), time.monotonic())
        return self.seconds == 0

    def wait(self) -> float:
        return self.seconds


def at_once(per_minute: int) -> int:
    """How many of the requests of a minute may come at once: a fifth."""
    return max(1, per_minute // 5)


def network(address: str) -> str:
    """An address as one client: of IPv6, the network of 64 bits that one household or one machine has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


@cache
def _gate(path: Path, per_minute: int) -> Gate:
    """Opened once in each process."""
    return Gate(path, per_minute)
