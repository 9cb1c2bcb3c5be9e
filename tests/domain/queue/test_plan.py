"""The plan: a step with unchanged words keeps its tick, whatever other steps change."""

from datetime import UTC, datetime

import pytest

from queue_app.domain.queue.plan import Step, parted, plan_from_lines, tick_step

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PLAN = [Step("fix", NOW), Step("tell"), Step("fix")]


def test_lines_become_steps_and_known_words_keep_their_tick() -> None:
    assert plan_from_lines(PLAN, ["look", "tell", "fix"]) == [Step("look"), Step("tell"), Step("fix", NOW)]


def test_the_same_words_twice_keep_one_tick_each() -> None:
    assert plan_from_lines(PLAN, ["fix", "fix", "fix"]) == [Step("fix", NOW), Step("fix"), Step("fix")]


@pytest.mark.parametrize(
    ("words", "done_at", "after"),
    [
        ("tell", LATER, [Step("fix", NOW), Step("tell", LATER), Step("fix")]),
        ("fix", LATER, [Step("fix", NOW), Step("tell"), Step("fix", LATER)]),
        ("fix", None, [Step("fix"), Step("tell"), Step("fix")]),
        ("tell", None, PLAN),
        ("gone", LATER, None),
    ],
)
def test_a_step_is_ticked_by_its_words(words: str, done_at: datetime | None, after: list[Step] | None) -> None:
    assert tick_step(PLAN, words, done_at) == after


def test_it_parts_into_done_and_open() -> None:
    assert parted(PLAN) == ([Step("fix", NOW)], [Step("tell"), Step("fix")])
