"""The Haystack engine."""

from haystack.backends.whoosh_backend import WhooshEngine


class ReftelEngine(WhooshEngine):
    """Replaced as a whole by the search room."""
