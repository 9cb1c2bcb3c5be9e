"""The count of failed sign-ins is always available, whatever other transactions do."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from sqlalchemy import Connection

from queue_app.domain.sign_in.throttle import Failures
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import throttle
from queue_app.usecases.transaction import in_transaction
from tests.cast import MONDAY


def test_who_waits_for_a_count_that_is_deleted_begins_a_new_one(doors: Doors) -> None:
    read, asked = Event(), Event()

    def look(conn: Connection) -> Failures:
        return throttle.failures(conn, "account", "alice", MONDAY)

    def succeed(conn: Connection) -> None:
        look(conn)
        read.set()
        asked.wait(5)
        time.sleep(0.05)  # The other one waits for this row, or on SQLite for its turn.
        throttle.keep(conn, "account", "alice", None)

    def fail() -> Failures:
        read.wait(5)
        asked.set()
        return in_transaction(doors, look)

    in_transaction(doors, lambda conn: throttle.keep(conn, "account", "alice", look(conn)))
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(in_transaction, doors, succeed), threads.submit(fail)
        first.result()
        assert second.result() == Failures(0, MONDAY, MONDAY)
