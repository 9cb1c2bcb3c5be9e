"""List markers are removed from pasted titles, and nothing else."""

import pytest

from queue_app.domain.titles import without_marks


@pytest.mark.parametrize(
    "mark", ["- ", "* ", "+ ", "\u2022 ", "\u2022\t", "[ ] ", "- [ ] ", "* [x] ", "\u2610 ", "1. ", "1) ", "1. [ ] "]
)
def test_marks_of_a_list_are_no_part_of_a_title(mark):  # W5
    assert without_marks([f"{mark}Buy paint"]) == ["Buy paint"]


def test_numbers_go_where_they_count_the_lines():  # W5
    assert without_marks(["1. a", "2. b", "3. c"]) == ["a", "b", "c"]
    assert without_marks(["1. a", "1. b"]) == ["a", "b"]
    assert without_marks(["3. Quartal", "4. Quartal"]) == ["3. Quartal", "4. Quartal"]
    assert without_marks(["1. a", "b"]) == ["1. a", "b"]


@pytest.mark.parametrize(
    "title", ["-", "- ", "[ ]", "-5 degrees", "*bold*", "[a] b", "1.5 times", "2026-11-29", "--help", "\u2013"]
)
def test_what_only_looks_like_a_mark_stays(title):
    assert without_marks([title, "next"]) == [title, "next"]
