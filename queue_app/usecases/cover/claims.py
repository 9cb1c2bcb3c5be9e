"""Whose evidence it is: "that was me" of a former person's name, and "I did not work on that" of an area on a day.

Both are said by oneself of oneself, can be said for as long as evidence is kept, and stand unsigned in the history.
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
    """The name of former times was mine. Raises NotFound, ClaimedAlready."""
    found = _found(tx, former_person)
    if found.claimed_by not in (None, tx.person):
        raise ClaimedAlready
    if found.claimed_by is None:
        _say(tx, former_person, tx.person)
    return {}


@write(Right.WORK)
def take_back_claim(tx: Tx, *, former_person: int) -> Result:
    """It was not me after all. Raises NotFound, ClaimedAlready for another one's claim."""
    found = _found(tx, former_person)
    if found.claimed_by not in (None, tx.person):
        raise ClaimedAlready
    if found.claimed_by is not None:
        _say(tx, former_person, None)
    return {}


@write(Right.WORK)
def disown(tx: Tx, *, area: int, on: date) -> Result:
    """What was finished in the area on that day was not mine. Nothing changes when nothing there says so."""
    if evidence.disown(tx.conn, tx.team.id, tx.person, area, on):
        tx.record("disowned")
    return {}


def _found(tx: Tx, former_person: int) -> FormerPerson:
    found = former.find(tx.conn, tx.team.id, former_person)
    if found is None:
        raise NotFound
    return found


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
