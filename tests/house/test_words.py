"""Words that the product must not contain: those that make a page insecure, and terms of other ways of working."""

import re

import pytest

from tests.house.messages import messages
from tests.house.source import files, place

IN_PAGES = {
    "unescaped text": r"\|\s*safe\b|autoescape\s+false|Markup\(",
    "inline style": r"\bstyle\s*=|<style\b",
    "inline script": r"<script(?![^>]*\bsrc=)|\son(?!ly\b)[a-z]+\s*=\s*[\"']|javascript:",
    "a foreign address": r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
}
UNUSED = (
    "priority assignee owner ticket story estimate sprint velocity backlog commitment deadline leaderboard"
    " resource bus.factor due.date"
)
ANOTHER_WAY = re.compile(rf"(?<!Cross-Origin-)\b(?:{'|'.join(UNUSED.split())})s?\b(?!=)", re.IGNORECASE)
UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError|for now\b|pragma: no cover|mark\.(?:skip|xfail)\b"
)


def found(pattern, *globs):
    return [
        f"{place(path, number)}: {line.strip()[:100]}"
        for path in files(*globs)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize("hole", IN_PAGES)
def test_no_page_has(hole):
    assert found(IN_PAGES[hole], "queue_app/templates/*.html") == []


@pytest.mark.parametrize(
    ("hole", "line"),
    [
        ("unescaped text", "{{ words | safe }}"),
        ("unescaped text", "{% autoescape false %}"),
        ("inline style", '<p style="color: red">'),
        ("inline style", "<style>"),
        ("inline script", "<script>alert(1)</script>"),
        ("inline script", '<a onclick="go()">'),
        ("inline script", '<a href="javascript:go()">'),
        ("a foreign address", '<img src="//example.org/x.png">'),
    ],
)
def test_the_gate_sees(hole, line):
    assert re.search(IN_PAGES[hole], line)


def test_no_page_and_no_sentence_has_a_word_of_another_way_of_working():
    seen = found(ANOTHER_WAY, "queue_app/*.html", "queue_app/*.js")
    texts = [message.id for message in messages() if message.id]
    sentences = [text for each in texts for text in ([each] if isinstance(each, str) else each)]
    assert len(sentences) > 1_000, "the gate looks at nothing"
    assert seen + [text for text in sentences if ANOTHER_WAY.search(text)] == []


def test_nothing_is_left_unfinished():
    everything = [path for path in files("*.py", "*.html", "*.js", "*.css", "Makefile") if path.name != "test_words.py"]
    assert [line for path in everything for line in found(UNFINISHED, str(path))] == []
