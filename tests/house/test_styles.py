"""Every CSS class in a page has a rule, and every rule has a page that uses it. This finds what a merge has lost."""

import re

import pytest

from tests.house.source import files, place

COMMENTS = re.compile(r"\{#.*?#\}|/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
WORN = re.compile(r"""\bclass\s*=\s*"((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)\"""")
CHOSEN = re.compile(r"""(?:^|\belse|~)\s*(?:"([^"]*)"|'([^']*)')""")
WORDS = re.compile(r"[a-z][\w-]*")
RULES = re.compile(r"([^{}]+)\{")
QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`\n]*)`""")
CLASS_BLOCK = re.compile(r"\{% block \w+_class %\}(.*?)\{% endblock %\}")


def worn(page):
    """The classes of a page's elements: literal words, and the literal results of an expression (`a-` for `a-{{ x }}`)."""
    for value in WORN.findall(page):
        for expression in re.findall(r"\{\{(.*?)\}\}", value):
            yield from words(" ".join(map("".join, CHOSEN.findall(expression.strip()))))
        yield from words(re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", value))


def words(text):
    return WORDS.findall(text)


def named(page):
    """Words that may become a class elsewhere: arguments of macros, and blocks for a class."""
    return {word for value in (*QUOTED.findall(page), *CLASS_BLOCK.findall(page)) for word in words("".join(value))}


def drawn(sheet):
    """The classes in the selectors of a style sheet."""
    for selector in RULES.findall(re.sub(r"url\([^)]*\)", "", sheet)):
        yield from re.findall(r"\.([a-z][\w-]*)", selector)


def by_file(pattern, read):
    """{class: a file that contains it}."""
    assert len(files(pattern)) > 10, "the gate looks at nothing"
    return {word: place(path, 1) for path in files(pattern) for word in read(COMMENTS.sub("", path.read_text()))}


TEMPLATES, SHEETS, SCRIPTS = "queue_app/templates/*.html", "queue_app/static/css/*.css", "queue_app/static/js/*.js"


def test_what_a_page_wears_is_drawn_or_driven():
    known = {**by_file(SHEETS, drawn), **by_file(SCRIPTS, named)}
    lost = {word: where for word, where in by_file(TEMPLATES, worn).items() if not begins_or_is(word, known)}
    assert lost == {}


def test_what_is_drawn_is_worn():
    pages = by_file(TEMPLATES, worn)
    known = {**pages, **by_file(TEMPLATES, named), **by_file(SCRIPTS, named)}
    begun = tuple(word for word in pages if word.endswith("-"))
    dead = {word: where for word, where in by_file(SHEETS, drawn).items() if word not in known}
    assert {word: where for word, where in dead.items() if not word.startswith(begun)} == {}


def begins_or_is(word, known):
    return word in known or (word.endswith("-") and any(one.startswith(word) for one in known))


@pytest.mark.parametrize(
    ("page", "classes"),
    [
        ('<p class="why small">', {"why", "small"}),
        ("""<p class="age{{ ' age-' ~ old if old == 'red' }}">""", {"age", "age-"}),
        ("""<p class="area-{{ state }} {{ 'on' if here in ('a', 'b') else 'off' }}">""", {"area-", "on", "off"}),
    ],
)
def test_the_gate_reads_a_page(page, classes):
    assert set(worn(page)) == classes


def test_the_gate_reads_a_sheet():
    assert set(drawn("@media print { .a-b:not(.c) > svg { width: 1.5rem; background: url(x.svg) } }")) == {"a-b", "c"}


# Safari does not accept a second value here and drops the declaration, so links in texts had no underline.
def test_a_decoration_has_one_value_for_safari_reads_no_second():
    several = re.compile(r"text-decoration\s*:\s*[^;}\s]+\s[^;}]*")
    assert several.search("a { text-decoration: underline 1px; }"), "the gate looks at nothing"
    assert {place(path, 1): found for path in files(SHEETS) if (found := several.findall(path.read_text()))} == {}
