"""A block is a period: one at a time, on an open item, with words that may change."""

from datetime import UTC, date, datetime

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.queue.block import (
    Block,
    BlockFacts,
    OpenBlock,
    check_block,
    edit_record,
    end_of,
    new_record,
    open_spell,
)
from queue_app.domain.queue.item import Item, State
from queue_app.domain.refusals import AlreadyBlocked, NotBlocked, NotOpen

TODAY = date(2026, 11, 23)
PAST = date(2026, 11, 22)
WORDS = Block("waits for the bank", kind=3, next_step="call", look_again=PAST)
WAITING = Item(id=7, number=1, title="Search", rank=0)


def facts(*, spell: Block | None = None, kind_known: bool = True, item: Item = WAITING) -> BlockFacts:
    return BlockFacts(item, OpenBlock(5, spell, datetime(2026, 11, 23, tzinfo=UTC)) if spell else None, kind_known)


def test_an_open_item_can_be_blocked_today() -> None:
    check_block(facts(), Block("waits", kind=3, look_again=TODAY), TODAY)
    check_block(facts(kind_known=False), Block("waits"), TODAY)


def test_a_closed_item_cannot_be_blocked() -> None:
    with pytest.raises(NotOpen):
        check_block(facts(item=Item(id=7, number=1, title="Search", state=State.DROPPED)), Block("waits"), TODAY)


def test_there_is_one_spell_at_a_time_and_the_refusal_says_which() -> None:
    with pytest.raises(AlreadyBlocked, match="waits for the bank"):
        check_block(facts(spell=WORDS), Block("waits"), TODAY)


@pytest.mark.parametrize(
    ("block", "field"), [(Block("w", kind=9), "kind"), (Block("w", look_again=PAST), "look_again")]
)
def test_unknown_kinds_and_past_days_are_refused(block, field) -> None:
    for rule in (
        lambda: check_block(facts(kind_known=False), block, TODAY),
        lambda: edit_record(facts(spell=Block("was"), kind_known=False), block, TODAY),
    ):
        with pytest.raises(InputError) as refused:
            rule()
        assert refused.value.field == field


def test_an_edit_is_recorded_as_what_changed() -> None:
    change = edit_record(facts(spell=WORDS), Block("waits for them", kind=3, next_step="call", look_again=TODAY), TODAY)
    assert change == {
        "id": 5,
        "was": {"sentence": "waits for the bank", "look_again": "2026-11-22"},
        "now": {"sentence": "waits for them", "look_again": "2026-11-23"},
    }


def test_what_stands_there_already_may_stay() -> None:
    assert edit_record(facts(spell=WORDS, kind_known=False), WORDS, TODAY) is None


def test_what_is_not_blocked_has_no_words_to_change() -> None:
    with pytest.raises(NotBlocked):
        open_spell(facts())
    with pytest.raises(NotBlocked):
        edit_record(facts(), WORDS, TODAY)


def test_a_new_spell_is_recorded_whole() -> None:
    expected = {"sentence": "waits for the bank", "kind": 3, "next_step": "call", "look_again": "2026-11-22"}
    assert new_record(5, WORDS) == {"id": 5, "now": expected}


def test_a_block_ends_with_the_finish_but_never_before_it_began() -> None:
    friday, monday = datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert end_of(friday, monday, None) == monday
    assert end_of(friday, monday, datetime(2026, 11, 20, 22, tzinfo=UTC)).day == 20
    assert end_of(friday, monday, datetime(2026, 11, 19, 22, tzinfo=UTC)) == friday
