"""How many items are usually put above a place, from the current order and the events of the last weeks."""

import numpy as np
import pytest

from queue_app.domain.forecast.habit import Habit, habit
from queue_app.domain.queue.replay import PastOrder


def moved(item, was, now):
    return "moved", {"items": [{"id": item, "was": {"under": was}, "now": {"under": now}}]}


def added(item, under):
    return "added", {"items": [{"id": item, "now": {"state": "waiting", "under": under}}]}


def dropped(item, under):
    return "dropped", {
        "items": [{"id": item, "was": {"state": "waiting", "under": under}, "now": {"state": "dropped"}}]
    }


def nets(order, *newest_first, running=(), days=30):
    found = habit(PastOrder(list(order), set(running)), newest_first, days)
    return [found.above(place) for place in range(1, 6)]


def test_what_is_added_at_a_place_counts_from_there_on():
    assert nets([1, 2, 9, 3, 4], added(9, 2)) == [0, 0, 1, 1, 1]


def test_what_is_added_at_the_bottom_stands_above_nothing():
    assert nets([1, 2, 3, 9], added(9, 3)) == [0, 0, 0, 0, 0]


def test_a_lift_counts_for_the_places_that_it_passed():
    assert nets([1, 4, 2, 3, 5], moved(4, 3, 1)) == [0, 1, 1, 0, 0]


def test_a_move_down_counts_against():
    assert nets([1, 3, 4, 2, 5], moved(2, 1, 4)) == [0, 0, -1, -1, 0]


def test_what_goes_to_the_bottom_makes_way_for_all_below():
    assert nets([1, 3, 4, 5, 2], moved(2, 1, 5)) == [0, 0, -1, -1, -1]


def test_a_drop_counts_against_for_what_stood_below():
    assert nets([1, 3, 4, 5], dropped(2, 1)) == [0, 0, -1, -1, -1]


def test_several_events_add_up_per_thirty_days():
    events = added(9, None), moved(4, 3, None), moved(5, 3, None)
    order = [9, 4, 5, 1, 2, 3]
    assert nets(order, *events, days=60) == [1.5, 1.5, 1.5, 1.0, 0.5]


@pytest.mark.parametrize("kind", ["pulled", "finished", "put_back", "swapped", "split", "imported"])
def test_work_itself_is_no_habit(kind):
    data = {"items": [{"id": 1, "was": {"under": 3}, "now": {"under": None}}]}
    assert nets([1, 2, 3], (kind, data)) == [0, 0, 0, 0, 0]


def test_running_items_have_no_place():
    assert nets([7, 8, 1, 9, 2], added(9, 1), running={7, 8}) == [0, 1, 1, 1, 1]


def test_less_than_thirty_days_say_nothing():
    assert habit(PastOrder([1]), [], days=29) is None


def test_deeper_places_have_as_many_above_as_the_deepest_known():
    assert Habit((1.0, 2.0)).above(50) == 2.0
    assert Habit().above(1) == 0.0


def test_the_habit_is_that_of_the_place_the_item_has_on_each_day() -> None:
    """Three a month are put above place 3 and below, none above. Two items a day are finished."""
    habit = Habit((0.0, 0.0, 3.0))
    days = np.arange(7.0)
    assert habit.put_above(6, days, 0 * days) == pytest.approx(0.1 * days)
    assert habit.put_above(6, days, 2 * days) == pytest.approx([0, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2])
    assert habit.put_above(2, days, 0 * days) == pytest.approx(0 * days)


def test_nothing_is_put_above_an_item_that_was_pulled() -> None:
    days = np.arange(5.0)
    assert Habit((30.0,)).put_above(1, days, np.array([0, 0.2, 4, 4, 4])) == pytest.approx([0, 1, 2, 2, 2])
