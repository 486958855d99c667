"""What the worker does for readers."""

from __future__ import annotations

import logging

from django.conf import settings
from django_tasks import task

from cables.search import SearchUnavailable
from cables.workspace.alerts import send_alerts
from cables.workspace.searching import note_arrivals

logger = logging.getLogger(__name__)


@task()
def mail_alerts() -> None:
    """Mail what is new to saved searches, where mail is set up; what could not be sent is tried in an hour."""
    if not settings.MAIL_WORKS:
        note_arrivals()  # So that no feed finds much to do.
        return
    try:
        report = send_alerts()
    except SearchUnavailable as error:
        logger.warning("No alerts were mailed: %s", error)
        return
    for sentence in report.failed:
        logger.warning(sentence)
