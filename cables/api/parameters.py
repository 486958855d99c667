"""Parameters of addresses: one table row says how each is described and what it may look like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from cables.api.problems import BadParameters
from cables.forms import shown

LONGEST_LIST = 100
"""Items in one answer."""
USUAL_LIST = 20


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    schema: Mapping[str, Any]
    """JSON Schema."""
    description: str
    example: Any = None
    repeated: bool = False
    may_be_empty: bool = False

    def described(self) -> OpenApiParameter:
        listed = self.schema["type"] == "array"
        return OpenApiParameter(
            self.name,
            dict(self.schema),
            description=self.description,
            explode=self.repeated if listed else None,
            style="form" if listed else None,
            examples=[] if self.example is None else [OpenApiExample("example", value=self.example)],
        )


LIMIT = Parameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": LONGEST_LIST, "default": USUAL_LIST},
    "How many at most.",
    50,
)
CURSOR = Parameter(
    "cursor",
    {"type": "string", "minLength": 1, "maxLength": 1000},
    "Where to go on: the `cursor` in the `next` of the answer before, with all other parameters as they were.",
)


def fields_parameter(names: Sequence[str]) -> Parameter:
    return Parameter(
        "fields",
        {"type": "array", "items": {"type": "string", "enum": list(names)}, "minItems": 1},
        "Only these fields, with commas between them.",
        list(names[:2]),
    )


def check(data: QueryDict, parameters: Sequence[Parameter]) -> None:
    """Raises BadParameters for parameters that are unknown, repeated though they cannot be, or empty."""
    if faults := list(_faults(data, {parameter.name: parameter for parameter in parameters})):
        raise BadParameters(faults)


def _faults(data: QueryDict, known: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    for name, values in data.lists():
        if name not in known:
            yield name, f"There is no parameter “{shown(name)}” here; {_choice(known)}."
        elif len(values) > 1 and not known[name].repeated:
            yield name, f"“{name}” is given {len(values)} times; give it once."
        elif "" in values and not known[name].may_be_empty:
            yield name, f"“{name}” is empty; give it a value or leave it out."


def _choice(known: Mapping[str, Parameter]) -> str:
    return f"there are {', '.join(known)}" if known else "this resource has none"


def together(*readers: Callable[[], Any]) -> list[Any]:
    """What each reader reads; raises BadParameters with the faults that all of them found."""
    values: list[Any] = []
    faults: list[tuple[str, str]] = []
    for read in readers:
        try:
            values.append(read())
        except BadParameters as error:
            faults += error.faults
    if faults:
        raise BadParameters(faults)
    return values


def limit(data: QueryDict) -> int:
    text = data.get("limit", str(USUAL_LIST))
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= LONGEST_LIST):
        sentence = f"“{shown(text)}” is no number of items; give 1 to {LONGEST_LIST} as limit."
        raise BadParameters([("limit", sentence)])
    return int(text)


def fields(data: QueryDict, names: Sequence[str]) -> frozenset[str]:
    """The fields wanted: all where the parameter is left out."""
    if "fields" not in data:
        return frozenset(names)
    wanted = data.get("fields", "").split(",")
    unknown = [name for name in wanted if name not in names]
    if unknown:
        sentence = f"There is no field “{shown(unknown[0])}”; there are {', '.join(names)}."
        raise BadParameters([("fields", sentence)])
    return frozenset(wanted)


def choice(data: QueryDict, name: str, values: Sequence[str]) -> str:
    """One of the values, or "" where the parameter is left out."""
    value = data.get(name, "")
    if value and value not in values:
        sentence = f"“{shown(value)}” is no {name}; there are {', '.join(values)}."
        raise BadParameters([(name, sentence)])
    return value


def text(data: QueryDict, name: str, longest: int) -> str:
    value = data.get(name, "")
    if len(value) > longest or "\x00" in value:
        sentence = f"“{name}” may have at most {longest:,} characters and no null characters."
        raise BadParameters([(name, sentence)])
    return value
