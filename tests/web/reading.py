"""Reads a page as a browser would, as far as tests ask."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """`elements` in their order as (tag, attributes); `text` without tags; `open_tags` must be empty at the end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open_tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "br", "option", "hr", "rect", "line", "use"):
            self.open_tags.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag != "option":
            assert self.open_tags.pop() == tag, f"{tag} is closed where {self.open_tags[-3:]} are open"

    def handle_data(self, data):
        self.text += data

    def all(self, tag, **wanted):
        """Every element of this tag whose attributes hold the wanted values."""
        return [a for t, a in self.elements if t == tag and all(a.get(k) == v for k, v in wanted.items())]
