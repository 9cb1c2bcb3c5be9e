"""The thread of the chores does what is due when it starts and when it is woken, and ends with the process."""

import logging
import threading
import time

import pytest

from queue_app.service.process import chores
from queue_app.service.process.chores import Chores
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.usecases.forecast.record import due
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cast import Cast
from tests.store.rows import history


@pytest.fixture
def at_work(cast: Cast, monkeypatch):
    monkeypatch.setattr(chores, "LOOK", 0.02)
    stopping = threading.Event()
    monkeypatch.setattr(chores, "stopping", stopping)
    made = Chores(cast.doors)
    yield made
    stopping.set()
    if made._thread is not None:
        made._thread.join(10)
        assert not made._thread.is_alive()


def nothing_is_due(cast: Cast) -> bool:
    until = time.monotonic() + 20
    while due(cast.doors, utc_now()) and time.monotonic() < until:
        time.sleep(0.02)
    return not due(cast.doors, utc_now())


def test_the_record_is_kept_at_the_start_and_again_when_somebody_asks(cast: Cast, at_work: Chores) -> None:
    history(cast, days=20)
    at_work.start()
    assert nothing_is_due(cast)
    in_transaction(cast.doors, forget_backward_quotes, team=cast.team)
    at_work.wake()
    assert nothing_is_due(cast)


def test_one_team_that_fails_stops_no_other(cast: Cast, at_work: Chores, monkeypatch, caplog) -> None:
    kept = []

    def keep(doors, team, now):
        if team == cast.team:
            raise ValueError("no record of this team")
        kept.append(team)

    monkeypatch.setattr(chores, "keep_record", keep)
    with caplog.at_level(logging.ERROR):
        at_work.start()
        until = time.monotonic() + 20
        while not kept and time.monotonic() < until:
            time.sleep(0.02)
    assert cast.other_team in kept
    assert f"the record of team {cast.team} failed" in caplog.text
