"""The example team on its first day: its people, its areas, its limit."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from queue_app.service.example import words
from queue_app.store.tables import AREA, KIND, PERSON
from queue_app.store.team import example, teams

FIRST_LIMIT = 4


def make_people(conn: Connection, at: datetime, manager: int | None) -> dict[str, int]:
    """Make the cast and return {name: id}.

    `manager` plays the first person. Invented people have no password and cannot sign in.
    """
    cast = {} if manager is None else {words.PEOPLE[0]: manager}
    for name in words.PEOPLE[len(cast) :]:
        statement = insert(PERSON).values(name=name, created_at=at).returning(PERSON.c.id)
        cast[name] = conn.execute(statement).scalar_one()
    return cast


def begin(conn: Connection, at: datetime, manager: int | None, zone: str) -> tuple[int, dict[str, int]] | int:
    """Make the team and the people. Returns its number and {name: id}; or only the number of the manager's earlier one.

    It locks the manager's row first: when a person clicks twice, the second request finds the team of the first.
    """
    if manager is not None:
        conn.execute(select(PERSON.c.id).where(PERSON.c.id == manager).with_for_update())
        earlier = example.of_manager(conn, manager)
        if earlier is not None:
            return earlier
    cast = make_people(conn, at, manager)
    return make_team(conn, cast, zone, at), cast


def make_team(conn: Connection, cast: dict[str, int], zone: str, at: datetime) -> int:
    """Make the team with its members. Returns its number."""
    manager = cast[words.PEOPLE[0]]
    settings = {"name": words.TEAM, "time_zone": zone, "finished_means": words.FINISHED_MEANS, "is_example": True}
    number = teams.create(conn, settings, FIRST_LIMIT, manager, at)
    for name, person in cast.items():
        teams.add_member(conn, number, person, "manager" if name == words.PEOPLE[0] else "member", at)
    return number


def make_areas(conn: Connection, number: int) -> dict[str, int]:
    """Make the areas of the example and return {name: id}."""
    return {
        name: conn.execute(
            insert(AREA).values(team_id=number, name=name, folded=name.casefold()).returning(AREA.c.id)
        ).scalar_one()
        for name in words.AREAS
    }


def kinds(conn: Connection, number: int) -> dict[str, int]:
    """Return the team's kinds of block, {name: id}."""
    query = select(KIND.c.name, KIND.c.id).where(KIND.c.team_id == number)
    return {row.name: row.id for row in conn.execute(query)}
