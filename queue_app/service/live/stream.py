"""Server-sent events with the revision of a team. When it changes, the page requests its content again.

If the server cannot keep an answer open (`flask run`, tests), the stream ends at once and the client reconnects each second.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from flask import Response, request
from sqlalchemy import Connection

from queue_app.domain.team.rights import Role
from queue_app.screens.values import seen_words
from queue_app.service.live.watchers import LASTS, By, News, Watcher, watchers
from queue_app.service.process.database import doors
from queue_app.service.process.open_answers import KEEP_OPEN, OpenAnswer
from queue_app.store.team.watching import Mark, marks

LAST = "Last-Event-ID"
"""The header in which a resuming client sends the id of the last event that it received."""

_AGAIN, _AGAIN_UNKEPT = 100, 1000  # ms until the client resumes a stream that ended


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revisions of a page's teams: `1.41`, for several teams `1.41-7.12`."""

    teams: tuple[int, ...]

    def now(self, current: Mapping[int, Mark]) -> str:
        """The current revisions, as the stream writes them."""
        return event_id(self.teams, current)

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """The current revisions; `seen` does not matter."""
        return f"id: {now}\ndata: {now}\n\n".encode(), now


@dataclass(frozen=True, slots=True)
class Opener:
    """What opened a stream: the stored hash of a session or link, or the id of a token; and the person's role, if the content
    depends on it."""

    key: str
    by: By = "session"
    role: Role | None = None


def stream(key: str, teams: tuple[int, ...], *, by: By = "session") -> Response:
    """The stream of a page, for the session or link with the stored hash `key`. Raises TooManyStreams."""
    return news_stream(Opener(key, by), teams, Revisions(teams), request.headers.get(LAST, ""))


def news_stream(opener: Opener, teams: tuple[int, ...], news: News, seen: str | None) -> Response:
    """A stream of these news, beginning after `seen`; None: from now on. Raises TooManyStreams."""
    hub = watchers()
    hub.refuse_too_many(opener.key)
    with doors().reading() as conn:
        now = news.now(marks(conn, teams))
        first, told = (b"", now) if seen == now else news.since(conn, now if seen is None else seen, now)
    keep_open = request.environ.get(KEEP_OPEN) if request.environ["REQUEST_METHOD"] == "GET" else None
    if keep_open is not None:
        keep_open(partial(_watch, opener, teams, news, told, hub.add))
    again = f"retry: {_AGAIN if keep_open else _AGAIN_UNKEPT}\n\n".encode()
    answer = Response(iter([again + first]), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "private, no-store, no-transform"
    answer.headers["X-Accel-Buffering"] = "no"  # Otherwise nginx would hold events back until a buffer is full.
    return answer


def seen_now(conn: Connection, teams: Collection[int]) -> str:
    """The revisions of the teams, as the stream writes them, for the page that shows them."""
    return event_id(teams, marks(conn, teams))


def event_id(teams: Iterable[int], now: Mapping[int, Mark]) -> str:
    """The same, from marks already read."""
    return "-".join(seen_words(team, now[team].revision, now[team].elsewhere) for team in sorted(teams) if team in now)


def _watch(
    opener: Opener, teams: tuple[int, ...], news: News, seen: str, add: Callable[[Watcher], None], answer: OpenAnswer
) -> None:
    """Runs when the request is over, without the application's context."""
    now = time.monotonic()
    add(Watcher(opener.key, opener.by, teams, news, seen, answer, ends=now + LASTS, told=now, role=opener.role))
