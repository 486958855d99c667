"""Code tables as data: posts, TAGS, routing indicators, each row with its source."""

from cables.vocabulary.names import nearest_post, post_by_name
from cables.vocabulary.tables import TableError, cables_per_month, posts, routing, tags
from cables.vocabulary.types import MonthCount, PostEntry, RoutingEntry, TagEntry

__all__ = [
    "MonthCount",
    "PostEntry",
    "RoutingEntry",
    "TableError",
    "TagEntry",
    "cables_per_month",
    "nearest_post",
    "post_by_name",
    "posts",
    "routing",
    "tags",
]
