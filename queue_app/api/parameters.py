"""Query parameters, declared once as fields. The fields parse them, and the OpenAPI description lists them."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import request

from queue_app.api.hal import Document, properties
from queue_app.domain import inputs
from queue_app.usecases import fields
from queue_app.usecases.fields import Field

PAGE, LARGEST_PAGE = 50, 200
SIZE = fields.number("size", high=LARGEST_PAGE)
WORDS = fields.line("words", inputs.SEARCH)

Asked = Mapping[str, Any]
"""{parameter: its parsed value, or None}."""


def takes(*declared: Field) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the parameters of a view. The view gets their parsed values as `asked`. Raises InputError. Ignores others."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def entered(*who: Any, **address: Any) -> Any:
            asked = {field.name: field.read(request.args.get(field.name)) for field in declared}
            return view(*who, asked=asked, **address)

        entered.parameters = declared  # type: ignore[attr-defined]
        return entered

    return mark


def parameters_of(view: Callable[..., Any]) -> tuple[Field, ...]:
    """The declared parameters of a view."""
    declared: tuple[Field, ...] = getattr(view, "parameters", ())
    return declared


def size_of(asked: Asked) -> int:
    """The number of entries on a page of a list."""
    return asked["size"] or PAGE


def given(asked: Asked) -> dict[str, Any]:
    """The parameters of the request, for the link to the next page."""
    return {name: request.args[name] for name in asked if request.args.get(name)}


def query_template(view: Callable[..., Any], address: str) -> Document:
    """A template of the same address with the view's parameters, without their current values."""
    target = address.partition("?")[0]
    return {"query": {"method": "GET", "target": target, "properties": properties(parameters_of(view))}}
