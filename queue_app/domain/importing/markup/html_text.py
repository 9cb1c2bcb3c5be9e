"""Converts HTML of other tools to Markdown: headings, lists, emphasis, links. Everything else becomes its text.

The parser of the standard library takes quadratic time for hostile text, and fails for some. This code reads each
character once.
"""

import html
import re
from collections.abc import Iterator

_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "s": "~~", "del": "~~"}
_BLOCKS = frozenset(
    ["p", "div", "br", "tr", "table", "ul", "ol", "blockquote", "pre", "section", "article", "dd", "dt"]
)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_HIDDEN = frozenset(("script", "style", "head"))

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?![A-Za-z0-9])([^<>]*)>|<!--|<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"""\b(href|src|alt)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_GAPS = re.compile(r"\n{3,}")


def html_markdown(text: str) -> str:
    """The text as Markdown. Text without tags is returned unchanged."""
    if "<" not in text and "&" not in text:
        return text
    lines = "".join(_parts(text)).split("\n")
    return _GAPS.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


def _parts(text: str) -> Iterator[str]:
    """The text between tags, and the Markdown for each tag."""
    place, hidden = 0, ""
    links: list[str] = []
    for tag in _TAG.finditer(text):
        if tag.start() < place:
            continue
        if not hidden:
            yield _plain(text[place : tag.start()])
        place = tag.end()
        if tag.group() == "<!--":
            end = text.find("-->", place)
            place = len(text) if end < 0 else end + 3
            continue
        name, closes = (tag[2] or "").lower(), bool(tag[1])
        if name in _HIDDEN:
            hidden = "" if closes else name
        elif not hidden:
            yield _mark(name, tag[3] or "", links, closes=closes)
    if not hidden:
        yield _plain(text[place:])


def _plain(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(text))


def _mark(name: str, attributes: str, links: list[str], *, closes: bool) -> str:
    """The Markdown for a tag. `links`: the addresses of the open links."""
    if name == "a":
        if closes:
            return f"]({links.pop()})" if links else ""
        links.append(_attribute(attributes, "href"))
        return "["
    if name == "img":
        return f"![{_attribute(attributes, 'alt')}]({_attribute(attributes, 'src')})"
    if name in _HEADINGS:
        return "\n" if closes else "\n\n" + _HEADINGS[name]
    if name == "li":
        return "" if closes else "\n- "
    return "\n" if name in _BLOCKS else _SIGNS.get(name, "")


def _attribute(attributes: str, name: str) -> str:
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return html.unescape(found[2] or found[3] or found[4] or "")
    return ""
