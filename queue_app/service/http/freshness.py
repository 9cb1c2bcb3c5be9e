"""ETags: weak, of everything that a screen is drawn from, so that asking again costs next to nothing while nothing changed."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from flask import Response, make_response, request
from flask import session as cookie
from sqlalchemy import Connection

from queue_app.screens.frame import Viewer, glance
from queue_app.screens.values import Frame
from queue_app.service.http.access import Caller
from queue_app.service.http.language import language
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors

Screen = TypeVar("Screen")


def fresh(
    caller: Caller,
    read: Callable[[Connection, Viewer], Screen],
    draw: Callable[[Screen], str | Response],
    *,
    each_minute: bool = False,
) -> Response:
    """What `draw` makes of the screen that `read` gives, with its ETag; 304, with the frame alone read, to who has it already.

    `each_minute`: the screen says things that change as time goes by, so it counts as another one each minute.
    """
    with doors().reading() as conn:
        who = viewer(caller)
        seen = glance(conn, who)
        etag = tag(seen.frame, seen.frame.now.replace(second=0, microsecond=0) if each_minute else None)
        known = unchanged(etag)
        if known is not None:
            return known
        screen = read(conn, replace(who, seen=seen))
    return tagged(make_response(draw(screen)), etag)


@cache
def build() -> str:
    """A name of this code: another build draws other pages from the same facts."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[2].rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".po"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def tag(frame: Frame, *further: object) -> str:
    """The ETag of a screen at this address: revision, day, forecast day, role, person, language, kind of answer, build.

    `further` is what else of the screen changes as time goes by. Messages that wait for the next page make another one of it.
    """
    asked = (request.full_path, request.headers.get("Accept", ""), language())
    waiting = cookie.get("_flashes")  # Asked for by its function, it would be taken.
    days, who = (frame.today, frame.forecast_day, frame.recorded), (frame.me.role, frame.me.person)
    drawn_from = (frame.revision, *days, *who, frame.undo, *further, *asked, waiting, build())
    return hashlib.sha256(repr(drawn_from).encode()).hexdigest()[:24]


def unchanged(etag: str) -> Response | None:
    """The answer 304 when the client has this one already."""
    if not request.if_none_match.contains_weak(etag):
        return None
    answer = Response(status=304)
    answer.set_etag(etag, weak=True)
    return answer


def tagged(answer: Response, etag: str) -> Response:
    """The answer with its weak ETag."""
    answer.set_etag(etag, weak=True)
    return answer
