"""What a change of the order costs, from the rows and the history of both engines."""

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.screens.frame import act_of
from queue_app.screens.queue.cost import cost_of_event, cost_of_move
from queue_app.screens.queue.queue import queue_screen
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.drop import drop
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo
from tests.cast import Cast
from tests.screens.reading import look
from tests.statements import counted
from tests.store.rows import history

REASON = Reason("other", "Because.")
TOP = {"target": Target(end="top"), "reason": REASON}


@pytest.fixture
def ten(cast: Cast) -> Cast:
    """Ten waiting items of a team that finishes one every other day."""
    history(cast, days=60)
    cast.add(*"ABCDEFGHIJ")
    return cast


def last(cast: Cast):
    """What the manager's last act cost, as the page tells it."""
    return look(cast, queue_screen, cast.bob).frame.undo.cost


def titles(cost, later: bool = True) -> str:
    return "".join(one.title for one in cost.changes if (one.days > 0) is later)


def test_what_a_lifted_item_passed_slips_and_it_comes_sooner(ten):
    ten.do(move, items=[8], target=Target(above=3), reason=REASON)
    cost = last(ten)
    assert (titles(cost), titles(cost, later=False)) == ("CDEFG", "H")
    assert (cost.slips, cost.gains) == (5, 1)
    assert [one.place for one in cost.changes] == [3, 4, 5, 6, 7, 8]
    assert all(one.after.p85 >= one.before.p85 for one in cost.changes[1:])


def test_what_it_would_cost_is_what_it_costs(ten):
    with ten.doors.reading() as conn:
        told = ten.forecasts(conn, ten.team, ten.now)
        before = cost_of_move(conn, ten.team, told, [8, 9], Target(above=3))
    ten.do(move, items=[8, 9], target=Target(above=3), reason=REASON)
    assert last(ten) == before


def added(cast: Cast, **place):
    """What a new item costs, told from its event."""
    seq = cast.do(add, titles=["K"], **place).seq
    with cast.doors.reading() as conn:
        act = act_of(conn, cast.team, seq)
        told = cast.forecasts(conn, cast.team, cast.now)
        return cost_of_event(conn, cast.team, told, act.verb, act.data)


def test_an_item_at_the_bottom_costs_nothing(ten):
    assert added(ten) is None


def test_an_item_at_a_place_costs_those_below(ten):
    assert titles(added(ten, target=Target(above=9), reason=REASON)) == "IJ"


def test_a_drop_is_a_gain(ten):
    ten.do(drop, item=8, reason="No.")
    assert (titles(last(ten), later=False), last(ten).slips) == ("IJ", 0)


def test_an_undo_is_told_with_what_it_gives_back(ten):
    ten.do(move, items=[10], **TOP)
    ten.do(undo)
    with ten.doors.reading() as conn:
        assert cost_of_move(conn, ten.team, ten.forecasts(conn, ten.team, ten.now), [10], Target(end="bottom")) is None
    assert ten.order() == list("ABCDEFGHIJ")


def test_pieces_count_one_each_and_the_whole_item_what_we_make_of_one(ten):
    ten.do(split, item=1, pieces=["A", "A2", "A3"])
    assert titles(last(ten)) == "BCDEFGHIJ"  # where we make one of one, two more pieces put everything two places back
    number = ten.do(pull_top, by=ten.alice).result["item"]
    ten.do(finish, by=ten.alice, item=number)
    ten.do(split, item=2, pieces=["B", "B2"])
    assert last(ten).slips == 8


def test_blocked_and_running_items_have_no_cost_of_their_own(ten):
    ten.do(block, item=5, sentence="Waits.")
    ten.do(pull_top, by=ten.alice)
    ten.do(move, items=[10], **TOP)
    assert titles(last(ten)) == "BCDFGHI"


def test_an_anchor_that_left_costs_nothing_and_is_no_error(ten):
    with ten.doors.reading() as conn:
        assert cost_of_move(conn, ten.team, ten.forecasts(conn, ten.team, ten.now), [8], Target(above=99)) is None


def test_without_dates_there_is_no_cost(cast):
    cast.add(*"ABC")
    cast.do(move, items=[3], **TOP)
    assert last(cast) is None


def test_the_cost_of_an_act_takes_three_statements(ten):
    look(ten, queue_screen, ten.bob)
    with counted(ten.doors) as before:
        look(ten, queue_screen, ten.bob)
    ten.do(move, items=[10], **TOP)
    with counted(ten.doors) as after:
        look(ten, queue_screen, ten.bob)
    assert len(after) - len(before) <= 3
