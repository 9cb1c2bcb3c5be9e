"""The queue page on the real server with 200 and 10,000 waiting items: its CPU time, and its size with assets."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median

from bench.client import Client, signed_in
from bench.measure import WARM, Length, Line, at_most, cpu_seconds, settled
from bench.place import Place
from bench.queue import bring_in, busy, past_rows, waiting_rows
from bench.server import EMAIL, PASSWORD, account, served

AIMS = {200: (30, 12), 10_000: (60, 20)}
"""{waiting: (CPU of the server in ms, KB of HTML gzipped)}; a search has 80 ms."""
SEARCH_MS, ASSETS_KB, PAST = 80, 32, 700
_ASSETS = re.compile(rb'(?:href|src)="(/[^"]+\.(?:css|js)[^"]*)"')


def lines(place: Place, length: Length) -> Iterator[Line]:
    """All measurements, with one server for each size."""
    for waiting, (cpu, kilobytes) in AIMS.items():
        cast = place.cast()
        bring_in(cast, waiting_rows(waiting))
        bring_in(cast, past_rows(PAST))
        busy(cast)
        account(cast)
        with served(place, cast) as server:
            cookie = f"Cookie: {signed_in(server.netloc, EMAIL, PASSWORD)}"
            client, packed = Client(server.netloc, (cookie,)), Client(server.netloc, (cookie, "Accept-Encoding: gzip"))
            settled(server.process.pid)
            page, watched = f"/teams/{cast.team}", partial(_cpu, client, server.process.pid, length.times)
            used, html = watched(page)
            yield at_most(f"queue page, {waiting:,} waiting: CPU of the server", used, cpu, "ms")
            yield at_most(f"queue page, {waiting:,} waiting: HTML gzipped", _kilobytes(packed, [page]), kilobytes, "KB")
            used, _ = watched(f"{page}?q=search")
            yield at_most(f"search, {waiting:,} waiting: CPU of the server", used, SEARCH_MS, "ms")
            if waiting == min(AIMS):
                assets = sorted({path.decode() for path in _ASSETS.findall(html)})
                yield at_most(f"{len(assets)} files of JS and CSS gzipped", _kilobytes(packed, assets), ASSETS_KB, "KB")


def _cpu(client: Client, pid: int, times: int, path: str) -> tuple[float, bytes]:
    """The median CPU time of an answer in ms, and the answer."""
    used, body = [], b""
    for _ in range(times + WARM):
        before = cpu_seconds(pid)
        status, body = client.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} was answered with {status}")
        used.append((cpu_seconds(pid) - before) * 1000)
    return median(used[WARM:]), body


def _kilobytes(client: Client, paths: Sequence[str]) -> float:
    """The size of these answers as they are sent."""
    return sum(len(client.ask("GET", path)[1]) for path in paths) / 1024
