"""However the bytes of a file are damaged, a look reports what it read or refuses with sentences. It never fails otherwise."""

import json
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from queue_app.domain.errors import InputError
from queue_app.domain.importing.flaws import FlawedFile
from queue_app.domain.importing.looking.look import look_at
from queue_app.domain.importing.looking.report import report

EXPORTS = Path(__file__).parents[1] / "exports"
NAMES = sorted(path.name for path in EXPORTS.iterdir() if path.suffix in (".csv", ".txt", ".json"))
NAMES.remove("expected.json")
SIGNS = (
    b'"',
    b'""',
    b"\n",
    b"\r",
    b"\0",
    b",",
    b";" * 40,
    b"{",
    b"]",
    b"[[",
    b"\xff",
    b"\xe3",
    b"null",
    b"1e999",
    b"-",
)
WORDS = (None, True, -1, 10**30, 1e308, "", "x", "2026-01-01", [], {}, [None], ["a"], {"nodes": [None, 1]})


@cache
def raw(name):
    return (EXPORTS / name).read_bytes()


def told(content):
    """The printed report, or the sentence of the refusal."""
    try:
        return json.dumps(report(look_at(content)))
    except (FlawedFile, InputError) as refused:
        return str(refused)


@st.composite
def damaged(draw):
    content = raw(draw(st.sampled_from(NAMES)))
    at = draw(st.integers(0, len(content) - 1))
    how = draw(st.sampled_from(("flip", "cut", "lose", "put in")))
    if how == "flip":
        return content[:at] + bytes([draw(st.integers(0, 255))]) + content[at + 1 :]
    if how == "cut":
        return content[:at]
    if how == "lose":
        return content[:at] + content[at + draw(st.integers(1, 300)) :]
    return content[:at] + draw(st.sampled_from(SIGNS)) + content[at:]


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_a_damaged_file_is_told_or_refused(content):
    assert told(content)


@st.composite
def odd_json(draw):
    """A JSON export in which one value is of another kind, or missing."""
    value = json.loads(raw(draw(st.sampled_from([name for name in NAMES if name.endswith(".json")]))))
    inner = value
    while True:
        keys = list(inner) if isinstance(inner, dict) else range(min(len(inner), 4))
        key = draw(st.sampled_from(sorted(keys)))
        if isinstance(inner[key], dict | list) and inner[key] and draw(st.integers(0, 4)):
            inner = inner[key]
            continue
        inner[key] = draw(st.sampled_from(WORDS))
        return json.dumps(value).encode()


@settings(max_examples=100, deadline=None)
@given(odd_json())
def test_a_value_of_another_kind_is_told_or_refused(content):
    assert told(content)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_told_or_refused(content):
    assert told(content)
