"""The events of a team as they happen: server-sent events, each with its number as its id, so that a stream can be resumed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, current_app, request
from sqlalchemy import Connection

from queue_app.api.documents.lines import history_line
from queue_app.domain.team.rights import Role
from queue_app.screens.events import lines_after
from queue_app.service.http.access import Caller
from queue_app.service.live.stream import LAST, Opener, news_stream
from queue_app.usecases.fields import Field

AT_ONCE = 100
"""Events that a stream tells at once; the others follow a moment later."""


@dataclass(frozen=True, slots=True)
class TeamEvents:
    """The news of a program: the events of its team. `root` stands before every address of this server."""

    app: Flask
    root: str
    team: int
    names: bool

    def now(self, current: Mapping[int, int]) -> str:
        """The last event of the team."""
        return str(current.get(self.team, 0))

    def since(self, connection: Connection, seen: str, now: str) -> tuple[bytes, str]:
        """The events after `seen`. Their ids go up to `now`, also where the last ones are about one person alone."""
        if int(seen) > int(now):  # Of a history that is gone: somebody restored a backup.
            return _id(now), now
        lines, more = lines_after(connection, self.team, int(seen), AT_ONCE, names=self.names)
        with self.app.test_request_context(base_url=f"http://localhost{self.root}"):
            events = [(line.seq, json.dumps(history_line(self.team, line), **_SHORT)) for line in lines]
        told = b"".join(f"id: {seq}\ndata: {event}\n\n".encode() for seq, event in events)
        last = str(lines[-1].seq) if lines else ""
        return (told, last) if more or last == now else (told + _id(now), now)


def events_stream(caller: Caller, after: Field) -> Response:
    """The events after the last one that the client got, else after its parameter, else from now on. Raises InputError."""
    resumed = request.headers.get(LAST)
    seen = after.read(request.args.get(after.name) if resumed is None else resumed)
    news = TeamEvents(
        cast(Flask, current_app._get_current_object()),  # type: ignore[attr-defined]
        request.script_root,
        caller.team.id,
        names=caller.role is not Role.OBSERVER,
    )
    answer = news_stream(_opener(caller), (caller.team.id,), news, None if seen is None else str(seen))
    answer.headers["Vary"] = "Accept, Authorization, Cookie"
    return answer


def _opener(caller: Caller) -> Opener:
    token = caller.visitor.token
    if token is None:
        return Opener(caller.visitor.session_hash, "session", caller.role)
    return Opener(str(token.id), "token", token.entry.role if token.entry else None)


def _id(seq: str) -> bytes:
    """How far the client is, without an event: it resumes from there."""
    return f"id: {seq}\n\n".encode()


_SHORT = {"ensure_ascii": False, "separators": (",", ":")}
