"""PostgreSQL stops answering a running server. The server stays alive, reports it, and works again when the database does."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from queue_app.store.db.engine import Doors, open_engine
from tests.cast import Cast
from tests.faults.served import Program, Served
from tests.proxy import Proxy, proxied

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("doors", ["postgres"], indirect=True)]


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    with proxied(database_url) as made:
        yield made


@pytest.fixture
def far(cast: Cast, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server with two threads that reaches the database through the proxy."""
    monkeypatch.setenv("THREADS", "2")
    server = Served(Doors(open_engine(proxy.url)), tmp_path / "data")
    server.start()
    yield server
    server.kill()


class Asked(threading.Thread):
    """A request, and how long its answer took."""

    def __init__(self, server: Served, path: str) -> None:
        super().__init__()
        self.server, self.path, self.status, self.took = server, path, 0, 0.0
        self.start()

    def run(self) -> None:
        began = time.monotonic()
        with closing(Program(self.server.netloc)) as program:
            self.status = program.ask("GET", self.path)[0]
        self.took = time.monotonic() - began


def test_a_hung_database_is_told_in_five_seconds_and_the_process_lives(far, proxy):  # R4
    proxy.swallow()
    asked = [Asked(far, "/readyz") for _ in range(6)]
    time.sleep(0.3)
    alive = Asked(far, "/livez")
    for one in (alive, *asked):
        one.join()
    assert alive.status == 200
    assert alive.took < 1.5
    assert {one.status for one in asked} == {503}
    assert max(one.took for one in asked) < 5.5
    proxy.let_through()
    deadline = time.monotonic() + 5
    while True:
        again = Asked(far, "/readyz")
        again.join()
        if again.status == 200:
            break
        assert time.monotonic() < deadline, "the database is back and the server does not see it"
        time.sleep(0.2)
