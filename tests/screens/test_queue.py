"""The queue page's value: what is next, is there room, what runs, what waits, and what the page costs the database."""

from datetime import timedelta

import pytest

from queue_app.domain.errors import NotFound
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import OrderChanged
from queue_app.domain.team.rights import Role
from queue_app.screens.queue.queue import queue_screen
from queue_app.screens.search import Filter
from queue_app.screens.values import Headcount, NamesOnIt
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.team.members import set_role
from tests.cast import Cast
from tests.screens.reading import look
from tests.statements import counted
from tests.store.rows import area, fill, finished, start_back

ANEW = 5
"""Statements that read the cover anew; the service keeps it and asks with one whether it still holds."""
BECAUSE = Reason("learned", "Guests ask for it.")


def test_what_waits_stands_in_order_with_its_place_and_reason(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(move, items=[3], target=Target(end="top"), reason=BECAUSE)
    screen = look(cast, queue_screen)
    assert [(row.position, row.title) for row in screen.rows] == [(1, "Tax"), (2, "Search"), (3, "Refunds")]
    assert screen.rows[0].reason.words == "Guests ask for it."
    assert (screen.counts.waiting, screen.after) == (3, None)


def test_next_is_what_a_pull_hands_out_and_says_where_it_stands(cast: Cast) -> None:
    first, *_ = cast.add("Search", "Refunds")
    screen = look(cast, queue_screen)
    assert (screen.next.number, screen.next.position, screen.no_pull) == (first, 1, None)
    assert cast.do(pull_top, by=cast.alice, expect=screen.next.number).result["item"] == first


@pytest.mark.parametrize(("waiting", "why"), [(0, "nothing_waiting"), (4, "no_room")])
def test_when_nothing_can_be_pulled_it_says_why(cast: Cast, waiting: int, why: str) -> None:
    fill(cast, waiting) if waiting else None
    for _ in range(min(waiting, 3)):
        cast.do(pull_top)
    screen = look(cast, queue_screen)
    assert screen.no_pull == why
    assert (screen.room.running, screen.room.limit, screen.room.free) == (min(waiting, 3), 3, 3 - min(waiting, 3))
    assert (screen.next is not None) == (why == "no_room")


def test_names_are_for_the_team_and_a_number_for_observers(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    assert look(cast, queue_screen).running[0].on == NamesOnIt(("Alice",), mine=True)
    assert look(cast, queue_screen, cast.bob).running[0].on == NamesOnIt(("Alice",), mine=False)
    assert look(cast, queue_screen, cast.carol).running[0].on == Headcount(1)


def test_an_observer_may_nothing_and_a_stranger_sees_nothing(cast: Cast) -> None:
    assert look(cast, queue_screen, cast.carol).frame.me.may == frozenset()
    assert "move" not in look(cast, queue_screen, cast.alice).frame.me.may
    assert {"move", "pull"} <= look(cast, queue_screen, cast.bob).frame.me.may
    with pytest.raises(NotFound):
        look(cast, queue_screen, cast.mallory)


def test_finish_before_start_where_nobody_is_on_a_running_item(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    alone = look(cast, queue_screen)
    assert (alone.help_first, alone.running[0].help) == (False, "alone")
    cast.do(pull_top, by=cast.alice)
    left = look(cast, queue_screen)
    assert left.help_first
    assert [row.help for row in left.running] == ["nobody", "alone"]
    assert [item.title for item in left.mine] == ["Refunds"]


def test_the_age_is_compared_with_what_the_team_finished(cast: Cast) -> None:
    finished(cast, *range(1, 21))
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    start_back(cast, 1, days=18)
    screen = look(cast, queue_screen)
    age = screen.running[0].age
    assert (screen.sle.days, screen.sle.half) == (17, 10)
    assert (age.days, age.old, age.older_than) == (18, "over", 85)
    assert screen.help_first


def test_an_item_that_waited_long_in_between_is_in_its_second_run(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    assert not look(cast, queue_screen).running[0].age.second_run
    cast.do(put_back, item=1, kind="other")
    cast.now = cast.now.replace(month=12, day=15)
    cast.do(pull_top, by=cast.bob)
    age = look(cast, queue_screen).running[0].age
    assert (age.days, age.second_run) == (0, True)


def test_what_a_member_adds_is_new_and_counted_until_it_is_placed(cast: Cast) -> None:
    cast.do(add, by=cast.alice, titles=["Search", "Refunds"])
    screen = look(cast, queue_screen)
    assert [row.not_placed for row in screen.rows] == [True, True]
    assert screen.counts.not_placed == 2
    narrowed = look(cast, queue_screen, None, Filter(only=("not_placed",)))
    assert narrowed.counts.matches == 2


def test_a_filtered_list_shows_true_positions(cast: Cast) -> None:
    cast.add("Search rooms", "Tax", "Search stays", "Running")
    payments = area(cast, "Payments", 2)
    cast.do(move, items=[4], target=Target(end="top"), reason=BECAUSE)
    cast.do(pull_top, by=cast.alice)
    by_words = look(cast, queue_screen, None, Filter(words="SEARCH"))
    assert [(row.position, row.title) for row in by_words.rows] == [(1, "Search rooms"), (3, "Search stays")]
    assert (by_words.counts.matches, by_words.counts.waiting) == (2, 3)
    assert [row.position for row in look(cast, queue_screen, None, Filter(words="search stay")).rows] == [3]
    in_area = look(cast, queue_screen, None, Filter(areas=(payments,)))
    assert [(row.position, [one.name for one in row.areas]) for row in in_area.rows] == [(2, ["Payments"])]


@pytest.mark.parametrize("typed", ["100%", "a_b", "\\", "%", "\x00100%"])
def test_search_takes_every_character_as_it_is(cast: Cast, typed: str) -> None:
    cast.add("Costs 100% more a_b \\", "Costs 100 more aXb")
    assert [row.position for row in look(cast, queue_screen, None, Filter(words=typed)).rows] == [1]


def test_search_finds_an_item_by_its_number(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    assert [row.number for row in look(cast, queue_screen, None, Filter(words="#2")).rows] == [2]
    assert look(cast, queue_screen, None, Filter(words="99999999999")).rows == ()


def test_the_rest_comes_page_by_page_until_the_order_changes(cast: Cast) -> None:
    fill(cast, 250)
    first = look(cast, queue_screen)
    second = look(cast, queue_screen, after=first.after)
    last = look(cast, queue_screen, after=second.after)
    assert [row.position for page in (first, second, last) for row in page.rows] == list(range(1, 251))
    assert last.after is None
    narrowed = look(cast, queue_screen, None, Filter(words="item"), after=first.after)
    assert [row.position for row in narrowed.rows] == list(range(101, 201))
    cast.do(move, items=[200], target=Target(end="bottom"))
    with pytest.raises(OrderChanged):
        look(cast, queue_screen, after=second.after)


@pytest.mark.parametrize("cursor", ["", "7", "1-99999", "x-y", "1-2-3", "9999999999-1"])
def test_a_cursor_of_nowhere_begins_again(cast: Cast, cursor: str) -> None:
    fill(cast, 2)
    with pytest.raises(OrderChanged):
        look(cast, queue_screen, after=cursor)


def test_the_last_act_can_be_taken_back_for_ten_minutes_by_who_did_it(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax", "Photos", "Map")
    cast.do(move, items=[5], target=Target(above=4))
    undo = look(cast, queue_screen, cast.bob).frame.undo
    assert (undo.verb, undo.number, undo.title, undo.position) == ("moved", 5, "Map", 4)
    assert look(cast, queue_screen, cast.alice).frame.undo is None
    cast.do(pull_top, by=cast.alice)
    assert look(cast, queue_screen, cast.bob).frame.undo is not None
    cast.now += timedelta(minutes=10)
    assert look(cast, queue_screen, cast.bob).frame.undo is None


def test_what_somebody_touched_since_cannot_be_taken_back(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(move, items=[2], target=Target(end="top"), reason=BECAUSE)
    assert look(cast, queue_screen, cast.bob).frame.undo is not None
    cast.do(pull_top, by=cast.alice)
    assert look(cast, queue_screen, cast.bob).frame.undo is None


def test_what_has_no_neighbour_to_go_back_to_is_not_offered(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    cast.do(move, items=[3], target=Target(end="top"), reason=BECAUSE)
    cast.do(block, by=cast.alice, item=2, sentence="Waits")
    assert look(cast, queue_screen, cast.bob).frame.undo is not None
    cast.do(drop, by=cast.alice, item=2, reason="Not needed")
    assert look(cast, queue_screen, cast.bob).frame.undo is None


@pytest.mark.parametrize("count", [3, 300])
def test_the_page_costs_as_many_statements_however_many_items_there_are(cast: Cast, count: int) -> None:
    fill(cast, count)
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.bob)
    look(cast, queue_screen)  # Makes the forecast of the day.
    with counted(cast.doors) as sent:
        look(cast, queue_screen)
    assert len(sent) == 15 + ANEW
    with counted(cast.doors) as sent:
        look(cast, queue_screen, None, Filter("item", (1,), ("blocked", "waits", "mine", "not_placed")))
    assert len(sent) == 17 + ANEW
    with counted(cast.doors) as sent:
        look(cast, queue_screen, None, Filter(words="7"))
    assert len(sent) <= 24 + ANEW
