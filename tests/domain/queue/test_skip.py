"""A person can only skip the item that their pull would take."""

from dataclasses import replace

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.pull import PullFacts, check_skip
from queue_app.domain.refusals import NotNext, NotWaiting

TOP = Item(id=2, number=2, title="B", rank=1)
FACTS = PullFacts(running=3, limit=3, slot=None, top=TOP, passed=0)


def test_the_top_item_can_be_skipped_with_or_without_room() -> None:
    check_skip(TOP, FACTS, "area", None)
    check_skip(TOP, replace(FACTS, slot=1), "other", "my arm is broken")


@pytest.mark.parametrize("facts", [replace(FACTS, top=None), replace(FACTS, top=replace(TOP, id=3))])
def test_any_other_item_is_not_next(facts) -> None:
    with pytest.raises(NotNext):
        check_skip(TOP, facts, "area", None)


@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.FINISHED, State.DROPPED])
def test_what_does_not_wait_cannot_be_skipped(state) -> None:
    with pytest.raises(NotWaiting):
        check_skip(replace(TOP, state=state), FACTS, "area", None)


@pytest.mark.parametrize("why", [None, ""])
def test_another_reason_than_the_area_is_said(why) -> None:
    with pytest.raises(InputError):
        check_skip(TOP, FACTS, "other", why)
