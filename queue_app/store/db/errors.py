"""Turns violated constraints into refusals, by their names. Every other database error stays a fault.

Also says which database errors are retryable, on both engines.
"""

import re
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError, IntegrityError

from queue_app.domain import refusals
from queue_app.domain.errors import UserError

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")
_REFUSALS: dict[str, Callable[[], UserError]] = {
    "uq_item_team_id_reference": refusals.ReferenceTaken,
    "uq_person_email_folded": refusals.EmailTaken,
    "uq_area_team_id_folded": refusals.NameTaken,
    "uq_block_kind_team_id_name": refusals.NameTaken,
    "uq_views_team_id_folded": refusals.NameTaken,
    "pk_membership": refusals.AlreadyMember,
}
_SQLITE_NAMES = {
    "item.team_id, item.reference": "uq_item_team_id_reference",
    "person.email_folded": "uq_person_email_folded",
    "area.team_id, area.folded": "uq_area_team_id_folded",
    "block_kind.team_id, block_kind.name": "uq_block_kind_team_id_name",
    "views.team_id, views.folded": "uq_views_team_id_folded",
    "membership.team_id, membership.person_id": "pk_membership",
    "request.person_id, request.key": "pk_request",
}


def violated(error: DBAPIError) -> str | None:
    """The name of the violated constraint, on both engines, or None."""
    if not isinstance(error, IntegrityError):
        return None
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name)
    match = _SQLITE_UNIQUE.search(str(error.orig))
    return _SQLITE_NAMES.get(match.group(1)) if match else None


def refusal_of(error: DBAPIError) -> UserError | None:
    """The refusal for a violated constraint, or None."""
    name = violated(error)
    return _REFUSALS[name]() if name in _REFUSALS else None


_SQLSTATES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock time-out
_SQLITE = ("database is locked", "database table is locked", "database is busy")


def is_retryable(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when it is run again.

    A duplicate request key counts too: another transaction wrote it, and the next attempt finds its answer.
    """
    if violated(error) == "pk_request":
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _SQLSTATES
    return any(words in str(error.orig) for words in _SQLITE)


_READ_ONLY = {"25006", "SQLITE_READONLY", "SQLITE_READONLY_DBMOVED", "SQLITE_READONLY_DIRECTORY"}


def is_read_only(error: Exception) -> bool:
    """Whether the database refuses writes, such as a standby or a read-only file."""
    orig = getattr(error, "orig", None)
    state = getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", None)
    return state in _READ_ONLY


_DAMAGED = {"XX001", "XX002", "SQLITE_CORRUPT", "SQLITE_NOTADB"}


def is_damaged(error: Exception) -> bool:
    """Whether a page of the database file is damaged."""
    orig = getattr(error, "orig", None)
    state = getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", None) or ""
    return state in _DAMAGED or state.startswith("SQLITE_CORRUPT_")


def retry_wait(attempt: int, chance: float) -> float:
    """Seconds to wait before the next attempt: exponential backoff with jitter. `chance` is in [0, 1)."""
    return float(0.02 * 2**attempt * (0.5 + chance))
