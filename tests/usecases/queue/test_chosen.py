"""Several chosen items at once: their areas, and dropping them. One event each, and one undo."""

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NotWaiting, TooManyAreas
from queue_app.screens.queue.queue import queue_screen
from queue_app.store.cover.areas import tags_of
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.chosen import drop_items, tag
from queue_app.usecases.queue.edit import set_areas
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.undo import undo
from tests import given
from tests.cast import Cast
from tests.screens.reading import look
from tests.statements import counted
from tests.store.rows import fill


def tags(cast: Cast, *numbers: int) -> list[list[int]]:
    ids = [cast.item(number).id for number in numbers]
    with cast.doors.reading() as conn:
        found = tags_of(conn, cast.team, ids)
    return [found.get(id_, []) for id_ in ids]


def tagged(cast: Cast) -> list[int]:
    """Three items, of which the second has an area; the ids of four areas."""
    cast.add("A", "B", "C")
    areas = [given.area(cast, name) for name in ("Shop", "Data", "Desk", "Fees")]
    cast.do(set_areas, item=2, areas=areas[:1])
    return areas


def test_areas_are_added_in_one_event_and_one_undo_takes_them_back(cast: Cast) -> None:
    shop, data, desk, _ = tagged(cast)
    outcome = cast.do(tag, by=cast.alice, numbers=[3, 1, 2], areas=[data, shop])
    assert tags(cast, 1, 2, 3) == [[data, shop], [shop, data], [data, shop]]
    assert [record["id"] for record in given.last_event(cast).data["items"]] == [cast.item(n).id for n in (1, 2, 3)]
    assert not cast.do(tag, by=cast.alice, numbers=[1, 2, 3], areas=[shop]).changed
    cast.do(undo, by=cast.alice, seq=outcome.seq)
    assert tags(cast, 1, 2, 3) == [[], [shop], []]
    cast.do(tag, numbers=[1, 2], areas=[desk], how="set")
    assert tags(cast, 1, 2, 3) == [[desk], [desk], []]
    cast.do(tag, numbers=[1, 2], areas=[], how="set")
    assert tags(cast, 1, 2) == [[], []]


def test_one_item_with_too_many_areas_leaves_all_as_they_are(cast: Cast) -> None:
    shop, *others = tagged(cast)
    with pytest.raises(TooManyAreas, match="“B” would have 4 areas"):
        cast.do(tag, numbers=[1, 2], areas=others)
    for numbers, areas, error in (
        ([1, 9], others, NotFound),
        ([1], [99], InputError),
        ([1], [*others, shop], InputError),
    ):
        with pytest.raises(error):
            cast.do(tag, numbers=numbers, areas=areas)
    with pytest.raises(RoleTooLow):
        cast.do(tag, by=cast.carol, numbers=[1], areas=others)
    assert tags(cast, 1, 2) == [[], [shop]]


@pytest.mark.parametrize("numbers", [(1, 2, 3), (2, 4, 6), (6, 1), (5,)])
def test_dropped_together_they_come_back_to_their_places_with_their_blocks(cast: Cast, numbers: tuple[int]) -> None:
    cast.add(*"ABCDEF")
    for number in (2, 6):
        cast.do(block, item=number, sentence="Waits.")
    before = cast.order(), [cast.item(n).block_id for n in range(1, 7)]
    cast.do(drop_items, numbers=numbers, reason="Nobody needs them.")
    assert cast.order() == [title for n, title in enumerate("ABCDEF", 1) if n not in numbers]
    assert {cast.item(n).state for n in numbers} == {State.DROPPED}
    ended = {spell.id for spell in given.spells(cast) if spell.to_at}
    assert len(ended) == len({2, 6} & set(numbers))
    line = look(cast, queue_screen, cast.bob).frame.undo
    assert (line.verb, line.more) == ("dropped", len(numbers) - 1), "the page offers the undo"
    cast.do(undo)
    assert (cast.order(), [cast.item(n).block_id for n in range(1, 7)]) == before
    assert [spell.to_at for spell in given.spells(cast)] == [None, None]


def test_one_that_does_not_wait_any_more_leaves_all_in_the_order(cast: Cast) -> None:
    cast.add(*"ABC")
    cast.do(pull_top, by=cast.alice)
    with pytest.raises(NotWaiting, match="“A” is in progress"):
        cast.do(drop_items, numbers=[1, 2], reason="Nobody needs them.")
    with pytest.raises(NotFound):
        cast.do(drop_items, numbers=[2, 9], reason="Nobody needs them.")
    with pytest.raises(RoleTooLow):
        cast.do(drop_items, by=cast.alice, numbers=[2], reason="Nobody needs them.")
    assert cast.order() == ["A", "B", "C"]


@pytest.mark.parametrize(("verb", "command"), [(drop_items, {"reason": "No."}), (tag, {"how": "add"})])
def test_many_cost_as_many_statements_as_one_in_any_queue(cast: Cast, verb, command) -> None:
    fill(cast, 1_000)
    shop = given.area(cast, "Shop")
    command |= {"areas": [shop]} if verb is tag else {}
    sent = []
    for numbers in ([1], list(range(100, 500, 2))):
        for use_case, inputs in ((verb, {"numbers": numbers, **command}), (undo, {})):
            with counted(cast.doors) as statements:
                cast.do(use_case, **inputs)
            sent.append(len(statements))
    assert sent[:2] == sent[2:], sent
    assert max(sent) <= 9, sent
