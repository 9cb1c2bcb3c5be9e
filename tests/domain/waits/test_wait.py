"""The rule of waits: another open item, at most twenty, and no circle. A refused circle is listed item by item."""

from datetime import UTC, datetime

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.refusals import AlreadyWaits, NotOpen, TooManyWaits, WaitsForItself, WaitsInACircle
from queue_app.domain.waits.wait import MOST, Edge, Named, edge_of, new_edge, to_wait_record

AT = datetime(2026, 11, 30, tzinfo=UTC)
TEAM = 1


def item(id_: int, state: State = State.WAITING, **more: object) -> Named:
    return Named(id_, id_, f"Item {id_}", state, **more)


def edge(waiter: int, on: int, n: int = 1) -> Edge:
    return Edge(waiter, TEAM, on, n, AT)


def added(waiter: Named, on: Named, *edges: Edge, **names: Named) -> Edge:
    known = {id_: item(id_) for one in edges for id_ in (one.item, one.on)}
    return new_edge(waiter, on, TEAM, edges, known | {one.id: one for one in names.values()}, AT)


def test_a_wait_takes_the_lowest_free_place() -> None:
    assert added(item(3), item(7), edge(3, 4, 1), edge(3, 5, 3)).n == 2


def test_an_item_does_not_wait_for_itself_twice_or_for_what_is_over() -> None:
    for waiter, on, edges, refusal in (
        (item(3), item(3), [], WaitsForItself),
        (item(3), item(7), [edge(3, 7)], AlreadyWaits),
        (item(3), item(7, State.FINISHED), [], NotOpen),
        (item(3), item(7, State.DROPPED), [], NotOpen),
        (item(3, State.FINISHED), item(7), [], NotOpen),
        (item(3), item(99), [edge(3, n + 10, n) for n in range(1, MOST + 1)], TooManyWaits),
    ):
        with pytest.raises(refusal):
            added(waiter, on, *edges)


def test_a_circle_is_said_as_the_shortest_way() -> None:
    with pytest.raises(WaitsInACircle) as refused:
        added(item(3), item(7), edge(7, 3))
    assert "#3 waits for #7, which waits for #3." in str(refused.value)
    with pytest.raises(WaitsInACircle) as refused:
        added(item(3), item(7), edge(7, 9), edge(9, 3), edge(7, 8, 2), edge(8, 9))
    assert "#3 waits for #7, which waits for #9, which waits for #3." in str(refused.value)


def test_the_way_names_no_item_of_a_team_that_the_reader_is_not_in() -> None:
    with pytest.raises(WaitsInACircle) as refused:
        added(
            item(3),
            item(7, team="Payments"),
            edge(7, 9),
            edge(9, 3),
            seven=item(7, team="Payments"),
            nine=item(9, team="Secret", hidden=True),
        )
    said = str(refused.value)
    assert "#3 waits for Payments #7, which waits for an item of another team, which waits for #3." in said
    assert "Secret" not in said


def test_a_wait_is_read_back_from_its_record() -> None:
    assert edge_of(3, to_wait_record(edge(3, 7, 5), waits=True)) == edge(3, 7, 5)
