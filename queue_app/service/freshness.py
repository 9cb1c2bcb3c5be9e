"""ETags: weak, of everything that a screen is drawn from, so that asking again costs nothing while nothing changed."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, request

from queue_app.store.screens.values import Frame


@cache
def build() -> str:
    """A name of this code: another build draws other pages from the same facts."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".svg"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def tag(frame: Frame, *further: object) -> str:
    """The ETag of a screen at this address: revision, day, role, person, languages, kind of answer, build.

    `further` is what else of the screen changes as time goes by.
    """
    asked = (request.full_path, request.headers.get("Accept", ""), request.headers.get("Accept-Language", ""))
    drawn_from = (frame.revision, frame.today, frame.me.role, frame.me.person, frame.undo, *further, *asked, build())
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
