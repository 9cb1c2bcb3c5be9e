"""Who watches a page of a team: a thread per process looks at the revisions of the teams, and tells their watchers.

The thread starts with the first watcher; while nobody watches it asks nothing. Other processes are seen in the database, so
nothing else has to run. A watcher that may see its teams no more is let go.
"""

import logging
import resource
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Protocol, cast

from flask import Flask, Response, current_app, request
from sqlalchemy import Connection

from queue_app.service.process.serving import connection_limit
from queue_app.service.process.stopping import stopping
from queue_app.store.db.engine import Doors
from queue_app.store.team.watching import NO_TEAM, revisions, teams_of_links, teams_of_sessions
from queue_app.usecases.transaction import utc_now

LOOK, LASTS, BEAT = 0.1, 25.0, 8.0
"""Seconds: between two looks at the revisions, how long a stream lasts, how long it is silent at most."""

MOST, OF_ONE = 300, 60
"""Streams of a process, and those of one session or link among them."""

_COMPLAIN_EVERY = 60.0
_log = logging.getLogger("topmost.watchers")


class Answer(Protocol):
    """An answer that is still open."""

    @property
    def gone(self) -> bool: ...
    def send(self, data: bytes) -> None: ...
    def end(self) -> None: ...


@dataclass(eq=False, slots=True)
class Watcher:
    """One stream. `key` is the stored hash of a session or link, `seen` the revisions that it was told last."""

    key: str
    by_link: bool
    teams: tuple[int, ...]
    seen: str
    answer: Answer
    ends: float
    told: float

    @property
    def places(self) -> set[tuple[str, int]]:
        """What must be in force for it."""
        return {(self.key, team) for team in self.teams or (NO_TEAM,)}


def event_id(teams: Iterable[int], now: Mapping[int, int]) -> str:
    """The revisions of the teams as a page and a stream say them: `1.41`, for several teams `1.41-7.12`."""
    return "-".join(f"{team}.{now[team]}" for team in sorted(teams) if team in now)


def as_event(seen: str) -> bytes:
    """The event of a stream. Its id comes back when the stream is resumed."""
    return f"id: {seen}\ndata: {seen}\n\n".encode()


class Watchers:
    """The streams of a process. `doors` gives the database, `idle` how long a session lasts without use."""

    def __init__(self, doors: Callable[[], Doors], idle: timedelta, most: int = MOST) -> None:
        self._doors, self._idle, self._most = doors, idle, most
        self._open: list[Watcher] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()
        self._complained = -_COMPLAIN_EVERY

    def has_room(self, key: str) -> bool:
        """Whether this session or link may open one more."""
        with self._changed:
            return len(self._open) < self._most and sum(one.key == key for one in self._open) < OF_ONE

    def add(self, watcher: Watcher) -> None:
        """Tell it from now on."""
        with self._changed:
            self._open.append(watcher)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchers", daemon=True)
                self._thread.start()
            self._changed.notify()

    def wake(self) -> None:
        """Look now. Returns at once."""
        self._woken.set()

    def look(self, now: float) -> None:
        """Tell those whose teams have changed, keep silent streams alive, end what is over. One snapshot, three statements."""
        with self._changed:
            self._open = [one for one in self._open if not one.answer.gone]
            watching = list(self._open)
        self._end([one for one in watching if now >= one.ends])
        watching = [one for one in watching if now < one.ends]
        if not watching:
            return
        with self._doors().reading() as conn:
            current = revisions(conn, {team for one in watching for team in one.teams})
            due = [one for one in watching if event_id(one.teams, current) != one.seen or now - one.told >= BEAT]
            in_force = self._in_force(conn, due) if due else set()
        self._end([one for one in due if not one.places <= in_force])
        for one in due:
            if one.places <= in_force:
                self._tell(one, event_id(one.teams, current), now)

    def _tell(self, one: Watcher, seen: str, now: float) -> None:
        one.answer.send(as_event(seen) if seen != one.seen else b":\n\n")
        one.seen, one.told = seen, now

    def _in_force(self, conn: Connection, due: list[Watcher]) -> set[tuple[str, int]]:
        now = utc_now()
        links = {one.key for one in due if one.by_link}
        sessions = {one.key for one in due if not one.by_link}
        by_session = teams_of_sessions(conn, sessions, now, now - self._idle) if sessions else set()
        return by_session | (teams_of_links(conn, links) if links else set())

    def _end(self, over: list[Watcher]) -> None:
        gone = set(over)
        if not gone:
            return
        with self._changed:
            self._open = [one for one in self._open if one not in gone]
        for one in over:
            one.answer.end()

    def _run(self) -> None:
        while not stopping.is_set():
            with self._changed:
                if not self._open:
                    self._changed.wait(1.0)
                    continue
            try:
                self.look(time.monotonic())
            except (
                Exception
            ) as problem:  # The database is away: streams end at their time, and pages ask by themselves.
                self._complain(problem)
            self._woken.wait(LOOK)
            self._woken.clear()
        self._end(list(self._open))

    def _complain(self, problem: Exception) -> None:
        if time.monotonic() - self._complained >= _COMPLAIN_EVERY:
            self._complained = time.monotonic()
            _log.warning("pages are not told of changes, and ask by themselves: %s", problem)


def watch_teams(app: Flask) -> None:
    """Put the watchers of this process into `app.extensions["watchers"]`. Half of its connections stay free for requests."""
    connections = connection_limit(resource.getrlimit(resource.RLIMIT_NOFILE)[0], app.config["THREADS"])
    idle = timedelta(days=app.config["SESSION_IDLE_DAYS"])
    hub = Watchers(lambda: app.extensions["doors"], idle, min(MOST, connections // 2))
    app.extensions["watchers"] = hub
    app.after_request(partial(_wake, hub))


def _wake(hub: Watchers, answer: Response) -> Response:
    """What this process has written is told at once; what others write, at the next look."""
    if request.method == "POST":
        hub.wake()
    return answer


def watchers() -> Watchers:
    """Those of the running application."""
    return cast(Watchers, current_app.extensions["watchers"])
