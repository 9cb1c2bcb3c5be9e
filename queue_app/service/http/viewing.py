"""The viewer of a page, made from the caller, with the right that each verb requires."""

from queue_app.domain.team.rights import Right
from queue_app.screens.frame import Viewer
from queue_app.service.http.access import Caller
from queue_app.service.process.kept.covers import covers
from queue_app.service.process.kept.forecasts import forecasts
from queue_app.service.process.kept.readings import readings
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS
from queue_app.usecases.transaction import utc_now

RIGHTS: dict[str, Right] = {
    **{action.verb: action.right for action in ACTIONS.values()},
    "import": Right.MANAGE,
    "manage": Right.MANAGE,
}
"""{verb: the right that it requires}, for all actions and for two more verbs that pages need."""
_OF_AGENTS = {action.verb: action.right for action in FOR_AGENTS.values()}


def viewer(caller: Caller) -> Viewer:
    """The viewer for the caller, at this moment. An agent sees the verbs of agents, as its sponsor otherwise."""
    rights = RIGHTS if caller.agent is None else _OF_AGENTS
    return Viewer(
        caller.team.id,
        caller.visitor.person,
        utc_now(),
        rights,
        caller.visitor.cap,
        forecasts(),
        covers=covers(),
        keep=readings(),
    )
