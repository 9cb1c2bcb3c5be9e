"""One route for each action, with the right that its use case declares.

The answer is built from the outcome, which is stored for 24 hours. So a repeated request gets the same answer.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, request
from werkzeug.exceptions import PreconditionFailed

from queue_app.api.blueprint import api
from queue_app.api.hal import endpoint, reply
from queue_app.api.work import work_for
from queue_app.api.written import written
from queue_app.domain.agents.allowed import OnlyAgents, check_agent
from queue_app.domain.errors import N_, InputError
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.gate import json_body
from queue_app.service.http.run_action import do_json
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS
from queue_app.usecases.transaction import Outcome

KEY = "Idempotency-Key"


class NothingToMatch(PreconditionFailed):
    """Actions do not check If-Match, so they refuse it: no client may believe that the condition held."""

    description = N_("Actions take no If-Match. Send the field “expect” where there is one. Nothing was changed.")


def add_route(action: Action) -> None:
    """Register the route of the action."""
    place = "/items/<number:item>" if action.on == "item" else ""
    address = f"/teams/<number:team>{place}/{action.name}"
    view = in_team(action.right)(_view(action))
    api.add_url_rule(address, endpoint(action).removeprefix("api."), view, methods=["POST"])


def _view(action: Action) -> Callable[..., Response]:
    def act(caller: Caller, **address: int) -> Response:
        refuse_sender(caller, action)
        if "If-Match" in request.headers:
            raise NothingToMatch
        outcome = do_json(caller, action, _body(), request.headers.get(KEY), **address)
        return _answer(caller, outcome)

    return act


def refuse_sender(caller: Caller, action: Action) -> None:
    """Raises OnlyPeople, PeopleFinish or OnlyAgents. The caller's right in the team is already checked."""
    if caller.agent is not None:
        check_agent(action.agents, caller.team)
    elif not action.people:
        raise OnlyAgents


def _body() -> dict[str, Any]:
    body = json_body()
    if not isinstance(body, dict):
        raise InputError("body", N_("Send one JSON object."))
    return body


def _answer(caller: Caller, outcome: Outcome) -> Response:
    further = {}
    if caller.agent is not None and "held" in outcome.result:
        further["work"] = work_for(caller, caller.agent.token, outcome.result["item"])
    return reply(written(caller, outcome, **further), 201 if outcome.changed else 200)


for _action in (ACTIONS | FOR_AGENTS).values():
    add_route(_action)
