"""Import: a file's past and present become the team's, one event an item."""

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.importing.items import Wip
from queue_app.domain.queue.changes import Change, to_record
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import TeamArchived
from queue_app.store.queue import stints
from queue_app.store.queue.rebuild import check
from queue_app.store.tables import CLOCK, ITEM, STINT, TEAM
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction
from tests.cast import Cast
from tests.imports import MIXED, count, events, imports


def test_each_row_comes_with_its_own_past(cast: Cast) -> None:
    outcome = imports(cast, MIXED)
    old, older, running, _, later, _ = (cast.item(number) for number in range(1, 7))
    assert (old.state, old.started_at, old.finished_at) == (
        State.FINISHED,
        datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        datetime(2026, 10, 2, 10, 0, tzinfo=UTC),
    )
    assert (older.started_on, older.finished_at, older.finished_on) == (None, None, date(2026, 9, 1))
    assert (running.state, running.slot, running.started_at, running.started_on) == (
        State.IN_PROGRESS,
        1,
        None,
        date(2026, 11, 20),
    )
    assert (later.state, later.imported, later.placed) == (State.WAITING, True, True)
    assert outcome.result.pop("act") is not None
    assert outcome.result == {
        "imported": 6,
        "waiting": 2,
        "in_progress": 2,
        "finished": 2,
        "dropped": 0,
        "known": 0,
        "repeated": 0,
        "limit": None,
        "people": 2,
        "members": 0,
        "areas": ["Shop", "Data"],
        "skipped": [],
        "blocks": 0,
        "plans": 0,
        "notes": 0,
        "waits": 0,
    }


def test_what_is_open_arrives_below_what_is_there_in_the_order_of_the_file(cast: Cast) -> None:
    cast.add("Mine", "Mine too")
    imports(cast, MIXED)
    assert cast.order() == ["Mine", "Mine too", "Running", "Running too", "Later", "Latest"]
    assert [cast.item(number).title for number in range(3, 9)] == [
        "Old",
        "Older",
        "Running",
        "Running too",
        "Later",
        "Latest",
    ]


def test_nobody_is_on_an_imported_item_in_progress(cast: Cast) -> None:
    imports(cast, MIXED)
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, cast.item(3).id) == []
        assert conn.execute(select(func.count()).select_from(STINT)).scalar_one() == 0


def test_each_item_has_one_signed_event_as_the_history_writes_it(cast: Cast) -> None:
    cast.add("Mine")
    outcome = imports(cast, MIXED)
    written = events(cast)
    assert [event.seq for event in written] == list(range(outcome.seq - 6, outcome.seq))
    assert {(event.by, event.at) for event in written} == {(cast.bob, cast.now)}
    for number, event in enumerate(written, start=2):
        (record,) = event.data["items"]
        expected = to_record(Change(None, cast.item(number)))
        record["now"].pop("under", None), expected["now"].pop("under", None)
        assert record == expected
        assert datetime.fromisoformat(event.data["created_at"]) <= cast.now


@pytest.mark.parametrize("wip", ["raise", "wait"])
def test_the_history_played_again_leads_to_the_same_rows(cast: Cast, wip: Wip) -> None:
    cast.add("Mine", "Mine too")
    cast.do(pull_top, by=cast.alice)
    imports(cast, MIXED)
    imports(cast, "title,state\nWait,waiting\nRun,running\nWait too,waiting\nRun too,running\nGone,dropped\n", wip=wip)
    assert cast.order()[:3] == ["Mine", "Mine too", "Running"]
    with cast.doors.reading() as conn:
        assert check(conn) == []


def test_what_comes_next_goes_on_where_the_import_ended(cast: Cast) -> None:
    imports(cast, MIXED)
    assert cast.add("Next") == [7]
    assert cast.do(pull_top, by=cast.alice).result["item"] == 5
    assert cast.order()[-1] == "Next"


def test_counts_per_day_are_those_of_the_file_in_the_team_s_zone(cast: Cast) -> None:
    """An hour apart around the clocks' change in Rome, half of the times with a zone and half without."""
    lines, expected = ["id,title,finished"], Counter[date]()
    rome = ZoneInfo("Europe/Rome")
    for hour in range(24 * 14):
        moment = datetime.fromtimestamp(datetime(2026, 10, 18, tzinfo=UTC).timestamp() + 3600 * hour, UTC)
        local = moment.astimezone(rome)
        expected[local.date()] += 1
        said = moment.isoformat().replace("+00:00", "Z") if hour % 2 else local.replace(tzinfo=None).isoformat()
        lines.append(f"{hour},Item {hour},{said}")
    imports(cast, "\n".join(lines), zone="Europe/Rome")
    query = select(ITEM.c.finished_on, func.count()).group_by(ITEM.c.finished_on)
    with cast.doors.reading() as conn:
        found = {row[0]: row[1] for row in conn.execute(query)}
    assert found == expected
    assert found[date(2026, 10, 25)] == 25


def test_only_managers_import(cast: Cast) -> None:
    for person in (cast.alice, cast.carol):
        with pytest.raises(RoleTooLow):
            imports(cast, MIXED, by=person)
    with pytest.raises(NotFound):
        imports(cast, MIXED, by=cast.mallory)
    assert count(cast, ITEM) == 0


def test_an_archived_team_takes_nothing(cast: Cast) -> None:
    in_transaction(cast.doors, lambda conn: conn.execute(update(TEAM).values(archived_at=cast.now)))
    with pytest.raises(TeamArchived):
        imports(cast, MIXED)
    assert count(cast, ITEM) == 0


def test_another_team_is_left_alone(cast: Cast) -> None:
    imports(cast, MIXED)
    with cast.doors.reading() as conn:
        assert conn.execute(select(func.count()).where(ITEM.c.team_id == cast.other_team)).scalar_one() == 0
        clock = conn.execute(select(CLOCK.c.revision).where(CLOCK.c.team_id == cast.other_team)).scalar_one()
    assert clock == 1


def test_words_and_references_can_be_searched(cast: Cast) -> None:
    imports(cast, "id,title,words\nREF-1,Straße,Über allem\n")
    with cast.doors.reading() as conn:
        assert conn.execute(select(ITEM.c.folded)).scalar_one() == "strasse ref-1 über allem"
