"""The events of a team as they happen: the JSON of a history line, as server-sent events."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import Flask, Response, current_app, request

from queue_app.api.documents.lines import history_line
from queue_app.domain.team.rights import Role
from queue_app.screens.values import HistoryLine
from queue_app.service.http.access import Caller
from queue_app.service.live.happened import TeamEvents
from queue_app.service.live.stream import LAST, Opener, news_stream
from queue_app.usecases.fields import Field


@dataclass(frozen=True, slots=True)
class DrawnAsJson:
    """Renders events outside of a request. `root` is the path prefix of this server."""

    app: Flask
    root: str
    team: int

    def __call__(self, lines: Sequence[HistoryLine]) -> list[str]:
        """One line of JSON for each event."""
        with self.app.test_request_context(base_url=f"http://localhost{self.root}"):
            drawn = [history_line(self.team, line) for line in lines]
        return [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in drawn]


def events_stream(caller: Caller, after: Field) -> Response:
    """The stream of events after `Last-Event-ID`, else after the parameter `after`, else from now on. Raises InputError."""
    resumed = request.headers.get(LAST)
    seen = after.read(request.args.get(after.name) if resumed is None else resumed)
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    team = caller.team.id
    news = TeamEvents(team, caller.role is not Role.OBSERVER, DrawnAsJson(app, request.script_root, team))
    answer = news_stream(_opener(caller), (team,), news, None if seen is None else str(seen))
    answer.headers["Vary"] = "Accept, Authorization, Cookie"
    return answer


def _opener(caller: Caller) -> Opener:
    token = caller.visitor.token
    if token is None:
        return Opener(caller.visitor.session_hash, "session", caller.role)
    return Opener(str(token.id), "token", token.entry.role if token.entry else None)
