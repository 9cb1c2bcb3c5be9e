"""Fields as JSON schemas, with the same limits that `Field.read` applies."""

from typing import Any

from queue_app.domain import inputs
from queue_app.service.http.language import gettext
from queue_app.usecases.fields import Field

Schema = dict[str, Any]

NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": inputs.LARGEST_NUMBER}


def schema_of(field: Field) -> Schema:
    """The schema of a field in a JSON body. null counts as missing."""
    schema = _of_kind(field) | ({} if field.required else _or_null(field))
    return schema | ({"description": gettext(field.words)} if field.words else {})


def parameter_schema(field: Field) -> Schema:
    """The schema of a query parameter, which is text."""
    return _of_kind(field)


def body_schema(fields: tuple[Field, ...]) -> Schema:
    """A JSON object with these fields and no others."""
    required = [field.name for field in fields if field.required]
    schema: Schema = {"type": "object", "properties": {field.name: schema_of(field) for field in fields}}
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def _or_null(field: Field) -> Schema:
    of_kind = _of_kind(field)
    enum = {"enum": [*of_kind["enum"], None]} if "enum" in of_kind else {}
    return {"type": [of_kind["type"], "null"]} | enum


def _of_kind(field: Field) -> Schema:
    match field.kind:
        case "number":
            return {"type": "integer", "minimum": field.least, "maximum": field.most}
        case "day":
            return {"type": "string", "format": "date"}
        case "choice":
            return {"type": "string", "enum": list(field.choices)}
        case "flag":
            return {"type": "boolean"}
        case "numbers":
            return {"type": "array", "items": NUMBER, "minItems": int(field.required), "maxItems": field.most}
        case "lines":
            line = {"type": "string", "maxLength": field.each}  # Empty lines are left out.
            return {"type": "array", "items": line, "minItems": field.least, "maxItems": field.most}
    least = 0 if field.empties or not field.required else max(1, field.least)
    return {"type": "string", "minLength": least, "maxLength": field.most}
