"""The relations of a team: the links from its document to the others."""

from typing import Any

from flask import url_for

from queue_app.domain.team.rights import Right, may
from queue_app.service.http.access import Caller

RELATIONS: dict[str, Right] = {
    "queue": Right.SEE,
    "items": Right.SEE,
    "finished": Right.SEE,
    "history": Right.SEE,
    "events": Right.SEE,
    "order": Right.SEE,
    "standup": Right.SEE,
    "forecast": Right.SEE,
    "flow": Right.SEE,
    "cover": Right.COVER,
}
"""{relation of a team: the right that it requires}. A relation has the same name as its route."""
OFFERED_AS_STREAM = ("stream",)
"""Relations that lead to the address of `events`. The link's type says that the answer is a stream."""


def links_of_team(caller: Caller) -> dict[str, str]:
    """The relations that the caller may follow, and a link template for an item by its number."""
    team = caller.team.id
    allowed = [name for name, right in RELATIONS.items() if may(caller.role, right, caller.team)]
    links = {name: url_for(f"api.{name}", team=team) for name in allowed if name != "cover" or caller.agent is None}
    links |= dict.fromkeys(OFFERED_AS_STREAM, links["events"])
    return links | {"item": url_for("api.item", team=team, item=1).removesuffix("1") + "{number}"}


def links_here(caller: Caller, relation: str, **parameters: Any) -> dict[str, str]:
    """The links of one document of the team: to itself and back to the team."""
    team = caller.team.id
    here = url_for(f"api.{relation}", team=team, **parameters)
    return {"self": here, "team": url_for("api.team", team=team)}
