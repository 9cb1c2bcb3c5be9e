"""The second step: after the password, a code of an authenticator app or a recovery code. People turn it on for themselves."""

import base64
import secrets as dice
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError, Refusal
from queue_app.domain.sign_in.totp import step_matched
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import devices, people, second_steps
from queue_app.store.sign_in import sessions as session_store
from queue_app.usecases.sign_in import secrets, security_log, sessions
from queue_app.usecases.sign_in.seal import Seal
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.sign_in.sign_in import Counted, count_each, forgive
from queue_app.usecases.transaction import in_transaction, utc_now

SECRET_BYTES = 20
CODES = 10
_CODE_BYTES = 10
_GROUP = 4


class NoSecondStep(Refusal):
    sentence = N_("The second step is not turned on. Turn it on first.")


class AlreadyOn(Refusal):
    sentence = N_("The second step is on already. Turn it off first to use another phone.")


@dataclass(frozen=True, slots=True)
class ShownSecret:
    """A secret for an authenticator app: the `key` to type, and the `address` to show as a QR code."""

    key: str
    address: str


def begin(conn: Connection, *, seal: Seal, person: int, now: datetime) -> None:
    """Make a secret. Codes are asked for only after the first one was typed. Raises AlreadyOn. For `in_transaction`."""
    if second_steps.is_asked(conn, person):
        raise AlreadyOn
    second_steps.begin_second_step(conn, person, seal.close(person, dice.token_bytes(SECRET_BYTES)), now)


def begun_secret(conn: Connection, seal: Seal, person: int) -> ShownSecret | None:
    """The secret that the person is about to confirm, or None. A confirmed secret is never shown again."""
    step, account = second_steps.find_second_step(conn, person), people.by_id(conn, person)
    secret = seal.open(person, step.sealed) if step and not step.confirmed else None
    if secret is None or account is None:
        return None
    key = base64.b32encode(secret).decode()
    label = quote(f"Topmost:{account.email}")
    return ShownSecret(key, f"otpauth://totp/{label}?{urlencode({'secret': key, 'issuer': 'Topmost'})}")


def confirm(doors: Doors, seal: Seal, person: int, typed: str, session_hash: str) -> list[str]:
    """Turn on the second step, and end the person's other sessions. Returns the recovery codes, which are shown once.

    Raises InputError for a wrong code, NoSecondStep if there is no secret to confirm, AlreadyOn.
    """
    about = {"seal": seal, "person": person, "typed": typed, "session_hash": session_hash, "now": utc_now()}
    codes = in_transaction(doors, _confirm, **about)
    security_log.note("second-step-on", person=person)
    return codes


def renew_codes(conn: Connection, *, person: int) -> list[str]:
    """Make new recovery codes; the old ones stop working. Raises NoSecondStep. For `in_transaction`."""
    if not second_steps.is_asked(conn, person):
        raise NoSecondStep
    codes = [_recovery_code() for _ in range(CODES)]
    second_steps.replace_codes(conn, person, [_code_hash(code) for code in codes])
    return codes


def turn_off(doors: Doors, seal: Seal, person: int, typed: str, visit: Visit) -> None:
    """Turn off the second step, after checking a code. Raises InputError for a wrong code, TooManyAttempts, NoSecondStep."""
    counted = _count(doors, person, visit)
    in_transaction(doors, _turn_off, seal=seal, person=person, typed=typed, now=utc_now())
    forgive(doors, counted)
    security_log.note("second-step-off", person=person)


def lost_phone(conn: Connection, *, person: int) -> None:
    """Remove the second step and end all sessions, as the operator. For `in_transaction`."""
    second_steps.drop_second_step(conn, person)
    session_store.end_all(conn, person)
    devices.forget_all(conn, person)


def finish_sign_in(doors: Doors, seal: Seal, person: int, password_mark: str, typed: str, visit: Visit) -> str:
    """Begin the session of a person whose password was right. Returns its id.

    Raises InputError for a wrong code, TooManyAttempts, NoSecondStep if the password was changed meanwhile.
    """
    counted = _count(doors, person, visit)
    about = {"seal": seal, "person": person, "mark": password_mark, "typed": typed, "visit": visit, "now": utc_now()}
    try:
        session, known, by = in_transaction(doors, _finish, **about)
    except InputError:
        security_log.note("wrong-code", person=person)
        raise
    forgive(doors, counted)
    security_log.note("sign-in", person=person, browser="known" if known else "new", second=by)
    return session


def mark_of(password_hash: str | None) -> str:
    """A value that changes with the password and reveals nothing about it."""
    return secrets.hash_of(f"mark {password_hash}")[:16]


def _count(doors: Doors, person: int, visit: Visit) -> Counted:
    """Count an attempt at a code, apart from passwords. Known browsers count too: a code can be guessed in few tries."""
    counted = (("account", f"code of {person}"), ("address", visit.address))
    count_each(doors, counted)
    return counted


def _finish(
    conn: Connection, seal: Seal, person: int, mark: str, typed: str, visit: Visit, now: datetime
) -> tuple[str, bool, str]:
    account = people.by_id(conn, person)
    if account is None or not account.active or mark_of(account.password_hash) != mark:
        raise NoSecondStep
    by = _used(conn, seal, person, typed, now)
    known = devices.is_known(conn, person, visit.device_hash)
    return sessions.enter(conn, person, visit, now), known, by


def _turn_off(conn: Connection, seal: Seal, person: int, typed: str, now: datetime) -> None:
    _used(conn, seal, person, typed, now)
    second_steps.drop_second_step(conn, person)


def _confirm(conn: Connection, seal: Seal, person: int, typed: str, session_hash: str, now: datetime) -> list[str]:
    step = second_steps.find_second_step(conn, person, lock=True)
    if step is None:
        raise NoSecondStep
    if step.confirmed:
        raise AlreadyOn
    secret = seal.open(person, step.sealed)
    matched = step_matched(secret, _digits(typed), now, step.used_step) if secret else None
    if matched is None:
        raise _wrong_code()
    second_steps.confirm_second_step(conn, person, matched, now)
    session_store.end_others(conn, person, session_hash)
    return renew_codes(conn, person=person)


def _used(conn: Connection, seal: Seal, person: int, typed: str, now: datetime) -> str:
    """Use up a code of the app or a recovery code. Returns which of the two it was. Raises InputError, NoSecondStep."""
    step = second_steps.find_second_step(conn, person, lock=True)
    if step is None or not step.confirmed:
        raise NoSecondStep
    secret = seal.open(person, step.sealed)
    matched = step_matched(secret, _digits(typed), now, step.used_step) if secret else None
    if matched is not None:
        second_steps.use_step(conn, person, matched)
        return "app"
    if second_steps.use_code(conn, person, _code_hash(typed)):
        return "recovery-code"
    raise _wrong_code()


def _wrong_code() -> InputError:
    return InputError("code", N_("This code is wrong or was used. Wait for the next one and type it."))


def _digits(typed: str) -> str:
    return "".join(typed.split())


def _recovery_code() -> str:
    """80 random bits as four groups of letters and digits."""
    text = base64.b32encode(dice.token_bytes(_CODE_BYTES)).decode().lower()
    return "-".join(text[n : n + _GROUP] for n in range(0, len(text), _GROUP))


def _code_hash(typed: str) -> str:
    """The stored hash of a recovery code, whatever its case and spacing."""
    return secrets.hash_of("".join(sign for sign in typed.lower() if sign.isalnum()))
