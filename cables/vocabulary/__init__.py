"""Code tables as data: posts, TAGS, routing indicators, each row with its source."""

from cables.vocabulary.names import nearest_post, post_by_name
from cables.vocabulary.tables import (
    TableError,
    cables_per_month,
    captions,
    executive_orders,
    explanations,
    id_corrections,
    levels,
    portion_marks,
    posts,
    precedences,
    reasons,
    routing,
    tags,
    words,
)
from cables.vocabulary.types import Explanation, MonthCount, PostEntry, RoutingEntry, TagEntry, TermEntry

__all__ = [
    "Explanation",
    "MonthCount",
    "PostEntry",
    "RoutingEntry",
    "TableError",
    "TagEntry",
    "TermEntry",
    "cables_per_month",
    "captions",
    "executive_orders",
    "explanations",
    "id_corrections",
    "levels",
    "nearest_post",
    "portion_marks",
    "post_by_name",
    "posts",
    "precedences",
    "reasons",
    "routing",
    "tags",
    "words",
]
