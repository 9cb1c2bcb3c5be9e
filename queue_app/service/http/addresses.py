"""Parts of an address: numbers of teams and items, and secrets that the log must hide."""

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from queue_app.domain.inputs import LARGEST_NUMBER


class Number(IntegerConverter):
    """The number of a team or an item: 0 < n < 2^31, written without leading zeros. Anything else is a 404."""

    regex = r"[1-9][0-9]{0,9}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=LARGEST_NUMBER)


class Secret(BaseConverter):
    """A part that works like a password. The request log prints `***` for it."""

    regex = r"[^/]+"


def register_converters(app: Flask) -> None:
    """Register `<number:team>` and `<secret:link>` with the URL map."""
    app.url_map.converters.update(number=Number, secret=Secret)
