"""The site as it is served, but that a reader must take what was sent within a second."""

from archive.wsgi import application
from cables.views import exporting

__all__ = ["application"]

exporting.SECONDS_TO_TAKE = 1
