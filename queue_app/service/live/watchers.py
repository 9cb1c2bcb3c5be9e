"""Open event streams of pages and API clients. One thread per process polls the revisions of their teams and sends news.

The thread starts with the first stream, and does not poll while there are none. It sees the writes of other processes in the
database, so no message broker is needed. A stream ends when its owner loses access.
"""

import logging
import resource
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Literal, Protocol, cast

from flask import Flask, Response, current_app, request
from sqlalchemy import Connection

from queue_app.domain.errors import N_, UserError
from queue_app.domain.team.rights import Role
from queue_app.service.process.serving import connection_limit
from queue_app.service.process.stopping import stopping
from queue_app.store.db.engine import Doors
from queue_app.store.team.watching import (
    NO_TEAM,
    InForce,
    Mark,
    marks,
    teams_of_links,
    teams_of_sessions,
    teams_of_tokens,
)
from queue_app.usecases.transaction import utc_now

LOOK, LASTS, BEAT = 0.1, 25.0, 8.0
"""Seconds: between two polls, the lifetime of a stream, and its longest silence."""

MOST, OF_ONE = 300, 60
"""The largest number of streams of a process, and of one session, link or token."""

STILL_THERE = b":\n\n"
_COMPLAIN_EVERY = 60.0
_log = logging.getLogger("topmost.watchers")


class Answer(Protocol):
    """An answer that is still open."""

    @property
    def gone(self) -> bool: ...
    def send(self, data: bytes) -> None: ...
    def end(self) -> None: ...


By = Literal["session", "link", "token"]


class News(Protocol):
    """What a stream sends about its teams. Equal instances send the same, so each is read once."""

    def now(self, current: Mapping[int, Mark]) -> str:
        """The position after everything up to these marks was sent."""

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """The bytes to send after `seen`, and the new position."""


@dataclass(eq=False, slots=True)
class Watcher:
    """One stream. `key` is the stored hash of a session or link, or the id of a token; `seen` is the position sent last.

    If `role` is set, the stream ends when the person's role changes, since each role sees other content.
    """

    key: str
    by: By
    teams: tuple[int, ...]
    news: News
    seen: str
    answer: Answer
    ends: float
    told: float
    role: Role | None = None

    def may_hear(self, in_force: InForce) -> bool:
        """Whether its session, link or token still gives access to all its teams."""
        places = [(self.key, team) for team in self.teams or (NO_TEAM,)]
        return all(place in in_force and self.role in (None, in_force[place]) for place in places)


class TooManyStreams(UserError):
    """The process has its largest number of streams, or this session, link or token has."""

    sentence = N_("Too many streams are open. Read the events as JSON, or try again in half a minute.")
    seconds = 30


class Watchers:
    """The streams of a process. `idle` is how long a session lasts without use."""

    def __init__(self, doors: Callable[[], Doors], idle: timedelta, most: int = MOST) -> None:
        self._doors, self._idle, self._most = doors, idle, most
        self._open: list[Watcher] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._woken = threading.Event()
        self._complained = -_COMPLAIN_EVERY
        self.counted: Callable[[int], None] = lambda _: None  # Told how many are open.

    def refuse_too_many(self, key: str) -> None:
        """Raises TooManyStreams unless this session, link or token may open one more."""
        with self._changed:
            if len(self._open) >= self._most or sum(one.key == key for one in self._open) >= OF_ONE:
                raise TooManyStreams

    def add(self, watcher: Watcher) -> None:
        """Start to send to it."""
        with self._changed:
            self._keep([*self._open, watcher])
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchers", daemon=True)
                self._thread.start()
            self._changed.notify()

    def wake(self) -> None:
        """Poll now. Returns at once."""
        self._woken.set()

    def look(self, now: float) -> None:
        """Send news, keep silent streams alive and end those that are over. It takes one snapshot and a few statements."""
        with self._changed:
            self._keep([one for one in self._open if not one.answer.gone])
            watching = list(self._open)
        self._end([one for one in watching if now >= one.ends])
        watching = [one for one in watching if now < one.ends]
        if not watching:
            return
        with self._doors().reading() as conn:
            current = marks(conn, {team for one in watching for team in one.teams})
            due = [one for one in watching if one.news.now(current) != one.seen or now - one.told >= BEAT]
            in_force = self._in_force(conn, due) if due else {}
            heard = [one for one in due if one.may_hear(in_force)]
            told = _told(conn, current, heard)
        self._end([one for one in due if not one.may_hear(in_force)])
        for one, (data, seen) in zip(heard, told, strict=True):
            one.answer.send(data)
            one.seen, one.told = seen, now

    def _in_force(self, conn: Connection, due: list[Watcher]) -> InForce:
        keys: dict[By, set[str]] = defaultdict(set)
        for one in due:
            keys[one.by].add(one.key)
        now, found = utc_now(), InForce()
        if keys["session"]:
            found |= teams_of_sessions(conn, keys["session"], now, now - self._idle)
        if keys["link"]:
            found |= teams_of_links(conn, keys["link"])
        if keys["token"]:
            found |= teams_of_tokens(conn, keys["token"], now)
        return found

    def _end(self, over: list[Watcher]) -> None:
        gone = set(over)
        if not gone:
            return
        with self._changed:
            self._keep([one for one in self._open if one not in gone])
        for one in over:
            one.answer.end()

    def _keep(self, still_open: list[Watcher]) -> None:
        if len(still_open) != len(self._open):
            self.counted(len(still_open))
        self._open = still_open

    def _run(self) -> None:
        while not stopping.is_set():
            with self._changed:
                if not self._open:
                    self._changed.wait(1.0)
                    continue
            try:
                self.look(time.monotonic())
            except Exception as problem:  # The database is away: streams end in time, and pages poll.
                self._complain(problem)
            self._woken.wait(LOOK)
            self._woken.clear()
        self._end(list(self._open))

    def _complain(self, problem: Exception) -> None:
        if time.monotonic() - self._complained >= _COMPLAIN_EVERY:
            self._complained = time.monotonic()
            _log.warning("pages and programs are not told of changes, and ask by themselves: %s", problem)


def _told(conn: Connection, current: Mapping[int, Mark], heard: list[Watcher]) -> list[tuple[bytes, str]]:
    """What to send to each, and its new position. Equal streams share the same bytes."""
    known: dict[tuple[News, str], tuple[bytes, str]] = {}
    for one in heard:
        now = one.news.now(current)
        if (one.news, one.seen) not in known:
            known[one.news, one.seen] = one.news.since(conn, one.seen, now) if now != one.seen else (STILL_THERE, now)
    return [known[one.news, one.seen] for one in heard]


def watch_teams(app: Flask) -> None:
    """Put the watchers of this process into `app.extensions["watchers"]`. Half of its connections stay free for requests."""
    connections = connection_limit(resource.getrlimit(resource.RLIMIT_NOFILE)[0], app.config["THREADS"])
    idle = timedelta(days=app.config["SESSION_IDLE_DAYS"])
    hub = Watchers(lambda: app.extensions["doors"], idle, min(MOST, connections // 2))
    app.extensions["watchers"] = hub
    app.after_request(partial(_wake, hub))


def _wake(hub: Watchers, answer: Response) -> Response:
    """Poll at once after a write of this process; writes of others are seen at the next poll."""
    if request.method == "POST":
        hub.wake()
    return answer


def watchers() -> Watchers:
    """The watchers of the running application."""
    return cast(Watchers, current_app.extensions["watchers"])
