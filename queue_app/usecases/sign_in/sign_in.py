"""Signing in: count the attempt, check the password, begin a session.

These are separate transactions, so that no hash is computed while the database is locked.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain.errors import N_, UserError
from queue_app.domain.sign_in import throttle as rule
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import devices, people, second_steps, throttle
from queue_app.store.sign_in.address_fold import folded
from queue_app.store.sign_in.people import Account
from queue_app.usecases.sign_in import security_log, sessions
from queue_app.usecases.sign_in.password_rule import normalised
from queue_app.usecases.sign_in.passwords import Passwords
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.transaction import in_transaction, utc_now

Counted = tuple[tuple[str, str], ...]
"""(kind, value) of what is counted, always locked in this order."""


class WrongPassword(UserError):
    """The address is unknown or the password is wrong; the answer is the same (HTTP 401)."""

    sentence = N_("Wrong e-mail or password. Check both and try again.")


@dataclass(frozen=True, slots=True)
class PasswordRight:
    """The person who signs in. `session`: the id of the new session, for the cookie; "" if the second step follows."""

    person: int
    session: str
    password_hash: str | None = field(repr=False)


def sign_in(doors: Doors, passwords: Passwords, email: str, password: str, visit: Visit) -> PasswordRight:
    """Sign in, or only check the password if a second step follows. Raises TooManyAttempts, WrongPassword."""
    account = check_password(doors, passwords, email, password, visit)
    outdated = account.password_hash is None or passwords.outdated(account.password_hash)
    fresh = passwords.hash(normalised(password)) if outdated else None
    session, known = in_transaction(doors, _enter, account=account, visit=visit, fresh=fresh, now=utc_now())
    what = "sign-in" if session else "password-right"
    security_log.note(what, person=account.id, browser="known" if known else "new")
    return PasswordRight(account.id, session, fresh or account.password_hash)


def check_password(doors: Doors, passwords: Passwords, email: str, password: str, visit: Visit) -> Account:
    """The account with this address and password. Every attempt counts until one succeeds.

    Raises TooManyAttempts, WrongPassword; SignInBusy if too many passwords are being checked, before anything is counted.
    """
    email = email.strip()
    with passwords.place():
        with doors.reading() as conn:
            account = people.by_email(conn, email)
            known = account is not None and devices.is_known(conn, account.id, visit.device_hash)
        counted = count(doors, email, visit, known)
        stored_hash = account.password_hash if account and account.active else None
        if not passwords.matches(stored_hash, password) or account is None:
            security_log.note("wrong-password", person=account.id if account else "unknown")
            raise WrongPassword
        forgive(doors, counted)
    return account


def count(doors: Doors, email: str, visit: Visit, known: bool = False) -> Counted:
    """Count an attempt as failed, until it is forgiven. Returns what was counted. Raises TooManyAttempts.

    A browser that the person is `known` to use is counted apart, so that attempts of others never lock the person out.
    """
    counted: Counted = (("account", folded(email)), ("address", visit.address))
    if known:
        counted = (("account", f"{folded(email)} in {visit.device_hash}"),)
    count_each(doors, counted)
    return counted


def count_each(doors: Doors, counted: Counted) -> None:
    """Count an attempt for each. Raises TooManyAttempts."""
    try:
        in_transaction(doors, _count, counted=counted, now=utc_now())
    except rule.TooManyAttempts as wait:
        security_log.note("attempt-too-early", seconds=wait.seconds)
        raise


def forgive(doors: Doors, counted: Counted) -> None:
    """Take back the count of an attempt that succeeded."""
    in_transaction(doors, _forgive, counted=counted, now=utc_now())


def _count(conn: Connection, counted: Counted, now: datetime) -> None:
    failures = [throttle.failures(conn, kind, value, now) for kind, value in counted]
    for (kind, value), before in zip(counted, failures, strict=True):
        throttle.keep(conn, kind, value, rule.attempted(kind, before, now))


def _forgive(conn: Connection, counted: Counted, now: datetime) -> None:
    for kind, value in counted:
        throttle.keep(conn, kind, value, rule.succeeded(kind, throttle.failures(conn, kind, value, now), now))


def _enter(conn: Connection, account: Account, visit: Visit, fresh: str | None, now: datetime) -> tuple[str, bool]:
    """Begin the session. Returns its id ("" if the second step follows), and whether the browser was known.

    Raises WrongPassword if the password was replaced while it was checked.
    """
    present = people.by_id(conn, account.id)
    if present is None or present.password_hash != account.password_hash or not present.active:
        raise WrongPassword
    if fresh is not None:
        people.set_password(conn, account.id, fresh)
    known = devices.is_known(conn, account.id, visit.device_hash)
    if second_steps.is_asked(conn, account.id):
        return "", known
    return sessions.enter(conn, account.id, visit, now), known
