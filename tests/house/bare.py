"""Finds untranslatable words in a template: text and attributes that people read, outside `_()` and `ngettext()`."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

READ = {"alt", "aria-description", "aria-label", "aria-valuetext", "placeholder", "title"}
"""Attributes that people read. So is `value` if a button is an input."""
NO_WORDS = {"code", "kbd"}
NAMES = {"Topmost"}
MESSAGES = {"_": 1, "gettext": 1, "ngettext": 2}
"""{function: how many messages it takes}."""

_CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENTITY = re.compile(r"&#?\w+;")
_ATTRIBUTES = re.compile(r"""(?:\s|[a-z-]+="[^"]*"|[a-z]+(?:-[a-z]+)+)+""")
"""What a macro or a block adds to a tag: attributes and classes."""
_SMALL = re.compile(r"""[ a-z0-9_=/#".-]*""")
_ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

Found = Iterator[tuple[int, str]]


def bare_words(source: str) -> Found:
    """(line, words) of each literal text in the template."""
    reader = _Reader()
    reader.feed(_CODE.sub(_blank, source))
    yield from reader.found
    yield from _constants(source)


def assembled(source: str) -> Iterator[int]:
    """The lines of messages that the template assembles from parts, so that no catalogue can contain them."""
    for call in _ENVIRONMENT.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MESSAGES:
            texts = call.args[: MESSAGES[call.node.name]]
            if any(isinstance(text, nodes.Concat | nodes.BinExpr | nodes.Filter) for text in texts):
                yield call.lineno


def _blank(code: re.Match[str]) -> str:
    """Blank text with the same number of lines."""
    return " " + "\n" * code[0].count("\n")


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(_ENTITY.sub(" ", text)) if word not in NAMES]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        button = ("type", "submit") in attrs or ("type", "button") in attrs
        for name, value in attrs:
            if name in READ or (name == "value" and tag == "input" and button):
                self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not NO_WORDS & set(self._open) and not _ATTRIBUTES.fullmatch(data):
            self._look(data)

    def _look(self, text: str) -> None:
        if _words(text):
            self.found.append((self.getpos()[0], " ".join(text.split())))


def _constants(source: str) -> Found:
    """Quoted words that an expression shows. Lower-case text is skipped: it may be a class, a state or an attribute."""
    for output in _ENVIRONMENT.parse(source).find_all(nodes.Output):
        for constant in (one for part in output.nodes for one in _shown(part)):
            if _words(constant.value) and not _SMALL.fullmatch(constant.value):
                yield constant.lineno, constant.value


def _shown(node: nodes.Node) -> Iterator[nodes.Const]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node
    elif isinstance(node, nodes.CondExpr):
        for way in (node.expr1, node.expr2):
            if way is not None:
                yield from _shown(way)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from _shown(part)
