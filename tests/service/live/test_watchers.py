"""Watchers of a team's pages: notified at once, kept alive, and closed when their time or their right ends."""

import time
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from queue_app.domain.team.rights import Role
from queue_app.service.live.stream import Revisions, event_id
from queue_app.service.live.watchers import BEAT, LASTS, OF_ONE, TooManyStreams, Watcher, Watchers
from queue_app.store.sign_in import sessions as session_rows
from queue_app.store.team import members
from queue_app.store.team import page_links as link_rows
from queue_app.store.team.watching import marks
from queue_app.usecases.queue.add import add
from queue_app.usecases.sign_in import secrets, sessions
from queue_app.usecases.team import page_links
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests.statements import counted

NOW = 1000.0


@dataclass
class Heard:
    """An open answer that keeps what it was sent."""

    data: list[bytes] = field(default_factory=list)
    ended: bool = False
    gone: bool = False

    def send(self, data: bytes) -> None:
        self.data.append(data)

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def hub(doors):
    """The watchers without their thread. The tests check for news themselves."""
    made = Watchers(lambda: doors, timedelta(days=30), most=100)
    made._thread = object()
    return made


@pytest.fixture
def session(cast):
    """The stored hash of a session of Alice."""
    return secrets.hash_of(in_transaction(cast.doors, sessions.begin, person=cast.alice, client="t", now=utc_now()))


@pytest.fixture
def link(cast):
    """The stored hash of a link to the radiator."""
    cast.do(page_links.share, by=cast.bob, link="l" * 64, page="radiator", name="The wall")
    return "l" * 64


def watch(hub, cast, key, teams=None, by="session", seen=None):
    teams = (cast.team,) if teams is None else teams
    with cast.doors.reading() as conn:
        now = event_id(teams, marks(conn, teams))
    heard = Heard()
    hub.add(Watcher(key, by, teams, Revisions(teams), now if seen is None else seen, heard, ends=NOW + LASTS, told=NOW))
    return heard


def test_a_change_is_told_once_with_its_revision(hub, cast, session):
    heard = watch(hub, cast, session)
    hub.look(NOW)
    assert heard.data == []
    cast.add("Search")
    hub.look(NOW)
    hub.look(NOW)
    with cast.doors.reading() as conn:
        seen = f"{cast.team}.{marks(conn, [cast.team])[cast.team].revision}".encode()
    assert heard.data == [b"id: " + seen + b"\ndata: " + seen + b"\n\n"]


def test_what_changed_before_it_was_added_is_told(hub, cast, session):
    heard = watch(hub, cast, session, seen=f"{cast.team}.0")
    hub.look(NOW)
    assert len(heard.data) == 1


def test_a_silent_stream_is_kept_alive(hub, cast, session):
    heard = watch(hub, cast, session)
    hub.look(NOW + BEAT - 0.1)
    assert heard.data == []
    hub.look(NOW + BEAT)
    hub.look(NOW + BEAT + 1)
    assert heard.data == [b":\n\n"]


def test_it_ends_at_its_time(hub, cast, session):
    heard = watch(hub, cast, session)
    hub.look(NOW + LASTS - 0.1)
    assert not heard.ended
    hub.look(NOW + LASTS)
    assert heard.ended


def test_another_team_is_not_heard(hub, cast, session):
    heard = watch(hub, cast, session)
    run(cast.doors, add, Actor(cast.other_team, cast.mallory), titles=["Foreign"])
    hub.look(NOW)
    assert heard.data == []


@pytest.mark.parametrize("change", [True, False], ids=["told", "kept alive"])
def test_logging_out_ends_it(hub, cast, session, change):
    heard = watch(hub, cast, session)
    in_transaction(cast.doors, session_rows.end, id_hash=session, person=cast.alice)
    if change:
        cast.add("Search")
    hub.look(NOW if change else NOW + BEAT)
    assert (heard.data, heard.ended) == ([], True)


def test_removal_ends_it_before_it_hears_anything(hub, cast, session):
    heard = watch(hub, cast, session)
    in_transaction(cast.doors, lambda conn: members.remove(conn, cast.team, cast.alice))
    cast.add("Search")
    hub.look(NOW)
    assert (heard.data, heard.ended) == ([], True)


