"""Corrections of evidence: "that was me" for a former person's name, "I did not work on that" for an area on a day.

People correct only their own evidence, as long as it is stored. The history does not sign these events.
"""

from datetime import date

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.refusals import ClaimedAlready
from queue_app.domain.team.rights import Right
from queue_app.store.cover import evidence, former
from queue_app.store.cover.former import FormerPerson
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def claim(tx: Tx, *, former_person: int) -> Result:
    """Claim the name of a former person: "that was me". Raises NotFound, ClaimedAlready."""
    if _former_person(tx, former_person).claimed_by is None:
        _say(tx, former_person, tx.person)
    return {}


@write(Right.WORK)
def take_back_claim(tx: Tx, *, former_person: int) -> Result:
    """Withdraw a claim. Raises NotFound, and ClaimedAlready for the claim of another person."""
    if _former_person(tx, former_person).claimed_by is not None:
        _say(tx, former_person, None)
    return {}


@write(Right.WORK)
def disown(tx: Tx, *, area: int, on: date) -> Result:
    """Delete the evidence that the person worked on the area on that day. Changes nothing if there is none."""
    if evidence.disown(tx.conn, tx.team.id, tx.person, area, on):
        tx.record("disowned")
    return {}


def _former_person(tx: Tx, former_person: int) -> FormerPerson:
    row = former.find(tx.conn, tx.team.id, former_person)
    if row is None:
        raise NotFound
    if row.claimed_by not in (None, tx.person):
        raise ClaimedAlready
    return row


def _say(tx: Tx, former_person: int, by: int | None) -> None:
    former.claim(tx.conn, tx.team.id, former_person, by)
    tx.record("claimed")


_FORMER = (fields.number("former_person", N_("Name"), required=True),)
CLAIM = Action("that-was-me", claim, "team", N_("That was me"), _FORMER)
TAKE_BACK_CLAIM = Action("that-was-not-me", take_back_claim, "team", N_("That was not me"), _FORMER)
DISOWN = Action(
    "not-mine",
    disown,
    "team",
    N_("I did not work on it"),
    (fields.number("area", N_("Area"), required=True), fields.day("on", N_("Finished on"), required=True)),
)
