"""A short notation for the schemas of documents. Each schema is next to its document's function; a test compares the two.

A document always has every property of its schema. It may gain more properties: changes are additive.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Schema = dict[str, Any]
View = TypeVar("View", bound=Callable[..., Any])

NAMED: dict[str, Schema] = {}
"""{name: schema} of the parts that several documents share."""

INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
LINK: Schema = {
    "type": "object",
    "properties": {"href": TEXT, "templated": FLAG, "type": TEXT},
    "required": ["href"],
}
LINKS: Schema = {"type": "object", "additionalProperties": LINK}


def values(**properties: Schema) -> Schema:
    """An object with these properties."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def linked(**properties: Schema) -> Schema:
    """An object with these properties and its links."""
    return values(_links=LINKS, **properties)


def maybe(schema: Schema) -> Schema:
    """This schema, or null."""
    if isinstance(schema.get("type"), str) and "enum" not in schema and "properties" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Schema) -> Schema:
    """A list of values of this schema."""
    return {"type": "array", "items": schema}


def one_of(*choices: str) -> Schema:
    """One of these words."""
    return {"type": "string", "enum": list(choices)}


def either(*schemas: Schema) -> Schema:
    """One of several shapes."""
    return {"anyOf": list(schemas)}


def optionally(schema: Schema, **properties: Schema) -> Schema:
    """The object with additional properties that may be absent."""
    return schema | {"properties": schema["properties"] | properties}


def named(name: str, schema: Schema) -> Schema:
    """A reference to the schema by name, so that the description has it once."""
    NAMED[name] = schema
    return {"$ref": f"#/components/schemas/{name}"}


def also(schema: Schema, **properties: Schema) -> Schema:
    """The object with additional properties."""
    both = {"properties": schema["properties"] | properties, "required": [*schema["required"], *properties]}
    return schema | both


def acting(schema: Schema) -> Schema:
    """The document with the actions that are allowed now, and why the others are refused."""
    return also(schema, _templates={"type": "object"}, refusals={"type": "object"})


def asking(schema: Schema) -> Schema:
    """The document of an address with parameters, which its template lists."""
    return acting(schema)


def embedding(**lists: Schema) -> Schema:
    """The embedded lists of a document."""
    return values(**{name: many(schema) for name, schema in lists.items()})


def answers(schema: Schema) -> Callable[[View], View]:
    """Declare the schema of the document that a view returns."""

    def mark(view: View) -> View:
        view.answers = schema  # type: ignore[attr-defined]
        return view

    return mark


def schema_of_answer(view: Callable[..., Any]) -> Schema | None:
    """The schema that the view declares."""
    return getattr(view, "answers", None)
