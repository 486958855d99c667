"""Receives the files of an upload: from the request straight to disk, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

_CHUNK = 1 << 20


class NotReceived(Exception):
    """Nothing of the request was kept. The message is one sentence for the page."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class FileOnDisk(UploadedFile):
    """A file of the request that lies in UPLOADS_DIR under the name `stored`, written to the end."""

    def __init__(self, file: IO[Any], name: str, size: int, *, stored: str, sha256: str) -> None:
        super().__init__(file=file, name=name, size=size)
        self.stored = stored
        self.sha256 = sha256


class Reception(FileUploadHandler):
    """Writes files to disk as they come. Where it cannot go on, the rest of the request is read and thrown away, so
    that the browser gets to see the answer."""

    chunk_size = _CHUNK

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.kept = False
        """To be set before anything else relies on the files."""
        self.refusal: NotReceived | None = None
        self._received = 0
        self._stored: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._digest = hashlib.sha256()
        self._stored.append(secrets.token_hex(16))
        with self._refusing_faults():
            path(self._stored[-1]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.file = path(self._stored[-1]).open("xb", buffering=0)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_LIMIT_BYTES:
            self._refuse(NotReceived(too_large(), 413))
        with self._refusing_faults():
            left = memoryview(raw_data)
            while left:
                left = left[self.file.write(left) :]
        self._digest.update(raw_data)

    def file_complete(self, file_size: int) -> FileOnDisk:
        with self._refusing_faults():
            os.fsync(self.file.fileno())
            self.file.close()
        name = self.file_name or "unnamed file"
        sha256 = self._digest.hexdigest()
        return FileOnDisk(self.file, name, file_size, stored=self._stored[-1], sha256=sha256)

    def discard(self) -> None:
        for stored in self._stored:
            remove(stored)

    @contextmanager
    def _refusing_faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = f"The server could not keep these files ({error.strerror}): tell who runs it, and try again later."
            self._refuse(NotReceived(reason, 507))

    def _refuse(self, refusal: NotReceived) -> None:
        self.refusal = refusal
        raise StopUpload(connection_reset=False)


@contextmanager
def receive(request: HttpRequest) -> Iterator[Reception]:
    """Read the files of the request into UPLOADS_DIR; they are removed at the end unless `kept` is set.

    To be called before anything looks at `request.POST`. Raises NotReceived. Whether the request came to its end is
    for the form to say, whose last field shows it.
    """
    reception = Reception(request)
    request.upload_handlers = [reception]
    try:
        try:
            request.FILES  # noqa: B018
        except TooManyFilesSent:
            while request.read(_CHUNK):
                pass
            raise NotReceived(too_many_files(), 413) from None
        if reception.refusal:
            raise reception.refusal
        yield reception
    finally:
        if not reception.kept:
            reception.discard()


def path(stored: str) -> Path:
    return Path(settings.UPLOADS_DIR) / stored


def remove(stored: str) -> None:
    path(stored).unlink(missing_ok=True)


def too_many_files() -> str:
    return (
        f"That was more than {settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files: upload them in smaller parts, or put "
        "them into a zip archive."
    )


def too_large() -> str:
    limit = filesizeformat(settings.UPLOAD_LIMIT_BYTES)
    return (
        f"These files are larger than {limit} together: upload them in smaller parts, zip them, or have them imported "
        "with “manage.py ingest”."
    )
