"""Ready to be looked at: an agent leaves its item and asks for a person. The item stays in progress, with a mark."""

from collections.abc import Sequence
from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain.agents.allowed import OnlyAgents
from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.changes import Change
from queue_app.domain.team.rights import Right
from queue_app.store.agents import stints
from queue_app.store.queue import items
from queue_app.store.queue import plan as plans
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values, renamed
from queue_app.usecases.tx import Result, Tx, write

MOST_LINKS = 10


@write(Right.WORK, agents="on_its_item", people=False)
def ready(tx: Tx, *, item: int, sentence: str, links: Sequence[str] = ()) -> Result:
    """Mark the item, add a note with the sentence and the links, and end the agent's stint. Raises OnlyAgents, RunOver."""
    if tx.agent is None:
        raise OnlyAgents
    current = items.of_number(tx.conn, tx.team.id, item)
    words = note_of_ready(sentence, links)
    note = plans.write_note(tx.conn, tx.team.id, current.id, words, tx.by, tx.at, tx.agent.name)
    stints.end(tx.conn, tx.agent.token, tx.at)
    tx.record("ready", [Change(current, replace(current, ready=sentence))], note=note, words=sentence)
    return {"item": item, "note": note}


def note_of_ready(sentence: str, links: Sequence[str] = ()) -> str:
    """The text of the note: the sentence, and a line for each link."""
    return "\n".join([sentence, *(f"- {link}" for link in links)])


def _links(values: Values) -> Values:
    for link in values.get("links") or ():
        if not link.startswith(("https://", "http://")):
            raise InputError("links", N_("A link begins with https:// or http://."))
    return renamed(text="sentence")(values)


READY = Action(
    "ready",
    ready,
    "item",
    N_("Ready to be looked at"),
    (
        fields.line("text", limits.REASON, N_("What is ready, in one sentence"), required=True),
        fields.lines("links", 0, MOST_LINKS, limits.REFERENCE, N_("Links to look at"), required=False),
    ),
    _links,
)
