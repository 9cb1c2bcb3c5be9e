"""Markdown that people wrote is shown as text, lists and links, and does nothing else."""

from html.parser import HTMLParser

import pytest

from queue_app.web.html.prose import prose


def test_paragraphs_lists_and_links_are_shown():
    html = prose("Two words\n\n- one\n- [two](https://example.org/a)\n\n# Why")
    assert "<p>Two words</p>" in html
    assert '<li><a href="https://example.org/a" rel="noopener noreferrer">two</a></li>' in html
    assert "<h3>Why</h3>" in html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://example.org/pixel.png)",
        '<a href="#" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "[x](https://e.org \"' onmouseover='alert(1)\")",
    ],
)
def test_nothing_that_acts_comes_through(attack):
    elements = Elements(prose(attack)).found
    assert {tag for tag, _ in elements} <= {"p", "a"}
    for _, attributes in elements:
        assert set(attributes) <= {"href", "rel"}
        assert attributes.get("href", "https:").startswith("https:")


class Elements(HTMLParser):
    """Every element that a browser would make of the text, with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
