"""A person changes their own name or password. A new password ends all their other sessions."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError, Refusal
from queue_app.store.db import lock
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import devices, links, people, tokens
from queue_app.store.sign_in import sessions as session_store
from queue_app.store.sign_in.people import Account
from queue_app.store.team import members
from queue_app.usecases.sign_in import security_log, sessions
from queue_app.usecases.sign_in.password_rule import new_password, words_about
from queue_app.usecases.sign_in.passwords import Passwords
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.sign_in.sign_in import WrongPassword, check_password
from queue_app.usecases.team.joining import refuse_same_name
from queue_app.usecases.transaction import in_transaction, utc_now

FRESH_MINUTES = 10
FRESH = timedelta(minutes=FRESH_MINUTES)
"""How long a sign-in counts as proof of who somebody is."""


class NotJustSignedIn(Refusal):
    sentence = N_("You signed in too long ago. Sign out and sign in again. Then you have {minutes} minutes for this.")


def change_password(
    doors: Doors, passwords: Passwords, account: Account, *, old: str, new: str, visit: Visit, end_tokens: bool = False
) -> str:
    """Store the password `new`, and revoke all tokens if `end_tokens`. Returns the id of the new session.

    Raises InputError, TooManyAttempts, SignInBusy.
    """
    with doors.reading() as conn:
        guessable = words_about(conn, account.id)
    clean = new_password("password", new, guessable)
    confirm_password(doors, passwords, account, old, visit)
    about = {"person": account.id, "password_hash": passwords.hash(clean), "visit": visit, "end_tokens": end_tokens}
    session = in_transaction(doors, replace_password, now=utc_now(), **about)
    security_log.note("password-changed", person=account.id, tokens="revoked" if end_tokens else "kept")
    return session


def confirm_password(doors: Doors, passwords: Passwords, account: Account, typed: str, visit: Visit) -> None:
    """Check the current password of a person who is signed in. Raises InputError, TooManyAttempts, SignInBusy."""
    try:
        check_password(doors, passwords, account.email, typed, visit)
    except WrongPassword:
        raise InputError("old", N_("This is not your current password.")) from None


def confirm_sign_in(conn: Connection, person: int, session_hash: str, now: datetime) -> None:
    """Check that a person without a password has just signed in, as proof of who they are. Raises NotJustSignedIn."""
    began = session_store.began_at(conn, session_hash, person)
    if began is None or now - began > FRESH:
        raise NotJustSignedIn(minutes=FRESH_MINUTES)


def replace_password(
    conn: Connection, *, person: int, password_hash: str, visit: Visit, end_tokens: bool, now: datetime
) -> str:
    """Replace the password; end all sessions, known browsers and reset links; begin a new session. Returns its id."""
    if end_tokens:
        tokens.revoke_all(conn, person, now)
    people.set_password(conn, person, password_hash)
    session_store.end_all(conn, person)
    links.end_resets(conn, person, now)
    devices.forget_all(conn, person)
    return sessions.enter(conn, person, visit, now, confirmed=True)


def rename(conn: Connection, *, person: int, name: str, now: datetime) -> None:
    """Change the person's name in all their teams. Raises SameName. For `in_transaction`."""
    events = []
    for team in members.teams_of(conn, person):  # In the order of their numbers, so that two renames never deadlock.
        locked = lock.lock(conn, team, person, None, now, 1, 0)
        if locked is None or locked.role is None:  # They left meanwhile.
            continue
        refuse_same_name(conn, team, name, person)
        data = {"person": person, "renamed": True}
        event = {"team_id": team, "seq": locked.seq, "at": locked.at, "kind": "membership", "by": person, "data": data}
        events.append(event)
    people.set_name(conn, person, name)
    lock.write_events(conn, events)
