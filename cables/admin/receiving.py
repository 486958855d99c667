"""Receives the files of an upload without reading more of them than an upload may hold."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from cables.admin.forms import too_large, too_many_files

_CHUNK = 64 * 1024


class SizeLimit(FileUploadHandler):
    """Stops keeping files once they are too large together. The rest of the request is read and thrown away, so that
    the browser gets to see the answer."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.received = 0

    @property
    def exceeded(self) -> bool:
        return self.received > settings.UPLOAD_LIMIT_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.exceeded:
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None


def receive(request: HttpRequest) -> str:
    """Read the files of the request; "", or one sentence saying why they were not kept.

    To be called before anything looks at `request.POST`.
    """
    limit = SizeLimit(request)
    request.upload_handlers = [limit, *request.upload_handlers]
    try:
        request.FILES  # noqa: B018
    except TooManyFilesSent:
        while request.read(_CHUNK):
            pass
        return too_many_files()
    return too_large() if limit.exceeded else ""
