"""PgBouncer in transaction mode in front of PostgreSQL: each transaction may use another session.

After each transaction it resets the session (DISCARD ALL), so no code can depend on the state of a session.
"""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from tests.parts import program
from tests.proxy import proxied

_SETTINGS = """[databases]
* = host=127.0.0.1 port={behind} user={user}{password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 24
max_client_conn = 400
server_reset_query = DISCARD ALL
server_reset_query_always = 1
server_idle_timeout = 5
"""


class Pooler:
    """A PgBouncer that forwards to every database of its server."""

    def __init__(self, port: int) -> None:
        self._port = port

    def way_to(self, url: str) -> str:
        """The URL of the database through PgBouncer, with the options that docs/running.md gives for versions before 1.21."""
        to, unprepared = make_url(url), {"prepare_threshold": "none"}
        through = URL.create(
            to.drivername, to.username, host="127.0.0.1", port=self._port, database=to.database, query=unprepared
        )
        return through.render_as_string(hide_password=False)


@contextmanager
def pooled(server: str) -> Iterator[Pooler]:
    """A PgBouncer in front of the server at this URL. It refuses to run as root, so root starts it as `nobody`. That user cannot
    reach the server's socket, so PgBouncer connects to a port."""
    port, near = _free_port(), make_url(server)
    with proxied(server) as behind, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        settings = Path(folder) / "pgbouncer.ini"
        password = f" password='{near.password}'" if near.password else ""
        to = {"behind": make_url(behind.url).port, "user": near.username, "password": password}
        settings.write_text(_SETTINGS.format(port=port, **to))
        command = [program("pgbouncer") or "pgbouncer", *(["-u", "nobody"] if os.geteuid() == 0 else []), settings]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                _wait_for(port, process)
                yield Pooler(port)
            finally:
                process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 10
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("PgBouncer does not start")
        time.sleep(0.02)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
