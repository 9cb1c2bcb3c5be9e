"""Markdown as HTML. Two walls: the parser knows no HTML, and its output is sanitised."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "*": set()}
_HIGH_HEADING = re.compile(r"(</?)h[12]>")
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def prose(words: str) -> Markup:
    """The words as paragraphs, lists and links. Headings start below those of the page; images are removed."""
    html = _HIGH_HEADING.sub(r"\1h3>", _PARSER.render(words))
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"})
    return Markup(clean)  # noqa: S704 - cleaned in the line above
