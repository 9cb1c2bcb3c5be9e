"""The second steps of people, and their recovery codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select, update

from queue_app.store.tables import RECOVERY_CODE, SECOND_STEP


@dataclass(frozen=True, slots=True)
class SecondStep:
    """The sealed secret, the 30-second step of the last used code, and whether signing in requires a code."""

    sealed: str
    used_step: int
    confirmed: bool


def find_second_step(connection: Connection, person: int, *, lock: bool = False) -> SecondStep | None:
    """The person's second step, required or only begun."""
    of = select(SECOND_STEP).where(SECOND_STEP.c.person_id == person)
    row = connection.execute(of.with_for_update() if lock else of).one_or_none()
    return SecondStep(row.sealed, row.used_step, row.confirmed_at is not None) if row else None


def is_asked(connection: Connection, person: int) -> bool:
    """Whether signing in requires a code from the person."""
    of = exists().where(SECOND_STEP.c.person_id == person, SECOND_STEP.c.confirmed_at.is_not(None))
    return bool(connection.execute(select(of)).scalar_one())


def begin_second_step(connection: Connection, person: int, sealed: str, now: datetime) -> None:
    """Store a new secret. Signing in does not require a code yet."""
    drop_second_step(connection, person)
    connection.execute(insert(SECOND_STEP).values(person_id=person, sealed=sealed, created_at=now))


def confirm_second_step(connection: Connection, person: int, used_step: int, now: datetime) -> None:
    """Require a code from now on."""
    row = update(SECOND_STEP).where(SECOND_STEP.c.person_id == person)
    connection.execute(row.values(used_step=used_step, confirmed_at=now))


def use_step(connection: Connection, person: int, step: int) -> None:
    """Store the 30-second step of a code, so that the code does not work twice."""
    connection.execute(update(SECOND_STEP).where(SECOND_STEP.c.person_id == person).values(used_step=step))


def drop_second_step(connection: Connection, person: int) -> None:
    """Delete the second step and its recovery codes, so that signing in requires no code."""
    for table in (SECOND_STEP, RECOVERY_CODE):
        connection.execute(delete(table).where(table.c.person_id == person))


def replace_codes(connection: Connection, person: int, hashes: Iterable[str]) -> None:
    """Store new recovery codes in place of the old ones."""
    connection.execute(delete(RECOVERY_CODE).where(RECOVERY_CODE.c.person_id == person))
    connection.execute(insert(RECOVERY_CODE), [{"person_id": person, "hash": one} for one in hashes])


def use_code(connection: Connection, person: int, code_hash: str) -> bool:
    """Delete a recovery code. Returns whether it existed."""
    of = delete(RECOVERY_CODE).where(RECOVERY_CODE.c.person_id == person, RECOVERY_CODE.c.hash == code_hash)
    return connection.execute(of).rowcount == 1
