"""Links that work once: what a link is for, the first set-up, and a new password."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue import limit as limits
from queue_app.domain.refusals import LinkUsedUp
from queue_app.domain.team.rights import Role
from queue_app.store.db import lock
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import links, people
from queue_app.store.sign_in.links import Link
from queue_app.store.team import members, teams
from queue_app.usecases.sign_in import account, secrets, sessions
from queue_app.usecases.team.joining import NewAccount
from queue_app.usecases.transaction import alone, utc_now

SET_UP_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)

Purpose = Literal["setup", "invitation", "reset"]


def opened(doors: Doors, secret: str, purpose: Purpose) -> Link:
    """What the link is for. Raises NotFound for a link that never was, LinkUsedUp for one that opens nothing any more."""
    with doors.reading() as conn:
        found = links.look(conn, secrets.hash_of(secret), purpose, utc_now())
    if found is None:
        raise NotFound
    if not found.usable:
        raise LinkUsedUp
    return found


def set_up_link(doors: Doors) -> str | None:
    """The secret of a new link for the first set-up; None once there is anybody. Only who reads the output has it."""
    with doors.reading() as conn:
        if people.anybody(conn):
            return None
    secret, now = secrets.draw(), utc_now()
    about = {"link_hash": secrets.hash_of(secret), "purpose": "setup", "now": now, "expires": now + SET_UP_LASTS}
    alone(doors, links.make, **about)
    return secret


def set_up(
    conn: Connection,
    *,
    secret: str,
    team: str,
    zone: str,
    people_count: int,
    manager: NewAccount,
    client: str,
    now: datetime,
) -> tuple[int, str]:
    """The first team and its manager, who is signed in: the team's number, the session's id. Raises LinkUsedUp. For `alone`."""
    if not links.use(conn, secrets.hash_of(secret), "setup", now) or people.anybody(conn):
        raise LinkUsedUp
    links.end_set_up(conn, now)
    person = people.create(conn, manager.name, manager.email, manager.password_hash, now)
    made = create_team(conn, person=person, name=team, zone=zone, limit=limits.suggested(people_count), now=now)
    return made, sessions.opened(conn, person, client, now)


def create_team(conn: Connection, *, person: int | None, name: str, zone: str, limit: int, now: datetime) -> int:
    """A new team, with the person as its manager; its number. For `alone`."""
    team = teams.create(conn, {"name": name, "time_zone": zone}, limit, person, now)
    if person is not None:
        members.add(conn, team, person, Role.MANAGER, now)
    return team


def another_team(conn: Connection, *, key: str, person: int, name: str, zone: str, limit: int, now: datetime) -> int:
    """A new team of somebody who manages one already, once for each key; its number. Raises RoleTooLow. For `alone`."""
    made = lock.answered(conn, person, key)
    if made is not None:
        return int(made["team"])
    if Role.MANAGER not in members.teams_of(conn, person).values():
        raise RoleTooLow
    team = create_team(conn, person=person, name=name, zone=zone, limit=limit, now=now)
    answer = {"key": key, "hash": "", "team_id": team, "seq": 1, "at": now, "result": {"team": team}}
    lock.write_request(conn, answer | {"person_id": person})
    return team


def reset_link(conn: Connection, *, person: int, now: datetime) -> str:
    """The secret of a link for a new password; older ones open nothing any more. For `alone`."""
    secret = secrets.draw()
    links.end_resets(conn, person, now)
    links.make(conn, secrets.hash_of(secret), "reset", now, now + RESET_LASTS, person_id=person)
    return secret


def reset(conn: Connection, *, secret: str, person: int, kept: str, client: str, now: datetime) -> str:
    """Another password, and a session; its id. Raises LinkUsedUp. For `alone`."""
    if not links.use(conn, secrets.hash_of(secret), "reset", now):
        raise LinkUsedUp
    return account.replaced(conn, person=person, kept=kept, client=client, now=now)
