"""One-time links: the first set-up, and a new password."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue import limit as limits
from queue_app.domain.refusals import LinkUsedUp
from queue_app.domain.team.rights import Role, may_make_team
from queue_app.store.db import lock
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import links, people, second_steps
from queue_app.store.sign_in import sessions as session_store
from queue_app.store.sign_in.links import Link
from queue_app.store.team import members, teams
from queue_app.usecases.sign_in import account, secrets, sessions
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.team.joining import NewAccount
from queue_app.usecases.transaction import in_transaction, utc_now

SET_UP_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(minutes=60)

Purpose = Literal["setup", "invitation", "reset"]


def open_link(doors: Doors, secret: str, purpose: Purpose) -> Link:
    """The usable link with this secret. Raises NotFound for an unknown link, LinkUsedUp for a used or expired one."""
    with doors.reading() as conn:
        link = links.find_link(conn, secrets.hash_of(secret), purpose, utc_now())
    if link is None:
        raise NotFound
    if not link.usable:
        raise LinkUsedUp
    return link


def set_up_link(doors: Doors) -> str | None:
    """The secret of a new set-up link; None once there is an account. Only its hash is stored."""
    with doors.reading() as conn:
        if people.any_account(conn):
            return None
    secret, now = secrets.generate(), utc_now()
    about = {"link_hash": secrets.hash_of(secret), "purpose": "setup", "now": now, "expires": now + SET_UP_LASTS}
    in_transaction(doors, links.make, **about)
    return secret


def set_up(
    conn: Connection,
    *,
    secret: str,
    team: str,
    zone: str,
    people_count: int,
    manager: NewAccount,
    visit: Visit,
    now: datetime,
) -> tuple[int, str]:
    """Make the first team and its manager, and sign the manager in.

    Returns the team's number and the session's id. Raises LinkUsedUp. For `in_transaction`.
    """
    if not links.use(conn, secrets.hash_of(secret), "setup", now) or people.any_account(conn):
        raise LinkUsedUp
    links.end_set_up(conn, now)
    person = people.create(conn, manager.name, manager.email, manager.password_hash, now)
    team_id = create_team(conn, person=person, name=team, zone=zone, limit=limits.suggested(people_count), now=now)
    return team_id, sessions.enter(conn, person, visit, now, confirmed=True)


def create_team(conn: Connection, *, person: int | None, name: str, zone: str, limit: int, now: datetime) -> int:
    """Make a team with the person as its manager. Returns its number. For `in_transaction`."""
    team = teams.create(conn, {"name": name, "time_zone": zone}, limit, person, now)
    if person is not None:
        members.add(conn, team, person, Role.MANAGER, now)
    return team


def another_team(conn: Connection, *, key: str, person: int, name: str, zone: str, limit: int, now: datetime) -> int:
    """Make another team for a person, once for each key.

    Returns its number. Raises RoleTooLow if the person may not make a team. For `in_transaction`.
    """
    earlier = lock.stored_answer(conn, person, key)
    if earlier is not None:
        return int(earlier["team"])
    if not may_make_team(members.founder(conn, person)):
        raise RoleTooLow
    team = create_team(conn, person=person, name=name, zone=zone, limit=limit, now=now)
    answer = {"key": key, "hash": "", "team_id": team, "seq": 1, "at": now, "result": {"team": team}}
    lock.write_request(conn, answer | {"person_id": person})
    return team


def reset_link(conn: Connection, *, person: int, now: datetime) -> str:
    """The secret of a link for a new password. Older links stop working. For `in_transaction`."""
    secret = secrets.generate()
    links.end_resets(conn, person, now)
    links.make(conn, secrets.hash_of(secret), "reset", now, now + RESET_LASTS, person_id=person)
    return secret


def reset(conn: Connection, *, secret: str, person: int, password_hash: str, visit: Visit, now: datetime) -> str:
    """Replace the password, revoke all tokens and begin a session. Returns its id. Raises LinkUsedUp.

    If the person has a second step, no session begins and it returns "": a link in a mailbox is one step only. For
    `in_transaction`.
    """
    if not links.use(conn, secrets.hash_of(secret), "reset", now):
        raise LinkUsedUp
    session = account.replace_password(
        conn, person=person, password_hash=password_hash, visit=visit, end_tokens=True, now=now
    )
    if second_steps.is_asked(conn, person):
        session_store.end_all(conn, person)
        return ""
    return session
