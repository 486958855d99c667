"""The OpenAPI document as the page for people shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "maxLength": "at most {} characters",
    "maxItems": "at most {} values",
    "default": "{} without it",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter."""

    name: str
    place: str
    """path or query."""
    description: str
    values: str
    """What it may be, beyond any text."""


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    path: str
    summary: str
    description: str
    parameters: tuple[Taken, ...]
    address: str
    """Of an example."""
    answer: str
    """The example’s answer, as JSON."""
    shape: str
    """Name of what it gives."""
    statuses: tuple[tuple[str, str], ...]
    """Of answers that are no 200, with what they mean."""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    shape: str
    """Name of the shape of it, or of each of its items; "" where it is plain."""
    description: str


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    description: str
    fields: tuple[Field, ...]


def operations(document: Mapping[str, Any]) -> tuple[Group, ...]:
    """The operations by what they are about, in the order of the document."""
    made = [(spec["get"]["tags"][0], _operation(path, spec["get"])) for path, spec in document["paths"].items()]
    titles = dict.fromkeys(title for title, _ in made)
    return tuple(Group(title, tuple(one for of, one in made if of == title)) for title in titles)


def shapes(document: Mapping[str, Any]) -> tuple[Shape, ...]:
    named = document["components"]["schemas"]
    return tuple(
        Shape(name, schema.get("description", ""), tuple(_fields(_written_out(schema, named))))
        for name, schema in named.items()
        if "properties" in schema
    )


def _written_out(schema: Any, named: Mapping[str, Any]) -> Any:
    """With what has a name of its own and no fields, as choices have, in the place of references to it."""
    if isinstance(schema, list):
        return [_written_out(part, named) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    meant = named.get(str(schema.get("$ref", "")).rpartition("/")[2])
    if meant is not None and "properties" not in meant:
        return meant
    return {name: _written_out(part, named) for name, part in schema.items()}


def _operation(path: str, spec: Mapping[str, Any]) -> Operation:
    told = [parameter for parameter in spec.get("parameters", []) if parameter["in"] in ("path", "query")]
    answer = spec["responses"]["200"]["content"]["application/json"]
    return Operation(
        id=spec["operationId"],
        path=path,
        summary=spec["summary"],
        description=_plain(spec["description"]),
        parameters=tuple(
            Taken(one["name"], one["in"], _plain(one["description"]), _values(one["schema"])) for one in told
        ),
        address=_example(path, told),
        answer=json.dumps(answer["examples"]["Example"]["value"], ensure_ascii=False, indent=2),
        shape=_shape(answer["schema"]),
        statuses=tuple(
            (status, answer["description"]) for status, answer in spec["responses"].items() if status != "200"
        ),
    )


def _plain(text: str) -> str:
    """A description without the line ends and marks of its source."""
    return " ".join(text.replace("`", "").split())


def _example(path: str, told: list[Mapping[str, Any]]) -> str:
    """An address to try: with what its path needs, and with the first thing that can be asked for."""
    given = {one["name"]: one["examples"]["Example"]["value"] for one in told if "examples" in one}
    for one in told:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", given[one["name"]])
    asked = {name: given[name] for name in ("q", "kind") if name in given}
    return path + (f"?{urlencode(asked)}" if asked else "")


def _values(schema: Mapping[str, Any]) -> str:
    """What a value may be, in words."""
    items = schema.get("items", schema)
    choice = [", ".join(items["enum"])] if "enum" in items else []
    bounds = [said.format(schema[name]) for name, said in _BOUNDS.items() if name in schema]
    return "; ".join([*choice, *bounds])


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    for name, field in schema["properties"].items():
        yield Field(name, _type(field), _shape(field), field.get("description", ""))


def _type(schema: Mapping[str, Any]) -> str:
    parts = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf")
    if parts:
        return " or ".join(dict.fromkeys(_type(part) for part in parts))
    named = schema.get("type", "object")
    names = [named] if isinstance(named, str) else named
    if "array" in names:
        return " or ".join([f"list of {_type(schema['items'])}", *(name for name in names if name != "array")])
    form = f" ({schema['format']})" if "format" in schema else ""
    if "enum" in schema:
        form = f" ({', '.join(schema['enum'])})"
    return " or ".join(f"{name}{form}" if name == "string" else name for name in names)


def _shape(schema: Mapping[str, Any]) -> str:
    parts = [schema, *(schema.get(name, []) for name in ("oneOf", "anyOf", "allOf")), [schema.get("items", {})]]
    for part in parts[1:]:
        for one in part:
            if found := _shape(one) if one else "":
                return found
    return str(schema.get("$ref", "")).rpartition("/")[2]
