"""Absences. Any member may enter one for any member, without a reason. The person or a manager may remove it."""

from datetime import date

from queue_app.domain.cover.absences import new_absence
from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.team.rights import Right, Role
from queue_app.store.cover import absences
from queue_app.store.team import members
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def add_absence(tx: Tx, *, person: int, first: date, last: date) -> Result:
    """Enter an absence; both days are included. Raises InputError. Changes nothing if these days are already entered."""
    absence = new_absence(person, first, last, tx.today)
    if members.role_of(tx.conn, tx.team.id, person) not in (Role.MEMBER, Role.MANAGER):
        raise InputError("person", N_("This person is not in the team. Choose somebody from the list."))
    coming = absences.coming(tx.conn, tx.team.id, tx.today)
    same = next((entered.id for entered in coming if entered.absence == absence), None)
    if same is not None:
        return {"absence": same}
    absence_id = absences.add(tx.conn, tx.team.id, absence)
    tx.record("absence_entered")
    return {"absence": absence_id}


@write(Right.WORK)
def remove_absence(tx: Tx, *, absence: int) -> Result:
    """Remove an absence. Raises NotFound, and RoleTooLow for another person's absence without the right to manage."""
    entry = absences.find(tx.conn, tx.team.id, absence)
    if entry is None:
        raise NotFound
    if entry.absence.person != tx.by:
        tx.demand(Right.MANAGE)
    absences.remove(tx.conn, tx.team.id, absence)
    tx.record("absence_removed")
    return {}


ADD_ABSENCE = Action(
    "add-absence",
    add_absence,
    "team",
    N_("Add an absence"),
    (
        fields.number("person", N_("Who"), required=True),
        fields.day("first", N_("First day"), required=True),
        fields.day("last", N_("Last day"), required=True),
    ),
)
REMOVE_ABSENCE = Action(
    "remove-absence",
    remove_absence,
    "team",
    N_("Remove an absence"),
    (fields.number("absence", N_("Absence"), required=True),),
)
