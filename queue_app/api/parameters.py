"""The parameters of an address, declared once: they are read by their fields, and the API's own description lists them."""

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
"""{parameter: its clean value, or None}."""


def takes(*declared: Field) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the parameters of a view; it gets their clean values as `asked`. Raises InputError. Others are ignored."""

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
    """How many entries a page of a list has."""
    return asked["size"] or PAGE


def given(asked: Asked) -> dict[str, Any]:
    """The parameters that the request has, for the link of the next page."""
    return {name: request.args[name] for name in asked if request.args.get(name)}


def query_template(view: Callable[..., Any], address: str) -> Document:
    """The parameters as a template of the same address, without those that it has now."""
    target = address.partition("?")[0]
    return {"query": {"method": "GET", "target": target, "properties": properties(parameters_of(view))}}
