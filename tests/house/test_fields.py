"""The limits and labels of an input are only in its Field. No template repeats them."""

import re

import pytest

from tests.house.source import files

LITERAL_LIMIT = re.compile(r"\b(?:max|min)length\s*=\s*[\"']?\d")
DRAWN_BY_HAND = re.compile(
    r"<textarea\b(?![^>]*\breadonly\b)|<select\b|<input\b(?![^>]*\btype=\"(?:hidden|radio|checkbox)\")|\bforms\.(?:line|lines|pick)\("
)


def pages():
    """{template: its text}, without the macros that render fields."""
    found = files("queue_app/templates/*.html")
    texts = {str(path).partition("/templates/")[2]: path.read_text() for path in found}
    return {name: text for name, text in texts.items() if name != "_macros/form.html"}


def test_no_template_types_how_much_fits():
    assert [name for name, text in pages().items() if LITERAL_LIMIT.search(text)] == []


def test_inputs_are_drawn_from_their_field():
    assert [name for name, text in pages().items() if DRAWN_BY_HAND.search(text)] == []


@pytest.mark.parametrize("text", ['<input maxlength="200">', "forms.field(form, f, maxlength=500)", "minlength = 12"])
def test_the_gate_sees_a_limit(text):
    assert LITERAL_LIMIT.search(text)


@pytest.mark.parametrize(
    "text",
    ['<textarea name="words">', '<input class="input" name="title">', '{{ forms.line(form, "title", "Title") }}'],
)
def test_the_gate_sees_an_input(text):
    assert DRAWN_BY_HAND.search(text)


@pytest.mark.parametrize("text", ['<input type="hidden" name="next">', "{{ forms.field(form, fields.title) }}"])
def test_the_gate_lets_pass(text):
    assert not DRAWN_BY_HAND.search(text)
    assert not LITERAL_LIMIT.search(text)
