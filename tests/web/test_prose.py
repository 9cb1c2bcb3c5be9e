"""Markdown that people wrote is shown as text, lists and links, and does nothing else."""

from html.parser import HTMLParser

import pytest

from queue_app.web.html.prose import ImagePlace, prose


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


def test_a_list_begins_with_its_number():  # W4
    assert '<ol start="3">' in prose("3. three\n4. four")


def test_bare_addresses_are_links_and_names_of_files_are_not():  # W4
    html = prose("See https://example.org/a?b=1. Ask ida@example.org about calendar.py or `https://x.example`.")
    assert '<a href="https://example.org/a?b=1" rel="noopener noreferrer">https://example.org/a?b=1</a>. Ask' in html
    assert 'href="mailto:ida@example.org"' in html
    assert html.count("<a ") == 2


def test_of_an_image_the_description_stays():  # W4
    assert prose('![the *plan* & "more"](https://example.org/plan.png)') == '<p>the plan &amp; "more"</p>\n'


def test_telephone_numbers_are_links():  # W4
    assert 'href="tel:+4912345"' in prose("[call](tel:+4912345)")


@pytest.mark.parametrize("deep", [10, 21, 100, 5_000])
@pytest.mark.parametrize("mark", ["- ", "> ", "1. "])
def test_what_is_nested_deeply_keeps_its_words(deep, mark):  # W4
    assert "the end" in prose(mark * deep + "the end")
    lines = "\n".join("  " * n + f"- line{n}" for n in range(min(deep, 100)))
    html = prose(lines)
    assert all(f"line{n}" in html for n in range(min(deep, 100)))


@pytest.mark.parametrize(
    "small",
    [
        "[a]: https://example.org/" + "x" * 1_500 + "\n" + "[a]\n" * 2_000,
        "|" * 3_000 + "\n" + "|-" * 3_000 + "|\n" + "|a\n" * 3_000,
    ],
)
def test_a_small_text_makes_no_large_page(small):  # X5
    assert len(prose(small)) <= 200_000
    assert "[a]" in prose(small) or "|a" in prose(small)


@pytest.mark.parametrize(
    "hostile", ["https://", "a@", "//a", "http://a@", "https://x.org/[(", "mailto:", "- ", "> ", "![", "[a](tel:1"]
)
def test_no_text_takes_long_or_grows(hostile):
    assert len(prose(hostile * (20_000 // len(hostile)))) <= 200_000


def test_an_image_of_the_item_is_shown_and_no_other():
    ours = {3: ImagePlace("/teams/1/items/2/images/3", "The <form>", 40, 30)}
    html = prose("![](image:3) ![here](image:3) ![gone](image:4) ![x](/teams/1/items/9/images/3)", ours)
    images = [attributes for tag, attributes in Elements(html).found if tag == "img"]
    assert [image["alt"] for image in images] == ["The <form>", "here"]
    assert {image["src"] for image in images} == {ours[3].address}
    assert "gone" in html
    assert "items/9" not in html
    assert "<img" not in prose("![](image:3)")
