"""Twelve open queue pages, kept up to date as by `live.js` while somebody moves items; then 200 streams on one process."""

import gzip
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from bench.client import Client, program, signed_in
from bench.measure import Length, Line, at_most, cpu_seconds, percentile, settled
from bench.place import Place
from bench.queue import bring_in, busy, waiting_rows
from bench.server import PASSWORD, served, team_of
from queue_app.domain.team.rights import Role
from tests.faults.served import team_tokens

VIEWERS, WAITING, EVERY = 12, 200, 0.2
OWN_MS, SEEN_MS, CPU_MS, UNCHANGED_MS = 150, 600, 5, 3
STREAMS, PAGE_MS, RSS_MB = 200, 100, 250
APART = 0.25
"""Seconds between two requests for a page, as in `live.js`."""

_SEEN = re.compile(rb'data-live="([^"]+)" data-seen="[\d.]*?(\d+)"')
_TAG = re.compile(rb"etag: *([^\r\n]+)", re.IGNORECASE)
Sight = tuple[float, int]
"""(when a page arrived, the revision that it shows)."""


def lines(place: Place, length: Length) -> Iterator[Line]:
    """How long a move takes, when the others see it, and what that costs the server."""
    cast = place.cast(6)
    bring_in(cast, waiting_rows(WAITING))
    busy(cast)
    people = team_of(cast, VIEWERS)
    token = team_tokens(cast, 1, Role.MANAGER)[0]
    with served(place, cast) as server:
        pid, page = server.process.pid, f"/teams/{cast.team}"
        cookies = [signed_in(server.netloc, address, PASSWORD) for address in people]
        mover, viewer = program(server.netloc, token), Client(server.netloc, (f"Cookie: {cookies[0]}",))
        live, _ = _shown(viewer, page)
        yield at_most(
            "an unchanged queue page: CPU of the server",
            _unchanged(server.netloc, cookies[0], page, pid),
            UNCHANGED_MS,
            "ms",
        )
        settled(pid)
        alone, _ = _moved(mover, cast.team, length.seconds, pid, 20)
        with _watching(server.netloc, cookies, page, live) as sights:
            time.sleep(1)  # Not `settled`: with open streams the server is never idle.
            _, base = _shown(viewer, page)
            watched, moves = _moved(mover, cast.team, length.seconds, pid, 21)
            time.sleep(1)
        seen = _seen(sights, moves, base)
        yield at_most(
            f"a move, {1 / EVERY:g} a second with {VIEWERS} viewers, p95",
            percentile([end - began for began, end in moves], 0.95) * 1000,
            OWN_MS,
            "ms",
        )
        yield at_most("a viewer has the page with it, p95", percentile(seen, 0.95) * 1000, SEEN_MS, "ms")
        yield at_most(
            "CPU of the server a change and viewer", (watched - alone) / len(moves) / VIEWERS * 1000, CPU_MS, "ms"
        )
        yield from _crowded(server.netloc, cookies, page, live, pid)


def _shown(viewer: Client, page: str) -> tuple[str, int]:
    """The address of the page's stream, and the revision that the page shows."""
    _, html = viewer.ask("GET", page)
    found = _SEEN.search(gzip.decompress(html) if html.startswith(b"\x1f\x8b") else html)
    if found is None:
        raise RuntimeError("the page names no stream")
    return found[1].decode(), int(found[2])


