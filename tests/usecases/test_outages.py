"""Signs of life: what lies between two of them is an outage, once, whichever server notices it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from queue_app.service.process import life_signs
from queue_app.service.process.life_signs import LifeSigns
from queue_app.store import outages
from queue_app.store.notices import Notice, replace_notice
from queue_app.usecases.transaction import in_transaction

NOW = datetime(2026, 12, 6, 12, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def sign(doors):
    return lambda at, own=None: in_transaction(doors, outages.sign, now=at, own_silence=own)


@pytest.fixture
def kept(doors):
    def read():
        with doors.reading() as conn:
            return [(one.began, one.ended, one.announced) for one in outages.recent(conn, NOW)]

    return read


def test_the_first_sign_begins_the_watch_and_quick_restarts_are_no_outages(doors, sign, kept):
    for second in (0, 15, 74):
        sign(NOW + second * SECOND)
    assert kept() == []
    with doors.reading() as conn:
        assert outages.watched_since(conn) == NOW


@pytest.mark.parametrize(("until", "announced"), [(None, False), (NOW - SECOND, False), (NOW + MINUTE, True)])
def test_a_minute_of_silence_is_an_outage_and_a_notice_announces_it(doors, sign, kept, until, announced):
    sign(NOW)
    if until:
        in_transaction(doors, replace_notice, notice=Notice("Down at noon", until))
    sign(NOW + 5 * MINUTE)
    sign(NOW + 5 * MINUTE + SECOND)
    assert kept() == [(NOW, NOW + 5 * MINUTE, announced)]


def test_servers_that_start_together_note_one_outage(sign, kept):
    sign(NOW)
    barrier = threading.Barrier(4)

    def start(_: int) -> None:
        barrier.wait()
        sign(NOW + 5 * MINUTE)

    with ThreadPoolExecutor(4) as servers:
        list(servers.map(start, range(4)))
    assert len(kept()) == 1


def test_a_database_that_takes_no_writes_is_an_outage_and_stops_no_server(doors, kept, monkeypatch, caplog):
    seconds = iter((0.0, 300.0, 310.0))
    moments = iter((NOW, NOW + 5 * MINUTE, NOW + 5 * MINUTE + 10 * SECOND))
    monkeypatch.setattr(life_signs, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    monkeypatch.setattr(life_signs, "utc_now", lambda: next(moments))
    signs = LifeSigns(doors)
    signs.give()
    with monkeypatch.context() as away:
        away.setattr(life_signs, "in_transaction", refused)
        signs.give()
    assert kept() == []
    signs.give()
    assert kept() == [(NOW, NOW + 5 * MINUTE + 10 * SECOND, False)]
    assert "An outage of 310 s has ended (not announced)." in caplog.text


def refused(*_, **__):
    raise life_signs.DatabaseBusy
