"""Which input is valid, and the sentence for invalid input."""

from datetime import date
from typing import Any

import pytest

from queue_app.domain import inputs
from queue_app.domain.errors import InputError


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Search  ", "Search"),
        ("two\r\n lines", "two lines"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("a\u2028b", "a b"),
        ("🧭 map", "🧭 map"),
    ],
)
def test_a_line_is_cleaned(raw: str, clean: str) -> None:
    assert inputs.line("title", raw, 200) == clean


@pytest.mark.parametrize(
    "raw",
    [None, 5, ["a"], "", "   ", "a\x00b", "\ud800", "a\x1bb", "x" * 201, {"a": 1}, "\u202e\u200b", "\u00ad \ufe0f"],
)
def test_what_is_no_line_is_refused_with_its_field(raw: Any) -> None:
    with pytest.raises(InputError) as refused:
        inputs.line("title", raw, 200)
    assert refused.value.field == "title"
    assert str(refused.value).endswith(".")


def test_text_keeps_its_lines() -> None:
    assert inputs.text("words", "a\r\n\tb\rc", 20) == "a\n\tb\nc"


@pytest.mark.parametrize("raw", [True, 1.5, "1.5", 2**63, "9" * 30, "\u0663", None, [1]])
def test_what_is_no_whole_number_is_refused(raw: Any) -> None:
    with pytest.raises(InputError):
        inputs.whole("limit", raw, 1, 99)


def test_numbers_and_days_come_as_values_or_as_text() -> None:
    assert inputs.whole("limit", "7", 1, 99) == inputs.whole("limit", 7, 1, 99) == 7
    assert inputs.day("on", "2026-11-23") == date(2026, 11, 23)


@pytest.mark.parametrize("raw", ["2026-13-01", "23.11.2026", "2026-11-23T10:00", 20261123, "0000-01-01"])
def test_what_is_no_day_is_refused(raw: Any) -> None:
    with pytest.raises(InputError):
        inputs.day("on", raw)
