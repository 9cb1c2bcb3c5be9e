"""Who looks, for the screens: the person, the moment, and what each verb asks of them."""

from queue_app.domain.rights import Right
from queue_app.service.access import Caller
from queue_app.store.screens.frame_rows import Viewer
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.transaction import utc_now

RIGHTS: dict[str, Right] = {action.verb: action.right for action in ACTIONS.values()}


def viewer(caller: Caller) -> Viewer:
    """The caller as the screens want to know them."""
    return Viewer(caller.team.id, caller.visitor.person, utc_now(), RIGHTS, caller.visitor.cap)
