"""Who watches a team, a page or a program: a thread per process looks how far the teams are, and tells their watchers.

The thread starts with the first watcher; while nobody watches it asks nothing. Other processes are seen in the database, so
nothing else has to run. A watcher that may see its teams no more is let go.
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
"""Seconds: between two looks at the revisions, how long a stream lasts, how long it is silent at most."""

MOST, OF_ONE = 300, 60
"""Streams of a process, and those of one session, link or token among them."""

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
    """What a stream tells of its teams. Equal ones tell the same, and are asked once for all."""

    def now(self, current: Mapping[int, Mark]) -> str:
        """How far it is told once all is told, from the marks of the teams."""

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """What to tell who was told all until `seen`, and how far it is told then."""


@dataclass(eq=False, slots=True)
class Watcher:
    """One stream. `key` is the stored hash of a session or link or the id of a token, `seen` is how far it was told.

    `role`: it ends when its person has another one in the team, because others may see other things.
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
        """Whether what opened it is still in force, for all of its teams."""
        places = [(self.key, team) for team in self.teams or (NO_TEAM,)]
        return all(place in in_force and self.role in (None, in_force[place]) for place in places)


class TooManyStreams(UserError):
    """This process has as many streams as it keeps, or as many of this one."""

    sentence = N_("Too many streams are open. Read the events as JSON, or try again in half a minute.")
    seconds = 30


class Watchers:
    """The streams of a process. `doors` gives the database, `idle` how long a session lasts without use."""

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
        """Tell it from now on."""
        with self._changed:
            self._keep([*self._open, watcher])
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchers", daemon=True)
                self._thread.start()
            self._changed.notify()

    def wake(self) -> None:
        """Look now. Returns at once."""
        self._woken.set()

    def look(self, now: float) -> None:
        """Tell those whose teams have changed, keep silent streams alive, end what is over. One snapshot, a few statements."""
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
            _log.warning("pages and programs are not told of changes, and ask by themselves: %s", problem)


def _told(conn: Connection, current: Mapping[int, Mark], heard: list[Watcher]) -> list[tuple[bytes, str]]:
    """What each of them is told, and how far that goes. Who hears the same is told the same bytes."""
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
    """What this process has written is told at once; what others write, at the next look."""
    if request.method == "POST":
        hub.wake()
    return answer


def watchers() -> Watchers:
    """Those of the running application."""
    return cast(Watchers, current_app.extensions["watchers"])
