"""Removes the example team. No other team's history is ever deleted."""

from datetime import datetime

from sqlalchemy import Connection, Exists, and_, delete, exists, select, update

from queue_app.store.db.base import Base
from queue_app.store.tables import CLOCK, ITEM, MEMBERSHIP, PERSON, TEAM, WAIT


def is_example(connection: Connection, team_id: int) -> bool:
    """Whether this is the example team."""
    flag = connection.execute(select(TEAM.c.is_example).where(TEAM.c.id == team_id)).scalar_one_or_none()
    return bool(flag)


def of_manager(connection: Connection, person: int) -> int | None:
    """The example team that the person manages and did not remove, or None."""
    mine = (MEMBERSHIP.c.team_id == TEAM.c.id) & (MEMBERSHIP.c.person_id == person) & (MEMBERSHIP.c.role == "manager")
    query = (
        select(TEAM.c.id).select_from(TEAM.join(MEMBERSHIP, mine)).where(TEAM.c.is_example, TEAM.c.removed_at.is_(None))
    )
    return connection.execute(query.limit(1)).scalar_one_or_none()


def removed_before(connection: Connection, at: datetime) -> list[int]:
    """The example teams removed before `at`. Locks them, so that nobody restores one until the transaction ends."""
    query = select(TEAM.c.id).where(TEAM.c.is_example, TEAM.c.removed_at < at).order_by(TEAM.c.id)
    for team_id in connection.execute(query).scalars().all():
        connection.execute(update(CLOCK).where(CLOCK.c.team_id == team_id).values(revision=CLOCK.c.revision))
    return list(connection.execute(query).scalars())


def delete_all(connection: Connection, team_id: int) -> None:
    """Delete every row of the team, and its invented people who are in no other team."""
    people = list(connection.execute(select(PERSON.c.id).where(_member(team_id), _invented)).scalars())
    connection.execute(update(ITEM).where(ITEM.c.team_id == team_id).values(block_id=None, origin_id=None))
    connection.execute(delete(WAIT).where(WAIT.c.on_team_id == team_id))
    for table in reversed(Base.metadata.sorted_tables):
        if "team_id" in table.c:
            connection.execute(delete(table).where(table.c.team_id == team_id))
    for table_of_people in (Base.metadata.tables[name] for name in ("request", "evidence", "stint", "note", "image")):
        column = table_of_people.c.by if "by" in table_of_people.c else table_of_people.c.person_id
        connection.execute(delete(table_of_people).where(column.in_(people)))
    connection.execute(delete(TEAM).where(TEAM.c.id == team_id))
    elsewhere = exists().where(MEMBERSHIP.c.person_id == PERSON.c.id)
    connection.execute(delete(PERSON).where(PERSON.c.id.in_(people), ~elsewhere))


_invented = and_(PERSON.c.email.is_(None), PERSON.c.password_hash.is_(None), PERSON.c.deactivated_at.is_(None))
"""The condition for invented people. Nobody can sign in as one of them, or ever could."""


def _member(team_id: int) -> Exists:
    return exists().where(and_(MEMBERSHIP.c.person_id == PERSON.c.id, MEMBERSHIP.c.team_id == team_id))