def _unchanged(netloc: str, cookie: str, page: str, pid: int) -> float:
    """The median CPU time of an answer 304, in milliseconds."""
    with socket.create_connection(tuple(netloc.split(":"))) as plain:
        plain.sendall(
            f"GET {page} HTTP/1.1\r\nHost: {netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += plain.recv(65_536)
    tag = _TAG.search(head)
    asking = Client(netloc, (f"Cookie: {cookie}", f"If-None-Match: {tag[1].decode() if tag else ''}"))
    used = []
    for _ in range(60):
        before = cpu_seconds(pid)
        status, _ = asking.ask("GET", page)
        if status != 304:
            raise RuntimeError(f"an unchanged page was answered with {status}")
        used.append((cpu_seconds(pid) - before) * 1000)
    return median(used[20:])


def _moved(mover: Client, team: int, seconds: float, pid: int, first: int) -> tuple[float, list[tuple[float, float]]]:
    """Move items for this long, below the item `first` and those after it. Returns the server's CPU time, and (start, end) of
    each move."""
    used, moves = cpu_seconds(pid), []
    for n in range(int(seconds / EVERY)):
        began = time.monotonic()
        move = {"below": n % 80 + first, "kind": "other", "reason": "So that it is measured"}
        status, told = mover.ask("POST", f"/api/teams/{team}/items/{n % 80 + 110}/move", json.dumps(move).encode())
        if status not in (200, 201) or b'"changed":true' not in told:
            raise RuntimeError(f"a move was answered with {status}: {told[:200]!r}")
        moves.append((began, time.monotonic()))
        time.sleep(max(0.0, began + EVERY - time.monotonic()))
    return cpu_seconds(pid) - used, moves


@contextmanager
def _watching(netloc: str, cookies: list[str], page: str, live: str) -> Iterator[list[list[Sight]]]:
    """Run the viewers in another process inside the context. Afterwards the list has what each of them saw."""
    here, there = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_view, args=(there, netloc, cookies, page, live), daemon=True)
    process.start()
    there.close()
    here.recv()
    sights: list[list[Sight]] = []
    yield sights
    here.send("enough")
    sights += here.recv()
    process.join()


def _view(pipe: Connection, netloc: str, cookies: list[str], page: str, live: str) -> None:
    sights: list[list[Sight]] = [[] for _ in cookies]
    for cookie, mine in zip(cookies, sights, strict=True):
        threading.Thread(target=_keep_up, args=(netloc, cookie, page, live, mine), daemon=True).start()
    while not all(sights):
        time.sleep(0.05)
    pipe.send("ready")
    pipe.recv()
    pipe.send(sights)


def _keep_up(netloc: str, cookie: str, page: str, live: str, sights: list[Sight]) -> None:
    """Keep one page up to date: request it after each event, no sooner than live.js does."""
    team = page.rpartition("/")[2]
    client = Client(netloc, (f"Cookie: {cookie}", "Accept-Encoding: gzip"))
    shown, asked = _shown(client, page)[1], time.monotonic()
    sights.append((asked, shown))
    own = client.headers
    while True:
        for revision in _told(netloc, cookie, live):
            if revision <= shown:
                continue
            time.sleep(max(0.0, asked + APART - time.monotonic()))
            asked = time.monotonic()
            client.headers = (*own, f"Topmost-Seen: {team}.{shown}")
            shown = _shown(client, page)[1]
            sights.append((time.monotonic(), shown))


def _told(netloc: str, cookie: str, live: str) -> Iterator[int]:
    """The revisions that one stream sends until it ends."""
    with _opened(netloc, cookie, live) as stream, stream.makefile("rb") as said:
        for line in said:
            if line.startswith(b"data: "):
                yield int(line.rstrip().rpartition(b".")[2])


def _opened(netloc: str, cookie: str, live: str) -> socket.socket:
    stream = socket.create_connection(tuple(netloc.split(":")))
    stream.sendall(
        f"GET {live} HTTP/1.1\r\nHost: {netloc}\r\nCookie: {cookie}\r\nAccept: text/event-stream\r\n\r\n".encode()
    )
    return stream


def _seen(sights: list[list[Sight]], moves: list[tuple[float, float]], base: int) -> list[float]:
    """For each move and viewer, the seconds from the start of the move until a page shows it; infinite if none did."""
    took = []
    for n, (began, _) in enumerate(moves, base + 1):
        took += [next((at - began for at, shown in mine if shown >= n), float("inf")) for mine in sights]
    return took


def _crowded(netloc: str, cookies: list[str], page: str, live: str, pid: int) -> Iterator[Line]:
    streams = [_opened(netloc, cookies[n % VIEWERS], live) for n in range(STREAMS)]
    viewer, took = Client(netloc, (f"Cookie: {cookies[0]}",)), []
    for _ in range(40):
        began = time.monotonic()
        status, _ = viewer.ask("GET", page)
        took.append((time.monotonic() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"with {STREAMS} streams a page was answered with {status}")
    yield at_most(f"a page with {STREAMS} streams open, p95", percentile(took, 0.95), PAGE_MS, "ms")
    kilobytes = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    yield at_most("memory of the process with them", int(kilobytes[1]) / 1024 if kilobytes else 0.0, RSS_MB, "MB", 0)
    heard = sum(b"data:" in stream.recv(65_536) for stream in streams)
    yield Line("streams that were told the revision", f"{heard:,} of {STREAMS}")
    for stream in streams:
        stream.close()
