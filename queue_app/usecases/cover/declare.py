"""Declare: I can, I can teach, I want to learn.

Each person declares for themselves; the event names no person and no area.
"""

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
    """Replace all own declarations on the active areas (ids); an area left out is withdrawn. Raises InputError.

    Changes nothing if the person declared the same earlier today.
    """
    present = declarations.of_person(tx.conn, tx.team.id, tx.person)
    now = rule.new_declarations({"can": can, "teach": teach, "learn": learn}, present, tx.today)
    was = {area: saying for area, saying in present.items() if saying is not None}
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
