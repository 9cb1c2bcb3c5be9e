"""Skip: "I do not know this area". The next pull of this person takes the next item; the order stays as it is."""

from typing import Literal, get_args

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import skip as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items, pull, skips
from queue_app.store.team.days_off import calendar_of
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write

Kind = Literal["area", "other"]


@write(Right.WORK)
def skip(tx: Tx, *, item: int, kind: Kind, why: str | None = None) -> Result:
    """Pass over the item that this person would pull, until the next working day or until it changes.

    Raises NotFound, NotWaiting, NotNext, InputError.
    """
    facts = pull.pull_facts(tx.conn, tx.team.id, tx.person, tx.today)
    found = facts.top if facts.top is not None and facts.top.number == item else _other(tx, item)
    rule.skipped(found, facts, kind, why)
    until = calendar_of(tx.conn, tx.team.id).next_working_day(tx.today)
    skips.write(tx.conn, tx.team.id, tx.person, found, until, tx.at, {"kind": kind, "why": why})
    tx.record("skipped", [Change(found, found)], why=kind, words=why or "")
    return {"item": item, "until": until.isoformat()}


def _other(tx: Tx, number: int) -> Item:
    found = items.by_numbers(tx.conn, tx.team.id, [number])
    if not found:
        raise NotFound
    return found[0]


SKIP = Action(
    "skip",
    skip,
    "item",
    N_("Skip"),
    (
        fields.choice("kind", get_args(Kind), N_("Why"), required=True),
        fields.line("reason", limits.REASON, N_("In words")),
    ),
    renamed(reason="why"),
)
