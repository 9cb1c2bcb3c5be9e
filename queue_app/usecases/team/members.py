"""The members of the team: change a role, remove a member, leave.

A team keeps at least one manager. Items of a person who left stay in progress.
"""

from typing import Any

from queue_app.domain.errors import N_, NotFound
from queue_app.domain.refusals import LastManager
from queue_app.domain.team.rights import ROLE_LABELS, Right, Role
from queue_app.store.agents import stints as agent_stints
from queue_app.store.queue import stints
from queue_app.store.sign_in import links
from queue_app.store.team import members, page_links
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values
from queue_app.usecases.tx import Result, Tx, write


@write(Right.MANAGE)
def set_role(tx: Tx, *, person: int, role: Role) -> Result:
    """Change a person's role. Does nothing if it is the same. Raises NotFound, LastManager.

    A new observer and their agents leave all items, because an observer could not leave them later.
    """
    was = _member(tx, person)
    if was is not role:
        if role is not Role.MANAGER:
            _keep_a_manager(tx, was)
        members.set_role(tx.conn, tx.team.id, person, role)
        if role is Role.OBSERVER:
            stints.end_all(tx.conn, tx.team.id, person, tx.at)
            agent_stints.end_all_of(tx.conn, tx.team.id, person, tx.at)
        record(tx, person, was, role)
    return {"person": person, "role": role.value}


@write(Right.MANAGE, on_archived=True)
def remove(tx: Tx, *, person: int) -> Result:
    """End a membership, and with it the person's stints, tokens and links. Raises NotFound, LastManager."""
    return _gone(tx, person)


@write(Right.SEE, on_archived=True)
def leave_team(tx: Tx) -> Result:
    """End the caller's membership. Raises LastManager."""
    if tx.by is None:
        raise NotFound
    return _gone(tx, tx.by)


def record(tx: Tx, person: int, was: Role | None, role: Role | None, **facts: Any) -> None:
    """Record who joined, changed role or left."""
    tx.record("membership", person=person, was=was, role=role, **facts)


def _gone(tx: Tx, person: int) -> Result:
    was = _member(tx, person)
    _keep_a_manager(tx, was)
    stints.end_all(tx.conn, tx.team.id, person, tx.at)
    members.remove(tx.conn, tx.team.id, person)
    links.end_invitations_of(tx.conn, tx.team.id, person, tx.at)
    ended = page_links.revoke_of(tx.conn, tx.team.id, person, tx.at)
    record(tx, person, was, None, **({"page_links": ended} if ended else {}))
    return {"person": person}


def _member(tx: Tx, person: int) -> Role:
    role = members.role_of(tx.conn, tx.team.id, person)
    if role is None:
        raise NotFound
    return role


def _keep_a_manager(tx: Tx, role: Role) -> None:
    if role is Role.MANAGER and not tx.team.archived and members.managers(tx.conn, tx.team.id) == 1:
        raise LastManager


def _role(values: Values) -> Values:
    return {"person": values["person"], "role": Role(values["role"])}


SET_ROLE = Action(
    "set-role",
    set_role,
    "team",
    N_("Change the role"),
    (
        fields.number("person", N_("Person"), required=True),
        fields.choice("role", ROLE_LABELS, N_("Role"), required=True),
    ),
    _role,
)
REMOVE = Action("remove", remove, "team", N_("Remove from the team"))
LEAVE = Action("leave-team", leave_team, "team", N_("Leave the team"))
