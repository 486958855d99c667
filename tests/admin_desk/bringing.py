"""Bringing files to the desk without a request, and reading them without a worker."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from cables.admin.jobs import start_upload
from cables.admin.receiving import FileOnDisk, Reception
from cables.models import Upload


def receive(files: Iterable[UploadedFile], user: User) -> Upload:
    """An upload whose files have been received and wait for the worker."""
    return start_upload(files=[on_disk(file) for file in files], user=user)


def take_in(files: Iterable[UploadedFile], user: User) -> Upload:
    """An upload that has been read."""
    upload = receive(files, user)
    work_off()
    return upload


def work_off() -> None:
    """Does what is queued as the worker does it, but within the transaction of the test."""
    while ready := DBTaskResult.objects.ready().first():
        ready.claim("test")
        ready.set_successful(ready.task.call(*ready.args_kwargs["args"], **ready.args_kwargs["kwargs"]))


def on_disk(file: UploadedFile) -> FileOnDisk:
    reception = Reception(HttpRequest())
    reception.new_file("texts", file.name, "", None)
    size = 0
    for chunk in file.chunks():
        reception.receive_data_chunk(chunk, size)
        size += len(chunk)
    return reception.file_complete(size)
