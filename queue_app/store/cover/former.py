"""Former people: names from imports, and the members who claimed them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select, update

from queue_app.store.tables import FORMER

_FIND: Select[Any] = select(FORMER).where(FORMER.c.team_id == bindparam("team"), FORMER.c.id == bindparam("former"))
_OPEN: Select[Any] = (
    select(FORMER)
    .where(
        FORMER.c.team_id == bindparam("team"),
        or_(FORMER.c.claimed_by.is_(None), FORMER.c.claimed_by == bindparam("by")),
    )
    .order_by(FORMER.c.name)
)
_CLAIM = (
    update(FORMER)
    .where(FORMER.c.team_id == bindparam("of_team"), FORMER.c.id == bindparam("former"))
    .values(claimed_by=bindparam("by"))
)

_WERE = _CLAIM.where(FORMER.c.claimed_by.is_(None))


@dataclass(frozen=True, slots=True)
class FormerPerson:
    """A name from an import. `claimed_by` is the member (id) who claimed it, or None."""

    id: int
    name: str
    claimed_by: int | None = None


def find(connection: Connection, team: int, former: int) -> FormerPerson | None:
    """The team's former person with this id, or None."""
    row = connection.execute(_FIND, {"team": team, "former": former}).one_or_none()
    return FormerPerson(row.id, row.name, row.claimed_by) if row is not None else None


def to_claim(connection: Connection, team: int, by: int) -> tuple[FormerPerson, ...]:
    """The former people that nobody has claimed, and those claimed by `by`."""
    rows = connection.execute(_OPEN, {"team": team, "by": by})
    return tuple(FormerPerson(row.id, row.name, row.claimed_by) for row in rows)


def claim(connection: Connection, team: int, former: int, by: int | None) -> None:
    """Store which member the former person was; None removes the claim."""
    connection.execute(_CLAIM, {"of_team": team, "former": former, "by": by})


def claim_for_members(connection: Connection, team: int, who: Mapping[int, int]) -> None:
    """Claim former people for members ({former id: member id}); existing claims stay."""
    rows = [{"of_team": team, "former": former, "by": member} for former, member in who.items()]
    if rows:
        connection.execute(_WERE, rows)
