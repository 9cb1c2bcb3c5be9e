"""Cycle times as dots, and the ages of running items."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.flow import cycles as flow_cycles
from queue_app.domain.flow.ages import RunningAge, ages, past
from queue_app.domain.flow.cycles import CycleTimes, Dot, cycles
from queue_app.domain.flow.span import Span

FIRST = date(2026, 6, 1)
SPAN = Span(FIRST, FIRST + timedelta(days=199))


def place(day: int, took: int, items: int = 1, number: int = 7) -> CycleTimes:
    return CycleTimes(FIRST + timedelta(days=day), took, items, number)


def test_one_place_is_one_dot_that_leads_to_its_item_where_it_is_alone():
    found = cycles([place(0, 4, number=12), place(3, 2, items=3)], 5, SPAN)
    assert found.dots[0] == Dot(FIRST, FIRST, 4, 4, 1, 12)
    assert (found.dots[1].count, found.dots[1].number) == (3, None)
    assert (found.known, found.of, found.merged, found.levels) == (4, 5, 1, ())


def test_the_percentiles_stand_there_from_twenty_items_on():
    found = cycles([place(n, n + 1) for n in range(20)], 20, SPAN)
    assert found.levels == ((50, 10), (70, 14), (85, 17), (95, 19))
    assert (found.top, found.beyond) == (20, 0)


def test_what_took_far_longer_stands_on_the_upper_edge():
    found = cycles([*(place(n, 2) for n in range(40)), place(50, 300), place(51, 7)], 42, SPAN)
    assert (found.top, found.beyond) == (4, 2)
    assert {dot.low for dot in found.dots} == {2, 7, 300}


@given(
    st.lists(st.tuples(st.integers(0, 199), st.integers(0, 400), st.integers(1, 3)), max_size=300), st.integers(1, 60)
)
def test_too_many_dots_become_fewer_and_no_item_is_lost(rows, most):
    places = [place(*row) for row in rows]
    found = cycles(places, 0, SPAN, max(most, 6))
    assert len(found.dots) <= max(most, 6)
    assert sum(dot.count for dot in found.dots) == found.known == sum(row[2] for row in rows)
    for dot in found.dots:
        assert (dot.last - dot.first).days < found.merged
        assert dot.low <= dot.high
        assert (dot.high <= found.top) or (dot.low > found.top)


def test_running_items_have_their_age_beside_what_is_usual():
    finished = past([*range(1, 21)])
    running = [
        RunningAge(1, "Old", FIRST),
        RunningAge(2, "New", SPAN.last),
        RunningAge(3, "Imported", None, blocked=True),
    ]
    found = ages(running, finished, FIRST + timedelta(days=18))
    assert [(item.days, item.old, item.older_than) for item in found.items] == [
        (18, "over", 85),
        (0, "", 0),
        (0, "", None),
    ]
    assert found.levels == ((50, 10), (85, 17), (95, 19))
    assert found.top == 24
    assert found.along(12) == 50


def test_an_age_beyond_three_times_the_usual_ends_the_scale():
    found = ages([RunningAge(1, "Ancient", FIRST)], past([2] * 20), FIRST + timedelta(days=100))
    assert (found.top, found.along(100)) == (6, 100)


def test_without_history_the_oldest_ends_the_scale():
    assert ages([RunningAge(1, "Old", FIRST)], past([]), FIRST + timedelta(days=9)).top == 9
    assert ages([], past([]), FIRST).top == 1


def test_however_many_places_there_are_only_the_dots_that_are_drawn_are_made(monkeypatch):
    made = []
    monkeypatch.setattr(flow_cycles, "Dot", lambda *facts: made.append(facts) or Dot(*facts))
    found = cycles([place(day, took) for day in range(200) for took in range(50)], 0, SPAN)
    assert len(made) == len(found.dots) <= flow_cycles.MOST_DOTS
