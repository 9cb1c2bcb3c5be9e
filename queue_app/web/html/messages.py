"""The message after an action. The texts are in `templates/_macros/acts.html`, with those of the history."""

from dataclasses import dataclass

from flask import get_template_attribute
from markupsafe import Markup

from queue_app.domain.queue.events import UNDOABLE
from queue_app.screens.frame import act_of
from queue_app.service.http.access import Caller
from queue_app.service.process.database import doors
from queue_app.usecases.transaction import Outcome


@dataclass(frozen=True, slots=True)
class Message:
    """The sentence, and whether the person can undo the act."""

    sentence: str
    can_undo: bool = False


def message_of(caller: Caller, outcome: Outcome) -> Message:
    """The message of an outcome. A write that changed nothing says so."""
    if not outcome.changed:
        return Message(sentence("nothing_changed"))
    with doors().reading() as conn:
        act = act_of(conn, caller.team.id, outcome.seq)
    if act is None:
        return Message("")
    return Message(sentence("done", act), act.verb in UNDOABLE)


def sentence(macro: str, *facts: object) -> str:
    """The text of a macro in `_macros/acts.html` for these facts."""
    drawn: Markup = get_template_attribute("_macros/acts.html", macro)(*facts)
    return drawn.unescape().strip()
