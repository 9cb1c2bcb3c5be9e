"""The team as a file: one document with its history, or its items as a table."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Blueprint, send_file
from werkzeug.wrappers import Response

from queue_app.domain.team.rights import Right
from queue_app.screens.exporting.document import team_document
from queue_app.screens.exporting.table import team_table
from queue_app.service.http.access import Caller, in_team
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.transaction import utc_now

pages = Blueprint("export", __name__, url_prefix="/teams/<number:team>")
IN_MEMORY = 1024 * 1024
_NO_NAME = re.compile(r"[^\w-]+")


@pages.get("/export.json")
@in_team(Right.MANAGE)
def document(caller: Caller) -> Response:
    """The team as one document."""
    return _download(caller, team_document, "json", "application/json")


@pages.get("/export.csv")
@in_team(Right.MANAGE)
def table(caller: Caller) -> Response:
    """Its items as a table."""
    return _download(caller, team_table, "csv", "text/csv; charset=utf-8")


def _download(caller: Caller, write: Callable[[Any, int, datetime], Iterator[str]], ending: str, kind: str) -> Response:
    """The export as a download. It is complete before the first byte is sent, so a slow client holds no database snapshot."""
    now = utc_now()
    with doors().reading(at_length=True) as conn:
        content = _spooled(write(conn, caller.team.id, now))
    name = f"{_NO_NAME.sub('-', caller.team.name).strip('-') or 'team'}-{caller.team.day(now)}.{ending}"
    security_log.note("export", team=caller.team.id, by=caller.visitor.person)
    answer = send_file(content, kind, as_attachment=True, download_name=name, etag=False, conditional=False)
    del answer.headers["Cache-Control"]  # The default header would be stricter.
    return answer


def _spooled(pieces: Iterator[str]) -> IO[bytes]:
    """The text as a temporary file, on disk if it is large. The response closes it."""
    spool: IO[bytes] = BytesIO()
    try:
        for piece in pieces:
            spool.write(piece.encode())
            if isinstance(spool, BytesIO) and spool.tell() > IN_MEMORY:
                begun, spool = spool, TemporaryFile()  # noqa: SIM115 - the response closes it
                spool.write(begun.getvalue())
    except BaseException:
        spool.close()
        raise
    spool.seek(0)
    return spool
