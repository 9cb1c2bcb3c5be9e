"""Weak ETags of everything that a screen depends on, so that an unchanged page is cheap to ask for again."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from flask import Response, make_response, request
from flask import session as cookie
from sqlalchemy import Connection

from queue_app.screens.frame import Viewer, read_scene
from queue_app.screens.values import Frame
from queue_app.service.http.access import Caller
from queue_app.service.http.language import language
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.service.reports.notice import notice_words

Screen = TypeVar("Screen")


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
        etag = tag(scene.frame, scene.frame.now.replace(second=0, microsecond=0) if each_minute else None)
        not_modified = unchanged(etag)
        if not_modified is not None:
            return not_modified
        screen = read(conn, replace(reader, scene=scene))
    return tagged(make_response(draw(screen)), etag)


@cache
def build() -> str:
    """A hash of this code: another build may draw other pages from the same facts."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[2].rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".po", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def tag(frame: Frame, *further: object) -> str:
    """The ETag of a screen at this address: revision, agents, day, forecast day, role, person, language, content type, build.

    `further` are other values that change with time. Messages waiting for the next page also change it,
    and so does a notice of the operator.
    """
    requested = (request.full_path, request.headers.get("Accept", ""), language())
    waiting = cookie.get("_flashes")  # get_flashed_messages() would remove the messages from the session.
    days, person = (frame.today, frame.forecast_day, frame.recorded), (frame.me.role, frame.me.person)
    shown = (waiting, notice_words())
    parts = (frame.revision, frame.agents_heard, *days, *person, frame.undo, *further, *requested, *shown, build())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


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
