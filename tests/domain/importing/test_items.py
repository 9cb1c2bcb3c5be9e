"""What rows become: which items take a slot, which wait, and in which order."""

from datetime import UTC, date, datetime

import pytest

from queue_app.domain.importing.items import ImportPlace, ImportRoom, make_items, new_rows, places, room_for
from queue_app.domain.importing.rows import Row, Time
from queue_app.domain.queue.item import State
from queue_app.domain.queue.limit import SlotFacts
from queue_app.domain.refusals import NoRoomForImport
from queue_app.domain.team.team import Team

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEAM = Team(1, "Tigers", time_zone="Europe/Rome")
W, R, F, D = State.WAITING, State.IN_PROGRESS, State.FINISHED, State.DROPPED


def row(state: State = W, reference: str | None = None, ended: Time | None = None) -> Row:
    return Row(line=2, title="A", state=state, reference=reference, ended=ended)


def slots(taken: int, free: int, closing: int = 0) -> list[SlotFacts]:
    lasting = [SlotFacts(n, False, n <= taken) for n in range(1, taken + free + 1)]
    return lasting + [SlotFacts(len(lasting) + n, True, True) for n in range(1, closing + 1)]


def test_known_and_repeated_references_are_left_out_and_counted() -> None:
    given = [row(reference=name) for name in ("a", "b", "a", None, "c", "b", None)]
    new = new_rows(given, {"b"})
    assert [one.reference for one in new.rows] == ["a", None, "c", None]
    assert (new.known, new.repeated) == (2, 1)


@pytest.mark.parametrize(
    ("running", "there", "wip", "room"),
    [
        (0, slots(3, 0), None, ImportRoom(())),
        (2, slots(1, 2), None, ImportRoom((2, 3))),
        (2, slots(1, 2), "raise", ImportRoom((2, 3))),
        (4, slots(1, 2), "wait", ImportRoom((2, 3))),
        (4, slots(1, 2), "raise", ImportRoom((2, 3, 4, 5), limit=5)),
        (1, slots(1, 0, closing=2), "raise", ImportRoom((4,), limit=4)),
        (98, slots(1, 0), "raise", ImportRoom(tuple(range(2, 100)), limit=99)),
    ],
)
def test_rows_in_progress_take_free_slots_and_the_choice_says_what_else(
    running: int, there: list[SlotFacts], wip: str | None, room: ImportRoom
) -> None:
    assert room_for(running, there, wip) == room


@pytest.mark.parametrize(("running", "wip"), [(3, None), (99, "raise")])
def test_without_a_choice_or_beyond_the_largest_limit_there_is_no_room(running: int, wip: str | None) -> None:
    with pytest.raises(NoRoomForImport) as told:
        room_for(running, slots(1, 2), wip)
    assert told.value.facts == {"running": running, "room": 2}


def test_rows_in_progress_beyond_the_slots_wait() -> None:
    items = list(make_items([row(R), row(W), row(R), row(F, ended=Time(None, date(2026, 11, 2)))], [5], TEAM, AT))
    assert [(item.state, item.slot, item.run) for item in items] == [
        (R, 5, 1),
        (W, None, 0),
        (W, None, 0),
        (F, None, 1),
    ]
    assert all(item.imported and item.placed for item in items)
    assert (items[3].finished_at, items[3].finished_on) == (None, date(2026, 11, 2))


def test_a_dropped_row_was_dropped_when_the_file_says_else_now() -> None:
    given = [row(D), row(D, ended=Time(None, date(2026, 11, 2))), row(D, ended=Time(None, date(2026, 11, 23)))]
    dropped = [item.dropped_at for item in make_items(given, [], TEAM, AT)]
    assert dropped == [AT, datetime(2026, 11, 2, 22, 59, 59, tzinfo=UTC), AT]


def test_everything_arrives_below_and_each_event_finds_its_neighbour_there() -> None:
    there = places([row(state) for state in (W, F, R, W, R, W)], [11, 12, 13, 14, 15, 16])
    assert there == [
        ImportPlace(2, None),
        ImportPlace(None, None),
        ImportPlace(0, None),
        ImportPlace(3, 11),
        ImportPlace(1, 13),
        ImportPlace(4, 14),
    ]
    lowest_before = 7
    order = [lowest_before]
    for id_, place in zip([11, 12, 13, 14, 15, 16], there, strict=True):
        if place.nth is not None:
            order.insert(order.index(place.under or lowest_before) + 1, id_)
    by_place = sorted(
        (place.nth, id_) for id_, place in zip(range(11, 17), there, strict=True) if place.nth is not None
    )
    assert order == [lowest_before] + [id_ for _, id_ in by_place] == [7, 13, 15, 11, 14, 16]
