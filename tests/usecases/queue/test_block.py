"""Block: a spell with a sentence on an open item. Its place and its slot stay; a pull passes over it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from queue_app.domain.errors import InputError, NotFound, Refusal, RoleTooLow
from queue_app.domain.refusals import AlreadyBlocked, NotBlocked, NotOpen
from queue_app.usecases.queue.block import block, edit_block, unblock
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.transaction import run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast
from tests.statements import counted

TODAY = date(2026, 11, 23)


def test_a_blocked_item_keeps_place_and_slot_and_its_spell_is_open(cast: Cast) -> None:
    (one,) = given.running(cast, "Search")
    kind = given.block_kind(cast)
    cast.do(
        block, by=cast.alice, item=one, sentence="waits for the bank", kind=kind, next_step="call", look_again=TODAY
    )
    item, (spell,) = cast.item(one), given.spells(cast)
    assert (item.block_id, item.slot, item.blocked) == (spell.id, 1, True)
    assert (spell.item_id, spell.from_at, spell.edited_at, spell.to_at) == (item.id, cast.now, cast.now, None)
    assert (spell.sentence, spell.kind_id, spell.next_step, spell.look_again) == (
        "waits for the bank",
        kind,
        "call",
        TODAY,
    )


def test_the_history_holds_the_whole_spell_and_no_name(cast: Cast) -> None:
    (one,) = cast.add("Search")
    cast.do(block, by=cast.alice, item=one, sentence="waits")
    event, (spell,) = given.last_event(cast), given.spells(cast)
    said = {"sentence": "waits", "kind": None, "next_step": None, "look_again": None}
    assert (event.kind, event.by) == ("blocked", None)
    assert event.data["block"] == {"id": spell.id, "now": said}
    assert event.data["items"] == [
        {"id": cast.item(one).id, "was": {"block_id": None}, "now": {"block_id": spell.id}},
    ]


def test_a_pull_passes_over_it_until_it_moves_again(cast: Cast) -> None:
    one, two = cast.add("Search", "Refunds")
    cast.do(block, item=one, sentence="waits")
    assert cast.do(pull_top).result == {"item": two, "passed": 1}
    cast.do(unblock, by=cast.alice, item=one)
    assert cast.do(pull_top).result == {"item": one, "passed": 0}


def test_unblocking_ends_the_spell_and_another_may_begin(cast: Cast) -> None:
    (one,) = cast.add("Search")
    cast.do(block, item=one, sentence="waits")
    cast.do(unblock, item=one)
    (spell,) = given.spells(cast)
    assert (spell.to_at, cast.item(one).block_id) == (cast.now, None)
    event = given.last_event(cast)
    assert (event.kind, event.data["block"]) == (
        "unblocked",
        {"id": spell.id, "was": {"to_at": None}, "now": {"to_at": cast.now.isoformat()}},
    )
    cast.do(block, item=one, sentence="waits again")
    assert [s.to_at is None for s in given.spells(cast)] == [False, True]


def test_an_edit_changes_the_words_and_the_spell_goes_on(cast: Cast) -> None:
    (one,) = cast.add("Search")
    cast.do(block, item=one, sentence="waits", next_step="call")
    began = cast.now
    cast.do(edit_block, item=one, sentence="waits for the bank", kind=given.block_kind(cast))
    (spell,) = given.spells(cast)
    assert (spell.sentence, spell.next_step, spell.from_at, spell.edited_at) == (
        "waits for the bank",
        None,
        began,
        cast.now,
    )
    event = given.last_event(cast)
    assert event.kind == "block_edited"
    assert event.data["block"]["was"] == {"sentence": "waits", "kind": None, "next_step": "call"}
    assert event.data["items"] == [{"id": cast.item(one).id, "now": {}}]


def test_an_edit_that_changes_nothing_is_no_event(cast: Cast) -> None:
    (one,) = cast.add("Search")
    blocked = cast.do(block, item=one, sentence="waits", look_again=TODAY)
    cast.now = cast.now.replace(day=25)
    outcome = cast.do(edit_block, item=one, sentence="waits", look_again=TODAY)
    assert (outcome.changed, outcome.seq) == (False, blocked.seq)


def test_the_block_stays_when_it_is_put_back_and_ends_when_it_is_finished(cast: Cast) -> None:
    (one,) = given.running(cast, "Search")
    cast.do(block, item=one, sentence="waits")
    cast.do(put_back, item=one, kind="cannot_go_on")
    assert cast.item(one).blocked
    cast.do(unblock, item=one)
    cast.do(pull_top)
    cast.do(block, item=one, sentence="waits")
    cast.do(finish, item=one)
    assert not cast.item(one).blocked
    assert [spell.to_at is not None for spell in given.spells(cast)] == [True, True]


@pytest.mark.parametrize("command", [{"kind": 10**6}, {"look_again": date(2026, 11, 22)}])
def test_an_unknown_kind_and_a_past_day_are_refused(cast: Cast, command) -> None:
    one, two = cast.add("Search", "Refunds")
    cast.do(block, item=two, sentence="waits")
    for use_case, item in ((block, one), (edit_block, two)):
        with pytest.raises(InputError) as refused:
            cast.do(use_case, item=item, sentence="waits", **command)
        assert [refused.value.field] == list(command)
    assert len(given.spells(cast)) == 1


def test_the_kind_of_another_team_is_unknown_and_one_off_the_list_too(cast: Cast) -> None:
    (one,) = cast.add("Search")
    gone = given.block_kind(cast, archived=True)
    with pytest.raises(InputError):
        cast.do(block, item=one, sentence="waits", kind=gone)
    others = Cast(cast.doors, cast.other_team, cast.alice, cast.mallory, cast.carol, cast.team, cast.bob)
    with pytest.raises(InputError):
        cast.do(block, item=one, sentence="waits", kind=given.block_kind(others))


def test_what_is_closed_blocked_already_or_not_blocked_is_refused(cast: Cast) -> None:
    (one,) = given.running(cast, "Search")
    for use_case, command in ((edit_block, {"sentence": "waits"}), (unblock, {})):
        with pytest.raises(NotBlocked):
            cast.do(use_case, item=one, **command)
    cast.do(block, item=one, sentence="waits for the bank")
    with pytest.raises(AlreadyBlocked, match="waits for the bank"):
        cast.do(block, item=one, sentence="waits")
    cast.do(finish, item=one)
    with pytest.raises(NotOpen):
        cast.do(block, item=one, sentence="waits")
    with pytest.raises(NotBlocked):
        cast.do(unblock, item=one)


@pytest.mark.parametrize(
    ("use_case", "command"), [(block, {"sentence": "w"}), (edit_block, {"sentence": "w"}), (unblock, {})]
)
def test_an_observer_may_not_and_a_stranger_sees_nothing(cast: Cast, use_case, command) -> None:
    cast.add("Search")
    with pytest.raises(RoleTooLow):
        cast.do(use_case, by=cast.carol, item=1, **command)
    with pytest.raises(NotFound):
        cast.do(use_case, by=cast.mallory, item=1, **command)
    with pytest.raises(NotFound):
        cast.do(use_case, item=99, **command)


def test_two_people_block_the_same_item_and_one_is_told_so(cast: Cast) -> None:
    cast.add("Search")

    def one_of_them(person: int) -> str:
        try:
            run(cast.doors, block, Actor(cast.team, person), item=1, sentence="waits", clock_now=lambda: cast.now)
        except Refusal as refusal:
            return refusal.code
        return "blocked"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(one_of_them, (cast.alice, cast.bob))) == ["already_blocked", "blocked"]


def test_each_takes_six_statements(cast: Cast) -> None:
    cast.add("Search")
    for use_case, command in ((block, {"sentence": "w"}), (edit_block, {"sentence": "v"}), (unblock, {})):
        with counted(cast.doors) as sent:
            cast.do(use_case, item=1, **command)
        assert len(sent) <= 6, sent
