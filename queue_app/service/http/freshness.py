"""Weak ETags over everything that a screen depends on, so that an unchanged page costs little to request again."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from flask import Response, make_response, request
from flask import session as cookie
from sqlalchemy import Connection

from queue_app.domain.team.team import Team
from queue_app.screens.frame import Viewer, read_scene
from queue_app.screens.told import with_told
from queue_app.screens.values import Frame
from queue_app.service.http.access import Caller
from queue_app.service.http.language import language
from queue_app.service.http.viewing import viewer
from queue_app.service.http.visitor import display
from queue_app.service.live.stream import seen_now
from queue_app.service.process.database import doors
from queue_app.service.reports.notice import notice_words

Screen = TypeVar("Screen")

SEEN = "Topmost-Seen"
"""The request header in which the script of an open page sends the revision that the page shows."""


def fresh(
    caller: Caller,
    read: Callable[[Connection, Viewer], Screen],
    draw: Callable[[Screen], str | Response],
    *,
    each_minute: bool = False,
) -> Response:
    """The answer of `draw` for the screen of `read`, with its ETag. 304 if the client has it already; that reads only
    the frame.

    `each_minute`: the screen changes with time, so its ETag changes each minute.
    """
    with doors().reading() as conn:
        reader = viewer(caller)
        scene = read_scene(conn, reader)
        etag = tag(scene.frame, _minute(scene.frame.now) if each_minute else None)
        not_modified = unchanged(etag)
        if not_modified is not None:
            return not_modified
        screen = read(conn, replace(reader, scene=with_told(conn, reader, scene, _seen(caller))))
    return tagged(make_response(draw(screen)), etag)


def fresh_for_all(
    team: Team, now: datetime, read: Callable[[Connection, datetime], Screen], draw: Callable[[Screen, str], str]
) -> Response:
    """As `fresh`, for a page that is the same for all who may see it. Its ETag changes each minute.

    `draw` also gets the revision, written as in the page's event stream.
    """
    with doors().reading() as conn:
        seen = seen_now(conn, (team.id,))
        etag = _hash(seen, _minute(now), *_asked(), notice_words(), build())
        not_modified = unchanged(etag)
        if not_modified is not None:
            return not_modified
        screen = read(conn, now)
    return tagged(make_response(draw(screen, seen)), etag)


def fresh_for_person(
    read_state: Callable[[Connection], tuple[object, ...] | None],
    read: Callable[[Connection], Screen],
    draw: Callable[[Screen], str],
) -> Response:
    """As `fresh`, for a personal page without a team. `read_state` returns everything that the page depends on; if it
    returns None, the page has no ETag.
    """
    with doors().reading() as conn:
        state = read_state(conn)
        etag = _hash(state, cookie.get("_flashes"), *_asked(), notice_words(), build()) if state else None
        not_modified = unchanged(etag) if etag else None
        if not_modified is not None:
            return not_modified
        screen = read(conn)
    answer = make_response(draw(screen))
    return tagged(answer, etag) if etag else answer


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _seen(caller: Caller) -> int | None:
    """The revision that the asking page shows; None if it sends none for this team."""
    team, revision, *_ = [*request.headers.get(SEEN, "").split(".", 2), ""]
    known = team == str(caller.team.id) and revision.isascii() and revision.isdecimal() and len(revision) <= 10
    return int(revision) if known else None


def _asked() -> tuple[object, ...]:
    return request.full_path, request.headers.get("Accept", ""), language(), display()


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


@cache
def build() -> str:
    """A hash of the code and templates: another build may draw another page from the same data."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[2].rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".po", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def tag(frame: Frame, *further: object) -> str:
    """The ETag of a screen at this address: revision, linked teams, agents, days, role, person, their display, content type,
    build.

    `further` are other values that change with time. Messages waiting for the next page also change it,
    and so does a notice of the operator.
    """
    waiting = cookie.get("_flashes")  # get_flashed_messages() would remove the messages from the session.
    days, person = (frame.today, frame.forecast_day, frame.recorded), (frame.me.role, frame.me.person, frame.me.density)
    facts = (frame.revision, frame.linked, frame.agents_heard, *days, *person, frame.undo, *further)
    return _hash(*facts, *_asked(), waiting, notice_words(), build())


def unchanged(etag: str) -> Response | None:
    """The 304 answer if the client has this ETag, else None."""
    if not request.if_none_match.contains_weak(etag):
        return None
    answer = Response(status=304)
    answer.set_etag(etag, weak=True)
    return answer


def tagged(answer: Response, etag: str) -> Response:
    """The answer with its weak ETag."""
    answer.set_etag(etag, weak=True)
    return answer
