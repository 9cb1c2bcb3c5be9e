"""Declare: I can, I can teach, I want to learn. Said by oneself; the event names neither who nor what."""

from collections.abc import Sequence

from queue_app.domain.cover import declarations as rule
from queue_app.domain.errors import N_
from queue_app.domain.team.rights import Right
from queue_app.store.cover import declarations
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def declare(tx: Tx, *, can: Sequence[int] = (), teach: Sequence[int] = (), learn: Sequence[int] = ()) -> Result:
    """All that one says of the active areas (ids): what is not named is withdrawn. Raises InputError.

    Nothing changes when the same was said today already.
    """
    listed = declarations.of_person(tx.conn, tx.team.id, tx.person)
    now = rule.said({"can": can, "teach": teach, "learn": learn}, listed, tx.today)
    was = {area: saying for area, saying in listed.items() if saying is not None}
    if was != now:
        declarations.write(tx.conn, tx.team.id, tx.person, was, now)
        tx.record("declared")
    return {}


DECLARE = Action(
    "declare",
    declare,
    "team",
    N_("Save what I can take"),
    (
        fields.numbers("can", rule.MOST, N_("Areas I can take")),
        fields.numbers("teach", rule.MOST, N_("Areas I can teach")),
        fields.numbers("learn", rule.MOST, N_("Areas I want to learn")),
    ),
)
