"""The stream of a page that stands open: server-sent events that say the revision. The page then asks for what it shows.

Where the server cannot keep an answer open (`flask run`, tests), the stream ends at once and the browser asks again each second.
"""

import time
from collections.abc import Collection
from functools import partial

from flask import Response, request
from sqlalchemy import Connection

from queue_app.service.live.watchers import LASTS, Watcher, Watchers, as_event, event_id, watchers
from queue_app.service.process.database import doors
from queue_app.service.process.open_answers import KEEP_OPEN, OpenAnswer
from queue_app.store.team.watching import revisions

RETRY_SECONDS = 30
_AGAIN, _AGAIN_UNKEPT = 100, 1000  # ms until the browser resumes a stream that ended


def stream(key: str, teams: tuple[int, ...], *, by_link: bool = False) -> Response:
    """The stream for the session or link with the stored hash `key`. 503 when this process has too many."""
    hub = watchers()
    if not hub.has_room(key):
        return Response(status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    with doors().reading() as conn:
        seen = seen_now(conn, teams)
    keep_open = request.environ.get(KEEP_OPEN) if request.environ["REQUEST_METHOD"] == "GET" else None
    if keep_open is not None:
        keep_open(partial(_watch, hub, key, by_link, teams, seen))
    first = f"retry: {_AGAIN if keep_open else _AGAIN_UNKEPT}\n\n".encode()
    if request.headers.get("Last-Event-ID") != seen:
        first += as_event(seen)
    answer = Response(iter([first]), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "private, no-store, no-transform"
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would collect events until a buffer is full.
    return answer


def seen_now(conn: Connection, teams: Collection[int]) -> str:
    """The revisions of the teams in the words of the stream, for the page that shows them."""
    return event_id(teams, revisions(conn, teams))


def _watch(hub: Watchers, key: str, by_link: bool, teams: tuple[int, ...], seen: str, answer: OpenAnswer) -> None:
    """Runs when the request is over, without the application's context."""
    now = time.monotonic()
    hub.add(Watcher(key, by_link, teams, seen, answer, ends=now + LASTS, told=now))
