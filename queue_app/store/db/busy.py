"""Which database errors mean "another write was in the way, try again", on both engines."""

from sqlalchemy.exc import DBAPIError

from queue_app.store.db.constraints import violated

_SQLSTATES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock time-out
_SQLITE = ("database is locked", "database table is locked", "database is busy")


def is_retryable(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when it is run again.

    A request key that was written meanwhile counts: the next attempt finds its answer.
    """
    if violated(error) == "pk_request":
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _SQLSTATES
    return any(words in str(error.orig) for words in _SQLITE)


def retry_wait(attempt: int, chance: float) -> float:
    """Seconds to wait before the next attempt: growing, with jitter. `chance` is in [0, 1)."""
    return float(0.02 * 2**attempt * (0.5 + chance))
