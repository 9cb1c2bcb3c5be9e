"""R2: the connection to PostgreSQL is lost at COMMIT. Whatever arrived by then, the writer is told that nobody knows."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.errors import is_read_only
from queue_app.usecases import transaction
from queue_app.usecases.queue.add import add
from queue_app.usecases.transaction import OutcomeUnknown
from tests.cast import Cast
from tests.conftest import NOT_POOLED
from tests.proxy import Proxy, proxied

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("doors", ["postgres"], indirect=True),
]
KEY = {"key": "asked-again", "digest": "4f2c"}


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    with proxied(database_url) as made:
        yield made


@pytest.fixture
def far(cast: Cast, proxy: Proxy) -> Iterator[Cast]:
    """The cast in a process that reaches the database by way of the proxy."""
    engine = open_engine(proxy.url, pool_size=1)
    yield replace(cast, doors=Doors(engine))
    engine.dispose()


@pytest.mark.parametrize("arrives", [0, 1, 2])
@pytest.mark.parametrize("writes", [1, 7])
def test_a_connection_that_is_cut_at_commit_is_an_unknown_outcome(cast, far, proxy, monkeypatch, arrives, writes):  # R2
    """`arrives`: how many pieces of the server's answer come through before the cut. After many writes the driver has
    prepared its statements, and sends others."""
    for n in range(writes - 1):
        far.add(f"Earlier {n}")
    commit = transaction._commit

    def cut(conn, last):
        proxy.left = arrives
        commit(conn, last)

    monkeypatch.setattr(transaction, "_commit", cut)
    try:
        far.do(add, titles=["Search"], **KEY)
    except OutcomeUnknown:
        pass
    else:
        assert arrives, "nothing came back, and it was called a success"
    monkeypatch.undo()
    proxy.left = None
    proxy.cut()
    again = far.do(add, titles=["Search"], **KEY)
    assert again.seq == 1 + writes
    assert cast.order().count("Search") == 1


def test_a_database_that_was_started_again_is_met_with_new_connections(cast, far, proxy):  # R2
    far.add("Earlier")
    proxy.cut()
    assert far.add("Search") == [2]


@NOT_POOLED
def test_a_read_only_database_is_said_to_be_read_only(cast, far):  # R2
    """As a standby is, or a database that its operator has closed for writes."""

    def closed(connection, _record):
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
        connection.commit()

    event.listen(far.doors.engine, "connect", closed)
    with pytest.raises(DBAPIError) as refused:
        far.add("Search")
    assert is_read_only(refused.value)
