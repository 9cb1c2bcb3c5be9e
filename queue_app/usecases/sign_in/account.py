"""What a person does to the own account: another password, which ends every session but the one that asked."""

from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import links, people
from queue_app.store.sign_in import sessions as session_store
from queue_app.store.sign_in.people import Account
from queue_app.usecases.sign_in import sessions
from queue_app.usecases.sign_in.password_rule import new_password, words_about
from queue_app.usecases.sign_in.passwords import Passwords
from queue_app.usecases.sign_in.sign_in import Visit, WrongPassword, checked
from queue_app.usecases.transaction import alone, utc_now


def change_password(doors: Doors, passwords: Passwords, account: Account, *, old: str, new: str, visit: Visit) -> str:
    """Keep `new`; the id of the session that goes on. Raises InputError, TooManyAttempts."""
    with doors.reading() as conn:
        known = words_about(conn, account.id)
    clean = new_password("password", new, known)
    try:
        checked(doors, passwords, account.email, old, visit)
    except WrongPassword:
        raise InputError("old", N_("This is not your current password.")) from None
    kept = passwords.hash(clean)
    return alone(doors, replaced, person=account.id, kept=kept, client=visit.client, now=utc_now())


def replaced(conn: Connection, *, person: int, kept: str, client: str, now: datetime) -> str:
    """Another password: all sessions and links for a new password end, one new session begins; its id."""
    people.set_password(conn, person, kept)
    session_store.end_all(conn, person)
    links.end_resets(conn, person, now)
    return sessions.opened(conn, person, client, now)
