"""Three PostgreSQL nodes managed by Patroni, etcd to elect a leader, and HAProxy in front of them, all on this machine."""

import json
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from ha.node import Node
from ha.programs import Programs, free_ports

PACKAGES = {"etcd": "etcd-server", "patroni": "patroni", "haproxy": "haproxy"}
SERVERS = 2
PATIENCE = 120
Found = TypeVar("Found")


def postgres_folder() -> Path | None:
    """The folder with the programs of the newest PostgreSQL server, which Debian does not put on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda file: int(file.parts[-3]))
    return found[-1].parent if found else None


def missing_packages() -> list[str]:
    """The needed Debian packages that are not installed."""
    absent = [package for program, package in PACKAGES.items() if not _path(program)]
    return absent if postgres_folder() else [*absent, "postgresql"]


def _path(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")


class Cluster:
    """The programs and their addresses, in their own folder."""

    def __init__(self, folder: Path) -> None:
        self._programs = Programs(folder)
        ports = free_ports(4 + SERVERS + 6)
        self._etcd, self._peer, database, front = ports[:4]
        self.server_ports = ports[4 : 4 + SERVERS]
        pairs = ports[4 + SERVERS :]
        self._password = secrets.token_urlsafe(16)
        self.nodes = [
            Node(self._programs, f"node{n + 1}", f"127.0.0.1:{pairs[2 * n]}", f"127.0.0.1:{pairs[2 * n + 1]}")
            for n in range(3)
        ]
        self._database, self.front = f"127.0.0.1:{database}", f"127.0.0.1:{front}"

    @property
    def one_address(self) -> str:
        """The database's URL by way of HAProxy, which knows the leader."""
        return f"postgresql://topmost:{self._password}@{self._database}/topmost"

    @property
    def three_addresses(self) -> str:
        """The database's URL with all nodes. The driver asks each of them whether it takes writes."""
        hosts = "&".join(f"host={node.postgres}" for node in self.nodes)
        return f"postgresql://topmost:{self._password}@/topmost?{hosts}&target_session_attrs=read-write"

    def start(self) -> None:
        """Start all programs and create the database. Returns when three nodes run."""
        self._start_etcd()
        for node in self.nodes:
            node.configure(self._settings(node))
            node.start()
            self.leader()  # The first node creates the cluster, and the others copy it.
        self._start_haproxy()
        self.wait_until_whole()
        self._make_database()

    def end(self) -> None:
        """Kill everything."""
        for node in self.nodes:
            node.kill()
        self._programs.end()

    def leader(self, other_than: Node | None = None) -> Node:
        """Wait for a node that takes writes, and return it."""
        return _waited_for(lambda: next((n for n in self.nodes if n is not other_than and n.leads()), None), "a leader")

    def standby(self) -> str:
        """The name of the synchronous standby, which has every commit before it is acknowledged; "" if there is none."""
        return next((m["name"] for m in self._members() if m["role"] == "sync_standby"), "")

    def wait_until_whole(self) -> None:
        """Wait until three nodes run and there is a synchronous standby."""
        _waited_for(lambda: self.standby() and len(self._running()) == len(self.nodes), "three nodes")

    def _running(self) -> list[str]:
        return [member["name"] for member in self._members() if member["state"] in ("running", "streaming")]

    def _members(self) -> list[dict[str, Any]]:
        for node in self.nodes:
            with (
                suppress(URLError, OSError, ValueError),
                urlopen(f"http://{node.patroni}/cluster", timeout=2) as answer,
            ):
                members: list[dict[str, Any]] = json.load(answer)["members"]
                return members
        return []

    def _start_etcd(self) -> None:
        client, peer = f"http://127.0.0.1:{self._etcd}", f"http://127.0.0.1:{self._peer}"
        urls = {"listen-client-urls": client, "advertise-client-urls": client, "listen-peer-urls": peer}
        urls |= {"initial-advertise-peer-urls": peer, "initial-cluster": f"default={peer}"}
        options = [part for name, value in urls.items() for part in (f"--{name}", value)]
        self._programs.start("etcd", [_path("etcd"), "--data-dir", self._programs.folder / "etcd", *options])
        _waited_for(lambda: _answers(f"{client}/health"), "etcd")

    def _settings(self, node: Node) -> dict[str, Any]:
        """Patroni's settings for a node, with short times, so that a lost leader is replaced within ten seconds."""
        everybody = ["local all all trust", "host all all 127.0.0.1/32 scram-sha-256"]
        dcs = {
            "ttl": 6,
            "loop_wait": 1,
            "retry_timeout": 2,
            "synchronous_mode": True,
            "primary_start_timeout": 0,
            "postgresql": {"use_pg_rewind": True, "parameters": {"password_encryption": "scram-sha-256"}},
        }
        roles = {name: {"username": name, "password": self._password} for name in ("replicator", "rewinder")}
        listen = {"listen": node.postgres, "connect_address": node.postgres}
        return {
            "scope": "topmost",
            "name": node.name,
            "restapi": {"listen": node.patroni, "connect_address": node.patroni},
            "etcd3": {"hosts": [f"127.0.0.1:{self._etcd}"]},
            "bootstrap": {
                "dcs": dcs,
                "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
                "pg_hba": ["host replication replicator 127.0.0.1/32 scram-sha-256", *everybody],
            },
            "postgresql": listen
            | {
                "data_dir": str(node.folder / "data"),
                "bin_dir": str(postgres_folder()),
                "pgpass": str(node.folder / "pgpass"),
                "authentication": {
                    "superuser": {"username": "postgres", "password": self._password},
                    "replication": roles["replicator"],
                    "rewind": roles["rewinder"],
                },
                "parameters": {"unix_socket_directories": str(node.folder)},
            },
        }

    def _start_haproxy(self) -> None:
        nodes = [f"server {n.name} {n.postgres} check port {n.patroni.split(':')[1]}" for n in self.nodes]
        servers = [f"server app{port} 127.0.0.1:{port} check" for port in self.server_ports]
        lines = [
            "defaults",
            "  timeout connect 2s",
            "  timeout client 60s",
            "  timeout server 60s",
            "listen database",
            f"  bind {self._database}",
            "  mode tcp",
            "  option httpchk OPTIONS /primary",
            "  http-check expect status 200",
            "  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions",
            *(f"  {line}" for line in nodes),
            "listen web",
            f"  bind {self.front}",
            "  mode http",
            "  option httpchk GET /livez",
            *(f"  {line}" for line in servers),
        ]
        file = self._programs.folder / "haproxy.cfg"
        file.write_text("\n".join([*lines, ""]))
        self._programs.start("haproxy", [_path("haproxy"), "-f", file])

    def _make_database(self) -> None:
        host, port = self.leader().postgres.split(":")
        login = {"host": host, "port": port, "user": "postgres", "password": self._password, "dbname": "postgres"}
        with closing(psycopg.connect(**login, autocommit=True)) as connection:
            connection.execute(f"CREATE ROLE topmost LOGIN PASSWORD '{self._password}'")
            connection.execute("CREATE DATABASE topmost OWNER topmost TEMPLATE template0 ENCODING 'UTF8'")


def _answers(address: str) -> bool:
    with suppress(URLError, OSError), urlopen(address, timeout=2) as answer:
        return bool(answer.status == 200)
    return False


def _waited_for(find: Callable[[], Found], what: str) -> Found:
    until = time.monotonic() + PATIENCE
    while not (found := find()):
        if time.monotonic() > until:
            raise RuntimeError(f"There was no {what} within {PATIENCE} seconds.")
        time.sleep(0.05)
    return found
