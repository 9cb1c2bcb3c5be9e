"""Sessions: made at signing in, ended at signing out, by a new password and by whoever sees them on the account page."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import sessions as store
from queue_app.store.sign_in.sessions import SessionFacts
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.transaction import alone, utc_now

LASTS = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)


def opened(conn: Connection, person: int, client: str, now: datetime) -> str:
    """A new session of the person; its id, which stands nowhere else."""
    session = secrets.draw()
    store.open_session(conn, secrets.hash_of(session), person, client[:120], now, now + LASTS)
    return session


def of(doors: Doors, session: str, *, note: bool = True) -> SessionFacts | None:
    """Who is signed in with this session id, if it is in force. Once an hour it is noted that it is used, if `note`."""
    now = utc_now()
    id_hash = secrets.hash_of(session)
    with doors.reading() as conn:
        found = store.in_force(conn, id_hash, now)
    if note and found is not None and now - found.last_seen >= SEEN_EVERY:
        alone(doors, store.touch, id_hash=id_hash, now=now)
    return found


def end(doors: Doors, person: int, id_hash: str) -> None:
    """End one session of the person, named by its hash; nothing happens when there is none."""
    alone(doors, store.end, id_hash=id_hash, person=person)
