"""The history a part at a time: few statements whatever its length, and nothing about one person alone."""

import pytest

from queue_app.domain.errors import NotFound
from queue_app.screens.events import events_after, events_of_item, past_events
from queue_app.screens.frame import Viewer
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.statements import counted


def viewer(cast, person=None):
    return Viewer(cast.team, cast.bob if person is None else person, cast.now, {})


@pytest.fixture
def told(cast):
    cast.add(*(f"Item {n}" for n in range(30)))
    for _ in range(3):
        cast.do(pull_top, by=cast.bob, others="both")
    day = cast.now.date()
    cast.do(add_absence, by=cast.bob, person=cast.bob, first=day, last=day)
    return cast


def test_a_part_takes_few_statements(told):
    with counted(told.doors) as sent, told.doors.reading() as conn:
        screen = events_after(conn, viewer(told), 0, 200)
    assert [line.kind for line in screen.lines][-3:] == ["pulled"] * 3
    assert len(sent) <= 5  # The frame, what can be undone, the events, the items that they name.


def test_parts_meet_without_a_gap_or_an_overlap(told):
    with told.doors.reading() as conn:
        whole = [line.seq for line in past_events(conn, viewer(told), None, 200).lines]
        parts, before = [], None
        while True:
            part = past_events(conn, viewer(told), before, 2)
            parts += [line.seq for line in part.lines]
            before = part.lines[-1].seq
            if not part.more:
                break
    assert parts == whole
    assert told.do(finish, item=1).seq - 1 not in whole, "an absence is no event that is told"


def test_an_observer_reads_no_name(told):
    with told.doors.reading() as conn:
        lines = events_after(conn, viewer(told, told.carol), 0, 200).lines
    assert {line.by for line in lines} == {None}


def test_the_history_of_an_item_that_is_not_there(told):
    with told.doors.reading() as conn, pytest.raises(NotFound):
        events_of_item(conn, viewer(told), 999)
