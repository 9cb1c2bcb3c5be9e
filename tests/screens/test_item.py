"""The item page's value: what it is, who is on it, what it waits for, what happened, and what may be done with it."""

from datetime import timedelta

import pytest

from queue_app.domain.errors import NotFound
from queue_app.domain.queue.item import State
from queue_app.domain.queue.order import Target
from queue_app.screens.item.item import item_screen
from queue_app.screens.values import Headcount, NamesOnIt, Plan
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import add_step, edit_plan, tick_step
from queue_app.usecases.queue.pull import pull_top, skip, swap
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.urgent import urgent
from tests.cast import Cast
from tests.screens.reading import look
from tests.screens.test_queue import BECAUSE
from tests.statements import counted


def test_a_waiting_item_says_where_it_stands_and_what_may_be_done(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    top = look(cast, item_screen, None, 1)
    assert (top.position, top.of, top.state) == (1, 2, State.WAITING)
    assert {"pull", "skip", "block", "split", "urgent", "edit_block"} & top.may == {
        "pull",
        "skip",
        "block",
        "split",
        "urgent",
    }
    assert "move" not in top.may
    assert "move" in look(cast, item_screen, cast.bob, 1).may
    second = look(cast, item_screen, None, 2)
    assert "skip" not in second.may
    assert "“Search”" in str(second.refusals["pull"])


def test_without_room_it_says_so(cast: Cast) -> None:
    cast.add("A", "B", "C", "D")
    for _ in range(3):
        cast.do(pull_top)
    assert "3 of 3 are in progress" in str(look(cast, item_screen, None, 4).refusals["pull"])


def test_a_running_item_has_people_and_is_joined_left_finished_or_swapped(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    mine = look(cast, item_screen, cast.alice, 1)
    assert mine.on == NamesOnIt(("Alice",), mine=True)
    assert {"finish", "leave", "swap", "put_back"} <= mine.may
    assert "join" not in mine.may
    assert mine.next_up.title == "Refunds"
    assert "join" in look(cast, item_screen, cast.bob, 1).may
    assert look(cast, item_screen, cast.carol, 1).on == Headcount(1)
    assert look(cast, item_screen, cast.carol, 1).may == frozenset()


def test_a_swap_with_nothing_else_ready_is_refused_in_words(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, by=cast.alice, item=2, sentence="waits for the bank")
    screen = look(cast, item_screen, cast.alice, 1)
    assert "Blocked: 1." in str(screen.refusals["swap"])
    assert screen.next_up is None


def test_the_second_urgent_item_is_refused_by_naming_the_first(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(urgent, item=2, reason=BECAUSE)
    assert "“Refunds”" in str(look(cast, item_screen, None, 1).refusals["urgent"])
    assert look(cast, item_screen, None, 1).frame.urgent == 2, "P5: every page knows it"
    assert "calm" in look(cast, item_screen, None, 2).may


def test_a_block_is_shown_with_its_words_and_can_only_be_changed_or_ended(cast: Cast) -> None:
    cast.add("Search")
    cast.do(block, by=cast.alice, item=1, sentence="waits for the bank", next_step="call at 11")
    screen = look(cast, item_screen, None, 1)
    assert (screen.block.sentence, screen.block.next_step) == ("waits for the bank", "call at 11")
    assert {"block", "edit_block", "unblock"} & screen.may == {"edit_block", "unblock"}


def test_finishing_presets_the_day_and_who_is_on_it(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.now += timedelta(days=9)
    choices = look(cast, item_screen, cast.bob, 1).finish
    assert (choices.last, choices.first) == (cast.now.date(), cast.now.date() - timedelta(days=7))
    assert [(worker.name, worker.ticked) for worker in choices.workers] == [("Alice", True), ("Bob", False)]


def test_what_left_the_order_can_only_come_back(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.now += timedelta(days=2)
    cast.do(finish, by=cast.alice, item=1)
    cast.do(drop, item=2, reason="Nobody asks for it.")
    done, dropped = look(cast, item_screen, cast.bob, 1), look(cast, item_screen, cast.bob, 2)
    assert (done.cycle_days, done.worked_by, done.position) == (2, 1, None)
    assert {"reopen", "restore", "finish", "move"} & done.may == {"reopen"}
    assert {"reopen", "restore", "finish", "move"} & dropped.may == {"restore"}


def test_the_history_tells_each_event_and_names_only_who_signed_for_whom_names_are_meant(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Tax")
    cast.do(move, items=[1], target=Target(below=2), reason=BECAUSE)
    cast.do(pull_top, by=cast.alice)
    cast.do(pull_top, by=cast.alice)
    lines = look(cast, item_screen, cast.bob, 1).history
    assert [line.kind for line in lines] == ["pulled", "moved", "added"]
    assert (lines[1].other.title, lines[1].reason.words, lines[1].by) == ("Refunds", "Guests ask for it.", "Bob")
    assert lines[0].by is None
    assert {line.by for line in look(cast, item_screen, cast.carol, 1).history} == {None}


def test_both_sides_of_a_swap_and_of_a_split_find_each_other(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(swap, by=cast.alice, item=1, kind="other", words="first the money")
    went, came = (look(cast, item_screen, None, number).history[0] for number in (1, 2))
    assert (went.other.title, went.pulled) == ("Refunds", False)
    assert (came.other.title, came.pulled) == ("Search", True)
    cast.do(split, by=cast.alice, item=2, pieces=["Refund all", "Refund a part"])
    assert [piece.title for piece in look(cast, item_screen, None, 2).pieces] == ["Refund a part"]
    piece = look(cast, item_screen, None, 3)
    assert (piece.origin.title, piece.history[0].other.title) == ("Refund all", "Refund all")


def test_joins_are_told_without_a_name(cast: Cast) -> None:
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(join, by=cast.bob, item=1)
    cast.do(leave, by=cast.alice, item=1)
    lines = look(cast, item_screen, cast.bob, 1).history
    assert [(line.kind, line.by) for line in lines[:2]] == [("left", None), ("joined", None)]


def test_a_plan_that_grows_is_one_line_a_day_with_how_much_of_it_is_done(cast: Cast) -> None:
    cast.add("Search")
    cast.do(edit_plan, by=cast.alice, item=1, lines=["ask", "build"])
    cast.now += timedelta(days=1)
    cast.do(tick_step, by=cast.alice, item=1, step="ask", done=True)
    cast.do(add_step, by=cast.alice, item=1, step="tell")
    lines = look(cast, item_screen, None, 1).history
    assert [line.kind for line in lines] == ["planned", "planned", "added"]
    assert [line.plan for line in lines[:2]] == [Plan(1, 3), Plan(0, 2)]


def test_my_skip_is_shown_to_me_alone(cast: Cast) -> None:
    cast.add("Search", "Refunds")
    cast.do(skip, by=cast.alice, item=1, kind="area")
    assert look(cast, item_screen, cast.alice, 1).skipped
    assert not look(cast, item_screen, cast.bob, 1).skipped
    assert "“Refunds”" in str(look(cast, item_screen, cast.alice, 1).refusals["pull"])


@pytest.mark.parametrize("number", [2, 2**31 - 1])
def test_an_item_that_there_is_not_is_not_found(cast: Cast, number: int) -> None:
    cast.add("Search")
    with pytest.raises(NotFound):
        look(cast, item_screen, None, number)


def test_the_page_costs_as_many_statements_however_long_the_history_is(cast: Cast) -> None:
    cast.do(add, by=cast.alice, titles=["Search", "Refunds"])
    cast.do(pull_top, by=cast.alice)
    look(cast, item_screen, cast.bob, 1)  # Makes the forecast of the day.
    with counted(cast.doors) as first:
        look(cast, item_screen, cast.bob, 1)
    for _ in range(10):
        cast.do(join, by=cast.bob, item=1)
        cast.do(leave, by=cast.bob, item=1)
    with counted(cast.doors) as then:
        look(cast, item_screen, cast.bob, 1)
    assert len(then) == len(first)
    assert len(then) <= 22
