"""HTML of another tool as Markdown: headings, lists, emphasis, links; everything else is its text."""

import re
from html.parser import HTMLParser

_SIGNS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "s": "~~", "del": "~~"}
_BLOCKS = frozenset(
    ["p", "div", "br", "tr", "table", "ul", "ol", "blockquote", "pre", "section", "article", "dd", "dt"]
)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_HIDDEN = frozenset(("script", "style", "head"))


class _MarkdownOfHtml(HTMLParser):
    """Collects the Markdown while the parser goes over the HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _HEADINGS:
            self.parts.append("\n\n" + _HEADINGS[tag])
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        elif tag == "img":
            found = dict(attrs)
            self.parts.append(f"![{found.get('alt') or ''}]({found.get('src') or ''})")
        else:
            self.parts.append(_SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag == "a" and self.links:
            self.parts.append(f"]({self.links.pop()})")
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.parts.append("\n")
        else:
            self.parts.append(_SIGNS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_markdown(text: str) -> str:
    """The text as Markdown; what has no tags stays as it is."""
    if "<" not in text and "&" not in text:
        return text
    parser = _MarkdownOfHtml()
    parser.feed(text)
    parser.close()
    lines = "".join(parser.parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()
