"""Sessions: signing in begins one; signing out, a new password or the account page ends it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import devices
from queue_app.store.sign_in import sessions as store
from queue_app.store.sign_in.sessions import SessionFacts
from queue_app.store.team import members
from queue_app.store.team.members import Entry
from queue_app.usecases.mail import letters
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.transaction import in_transaction, utc_now

LASTS = timedelta(days=30)
SEEN_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a sign-in comes from: the network address, the browser in words, and the secret in its cookie.

    `alerts`: the person gets mail about a new browser.
    """

    address: str
    client: str = ""
    device: str = ""
    alerts: bool = False

    @property
    def device_hash(self) -> str:
        """The stored hash of the browser's secret; "" without one."""
        return secrets.hash_of(self.device) if self.device else ""


def enter(conn: Connection, person: int, visit: Visit, now: datetime, *, confirmed: bool = False) -> str:
    """Begin a session and remember the browser. `confirmed`: the person need not be told about it. Returns the id."""
    if visit.device:
        news = devices.remember(conn, person, visit.device_hash, visit.client[:120], now, confirmed=confirmed)
        if news and visit.alerts:
            letters.new_browser(conn, person, visit.client[:120], now)
    return begin(conn, person, visit.client, now)


def begin(conn: Connection, person: int, client: str, now: datetime) -> str:
    """Begin a session of the person. Returns its id, of which only the hash is stored."""
    session = secrets.generate()
    store.open_session(conn, secrets.hash_of(session), person, client[:120], now, now + LASTS)
    return session


def find(
    doors: Doors, session: str, *, team: int | None = None, idle: timedelta = LASTS, note: bool = True
) -> tuple[SessionFacts, Entry | None] | None:
    """The session with this id, if it is in force and was used within `idle`, and its person's entry in `team`.

    `note`: record the use, once an hour.
    """
    now = utc_now()
    id_hash = secrets.hash_of(session)
    with doors.reading() as conn:
        current = store.in_force(conn, id_hash, now, now - idle)
        entry = members.entry(conn, team, current.person) if current and team is not None else None
    if current is None:
        return None
    if note and now - current.last_seen >= SEEN_EVERY:
        in_transaction(doors, store.touch, id_hash=id_hash, now=now)
    return current, entry


def end(doors: Doors, person: int, id_hash: str) -> None:
    """End one session of the person, named by its hash. Does nothing if there is no such session."""
    in_transaction(doors, store.end, id_hash=id_hash, person=person)
