"""Behind PgBouncer in transaction mode each transaction may be in another session: nothing may rely on the session."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from queue_app.store.db.engine import Doors, open_engine
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.cast import Cast
from tests.proxy import proxied

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not shutil.which("pgbouncer"), reason="no PgBouncer. Debian: apt-get install pgbouncer"),
    pytest.mark.parametrize("doors", ["postgres"], indirect=True),
]
SETTINGS = """[databases]
{database} = host=127.0.0.1 port={behind} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def pooled_url(database_url: str) -> Iterator[str]:
    """The address of the database by way of PgBouncer, which runs as nobody: it refuses to be root."""
    url, port = make_url(database_url), free_port()
    with proxied(database_url) as behind, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        settings = Path(folder) / "pgbouncer.ini"
        near = make_url(behind.url)
        settings.write_text(SETTINGS.format(database=url.database, behind=near.port, user=url.username, port=port))
        command = ["pgbouncer", *(["-u", "nobody"] if os.geteuid() == 0 else []), str(settings)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while not listens(port) and time.monotonic() < until:
            time.sleep(0.05)
        query = {"prepare_threshold": "none"}
        yield near.set(port=port).update_query_dict(query).render_as_string(hide_password=False)
        process.terminate()
        process.wait()


def test_the_queue_works_behind_a_pooler_of_transactions(cast: Cast, pooled_url: str) -> None:  # S3
    engine = open_engine(pooled_url, pool_size=4)
    there = replace(cast, doors=Doors(engine))
    for n in range(8):
        there.add(f"Item {n}")
    there.do(pull_top)
    there.do(finish, item=1)
    with there.doors.reading() as conn:
        assert conn.scalar(text("SHOW statement_timeout")) == "4s"
    assert len(there.order()) == 7
    engine.dispose()
