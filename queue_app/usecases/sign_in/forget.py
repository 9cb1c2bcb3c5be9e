"""Forget a person: remove them from every team and clear the account. The history no longer names them."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.refusals import LastManager
from queue_app.domain.team.rights import Role
from queue_app.store.db.engine import Doors
from queue_app.store.mail import outbox
from queue_app.store.sign_in import devices, identities, links, people, second_steps, sessions
from queue_app.store.team import members
from queue_app.usecases.team.members import remove
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor


def forget(doors: Doors, person: int) -> None:
    """Remove the person everywhere. Raises LastManager before anything changes."""
    with doors.reading() as conn:
        teams = members.teams_of(conn, person)
        if any(role is Role.MANAGER and members.needs_manager(conn, team) for team, role in teams.items()):
            raise LastManager
    for team in teams:
        run(doors, remove, Actor(team, None), person=person)
    in_transaction(doors, _forget, person=person, now=utc_now())


def _forget(conn: Connection, *, person: int, now: datetime) -> None:
    links.end_resets(conn, person, now)
    sessions.end_all(conn, person)
    devices.forget_all(conn, person)
    identities.forget_all(conn, person)
    second_steps.drop_second_step(conn, person)
    account = people.by_id(conn, person)
    if account is not None and account.email:
        outbox.remove_for(conn, account.email)
    people.forget(conn, person, now)
