"""The check of history against rows finds every change that was made without an event."""

import time
from typing import Any

import pytest
from sqlalchemy import text

from queue_app.store.db import engine
from queue_app.store.db.engine import Doors
from queue_app.store.queue import rebuild
from queue_app.store.queue.rebuild import check
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast

TAMPERED = [
    ("UPDATE item SET rank = rank + 1000000000000 WHERE number = 1", "the place of item"),
    ("UPDATE item SET title = 'Other' WHERE number = 1", "title"),
    ("UPDATE item SET reason = 'Because' WHERE number = 1", "reason"),
    ("UPDATE item SET state = 'waiting', slot = NULL WHERE number = 3", "state"),
    ("UPDATE item SET slot = 3 WHERE number = 3", "slot"),
    ("UPDATE item SET started_at = '2026-11-23 09:00:00' WHERE number = 3", "started_at"),
    ("UPDATE item SET finished_on = '2026-11-24' WHERE number = 2", "finished_on"),
    ("DELETE FROM wip_slot WHERE n = 3", "slot 3"),
    ("INSERT INTO wip_slot (team_id, n, closing) SELECT id, 9, false FROM team", "slot 9"),
    ("UPDATE wip_slot SET closing = true WHERE n = 3", "slot 3"),
    ("UPDATE block SET sentence = 'For nothing'", "sentence"),
    ("UPDATE block SET to_at = from_at", "to_at"),
    ("INSERT INTO step (team_id, item_id, n, words) SELECT team_id, id, 1, 'x' FROM item", "the plan of item"),
    ("UPDATE team_clock SET revision = revision + 1", "last event"),
    ("UPDATE team_clock SET last_number = last_number + 1", "last item"),
    ("DELETE FROM event_item WHERE seq = 2", "the list (event, item)"),
    ("DELETE FROM event_item WHERE seq = 3; DELETE FROM event WHERE seq = 3", "event 4 follows event 2"),
    ("UPDATE event SET data = '{}' WHERE seq = 2", "cannot be played"),
]


@pytest.fixture
def played(cast: Cast) -> Cast:
    """One waiting and blocked item, one finished, one in progress, three slots."""
    cast.add("Search", "Refunds", "Invoices")
    cast.do(block, item=1, sentence="Waits for the key")
    cast.do(pull_top, expect=2)
    cast.do(finish, item=2)
    cast.do(pull_top, expect=3)
    cast.do(set_limit, limit=4, reason="One more.")
    return cast


@pytest.mark.parametrize(("tampering", "seen"), TAMPERED, ids=[seen for _, seen in TAMPERED])
def test_what_no_event_tells_is_seen(played: Cast, tampering: str, seen: str) -> None:
    def tamper(conn) -> None:
        for statement in tampering.split("; "):
            conn.execute(text(statement))

    played.untold(tamper)
    with played.doors.reading() as conn:
        told = "\n".join(str(difference) for difference in check(conn))
    assert seen in told


def test_it_looks_at_one_team_or_at_all(played: Cast) -> None:
    played.untold(lambda conn: conn.execute(text("UPDATE item SET title = 'Other'")))
    with played.doors.reading() as conn:
        assert {difference.team for difference in check(conn)} == {played.team}
        assert check(conn, played.other_team) == []


def test_a_history_that_takes_long_to_play_is_checked_to_its_end(
    played: Cast, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL ends a transaction that stands still: here after 50 ms, and each event takes longer."""
    real = rebuild.Replay.play

    def slowly(*given: Any) -> None:
        time.sleep(0.08)
        real(*given)

    monkeypatch.setattr(rebuild.Replay, "play", slowly)
    monkeypatch.setattr(engine, "IDLE_SECONDS", 0.05)
    strict = engine.open_engine(database_url, pool_size=1)
    with Doors(strict).reading() as conn:
        assert check(conn) == []
    strict.dispose()