def test_a_link_is_heard_until_it_is_revoked(hub, cast, link):
    heard = watch(hub, cast, link, by="link")
    cast.add("Search")
    hub.look(NOW)
    assert (len(heard.data), heard.ended) == (1, False)
    in_transaction(cast.doors, lambda conn: link_rows.revoke_of(conn, cast.team, cast.bob, utc_now()))
    cast.add("Refunds")
    hub.look(NOW)
    assert (len(heard.data), heard.ended) == (1, True)


def test_a_session_hash_is_no_link_and_a_link_no_session(hub, cast, session, link):
    mixed = watch(hub, cast, session, by="link"), watch(hub, cast, link)
    hub.look(NOW + BEAT)
    assert [heard.ended for heard in mixed] == [True, True]


def test_home_hears_all_teams_of_the_person(hub, cast, session):
    in_transaction(cast.doors, lambda conn: members.add(conn, cast.other_team, cast.alice, Role.MEMBER, utc_now()))
    teams = (cast.team, cast.other_team)
    heard = watch(hub, cast, session, teams)
    cast.add("Search")
    hub.look(NOW)
    assert len(heard.data) == 1
    assert heard.data[0].count(b".") == 4, "the revisions of both teams, as id and as data"


def test_home_of_somebody_without_a_team_ends_when_they_get_one(hub, cast, session):
    in_transaction(cast.doors, lambda conn: members.remove(conn, cast.team, cast.alice))
    heard = watch(hub, cast, session, teams=())
    hub.look(NOW + BEAT)
    assert not heard.ended
    in_transaction(cast.doors, lambda conn: members.add(conn, cast.team, cast.alice, Role.MEMBER, utc_now()))
    hub.look(NOW + 2 * BEAT)
    assert heard.ended


def test_a_look_costs_the_same_for_one_and_for_many(hub, cast, session, link):
    for _ in range(20):
        watch(hub, cast, session)
        watch(hub, cast, link, by="link")
    with counted(cast.doors) as sent:
        hub.look(NOW)
    assert len(sent) == 1
    cast.add("Search")
    with counted(cast.doors) as sent:
        hub.look(NOW)
    assert len(sent) == 3


def test_nobody_watching_costs_nothing(hub, cast, session):
    watch(hub, cast, session).gone = True
    with counted(cast.doors) as sent:
        hub.look(NOW)
    assert sent == []


def test_there_is_room_for_so_many_and_for_so_many_of_one(doors, cast, session):
    hub = Watchers(lambda: doors, timedelta(days=30), most=OF_ONE + 1)
    hub._thread = object()
    for _ in range(OF_ONE):
        watch(hub, cast, session)
    with pytest.raises(TooManyStreams):
        hub.refuse_too_many(session)
    hub.refuse_too_many("another")
    watch(hub, cast, "another")
    with pytest.raises(TooManyStreams):
        hub.refuse_too_many("a third")


def test_how_many_are_open_is_told(hub, cast, session):
    told = []
    hub.counted = told.append
    first, _, _ = (watch(hub, cast, session) for _ in range(3))
    first.gone = True
    hub.look(NOW)
    hub.look(NOW + 1)
    hub.look(NOW + LASTS)
    assert told == [1, 2, 3, 2, 0]


def test_while_the_database_is_away_streams_still_end(hub, cast, session, monkeypatch):
    heard = watch(hub, cast, session)
    monkeypatch.setattr(hub, "_doors", None)
    with pytest.raises(TypeError):
        hub.look(NOW)
    hub.look(NOW + LASTS)
    assert heard.ended


def test_its_thread_tells_within_the_time_of_a_look(doors, cast, session):
    hub, teams = Watchers(lambda: doors, timedelta(days=30)), (cast.team,)
    with doors.reading() as conn:
        seen = event_id(teams, marks(conn, teams))
    heard, began = Heard(), time.monotonic()
    hub.add(Watcher(session, "session", teams, Revisions(teams), seen, heard, ends=began + LASTS, told=began))
    cast.add("Search")
    while not heard.data and time.monotonic() < began + 3:
        time.sleep(0.01)
    heard.gone = True
    time.sleep(0.15)
    assert len(heard.data) == 1
