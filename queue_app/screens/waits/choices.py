"""The items that the form offers to wait for."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.queue.item import State
from queue_app.screens.frame import Viewer
from queue_app.screens.values import ItemLink
from queue_app.store.tables import ITEM, MEMBERSHIP, TEAM
from queue_app.store.team.members import WORKS


@dataclass(frozen=True, slots=True)
class WaitChoices:
    """The first open items of the team, and the other teams (number and name) in which the person works."""

    items: tuple[ItemLink, ...] = ()
    teams: tuple[tuple[int, str], ...] = ()


NO_CHOICES = WaitChoices()
MOST = 200

_TEAM: BindParameter[int] = bindparam("team")
_ITEMS = (
    select(ITEM.c.number, ITEM.c.title, ITEM.c.state)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None), ITEM.c.number != bindparam("number"))
    .order_by(ITEM.c.rank)
    .limit(MOST)
)
_TEAMS = (
    select(TEAM.c.id, TEAM.c.name)
    .select_from(TEAM.join(MEMBERSHIP, MEMBERSHIP.c.team_id == TEAM.c.id))
    .where(MEMBERSHIP.c.person_id == bindparam("person"), WORKS, TEAM.c.id != _TEAM)
    .where(TEAM.c.archived_at.is_(None), TEAM.c.is_example.is_(False))
    .order_by(TEAM.c.name, TEAM.c.id)
)


def wait_choices(connection: Connection, viewer: Viewer, number: int) -> WaitChoices:
    """The choices for the item `number` and this viewer. Two statements."""
    items = connection.execute(_ITEMS, {"team": viewer.team, "number": number})
    teams = connection.execute(_TEAMS, {"team": viewer.team, "person": viewer.person})
    return WaitChoices(
        tuple(ItemLink(row.number, row.title, State(row.state)) for row in items),
        tuple((row.id, row.name) for row in teams),
    )
