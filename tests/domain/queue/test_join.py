"""Joining is a person's own click on a running item."""

from dataclasses import replace

import pytest

from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.join import OnItFacts, check_leave, join_item
from queue_app.domain.refusals import AlreadyOnIt, NotOnIt, NotRunning

ITEM = Item(id=7, number=1, title="Search", state=State.IN_PROGRESS, rank=0, slot=1, run=2, company="a second person")


def test_a_second_person_is_the_company_that_was_asked_for() -> None:
    assert join_item(OnItFacts(ITEM, 1, ())).company is None


def test_the_first_one_on_it_still_looks_for_company() -> None:
    assert join_item(OnItFacts(ITEM, 0, ())) == ITEM


def test_nobody_is_on_an_item_twice_and_nobody_leaves_what_they_are_not_on() -> None:
    with pytest.raises(AlreadyOnIt):
        join_item(OnItFacts(ITEM, 1, ((7, 2),)))
    with pytest.raises(NotOnIt):
        check_leave(OnItFacts(ITEM, 1, ((8, 2),)))
    check_leave(OnItFacts(ITEM, 1, ((7, 2),)))


@pytest.mark.parametrize("state", [State.WAITING, State.FINISHED, State.DROPPED])
@pytest.mark.parametrize("rule", [join_item, check_leave])
def test_only_a_running_item_can_be_joined_or_left(rule, state) -> None:
    with pytest.raises(NotRunning):
        rule(OnItFacts(replace(ITEM, state=state), 0, ()))
