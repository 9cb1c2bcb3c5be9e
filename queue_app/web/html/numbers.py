"""Whole numbers with grouped digits: `10,000`.

In sentences of templates gettext groups them and isolates people's words; elsewhere the filter groups.
"""

from collections.abc import Callable
from typing import Any, cast

from babel.numbers import format_decimal
from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from queue_app.domain.direction import isolated
from queue_app.service.http.language import locale


def number(value: Any) -> Any:
    """A whole number of a thousand or more with its groups; any other value unchanged."""
    grouped = isinstance(value, int) and abs(value) >= 1000
    return format_decimal(value, locale=locale()) if grouped else value


def decimal(value: float, pattern: str = "0.0") -> str:
    """A decimal number by the Unicode `pattern`: `1.5`, in German `1,5`."""
    return str(format_decimal(value, pattern, locale=locale()))


def group_in_sentences(environment: Environment) -> None:
    """Make `gettext` and `ngettext` of the templates group numbers (`num` is the third argument of `ngettext`) and isolate
    the text direction of people's words. Values that are HTML have elements for that."""
    for name in ("gettext", "ngettext"):
        environment.globals[name] = _grouping(cast(Callable[..., str], environment.globals[name]))


def _in_sentence(fact: Any) -> Any:
    return isolated(fact) if type(fact) is str else number(fact)


def _grouping(translated: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def filled(context: Context, *words: Any, **facts: Any) -> str:
        counted = {"num": words[2]} if len(words) > 2 else {}
        return translated(context, *words, **{name: _in_sentence(fact) for name, fact in (counted | facts).items()})

    return filled
