"""The one way to write: begin, lock, check the right under the lock, run once, write event and answer, commit.

No other file of the product commits.
"""

import hashlib
import random
import secrets
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from queue_app.domain.agents.allowed import OnlyAgents, check_agent, needs_run
from queue_app.domain.errors import KeyReused, NotFound, RoleTooLow
from queue_app.domain.refusals import TeamArchived
from queue_app.domain.team.rights import Role, capped, may
from queue_app.store.db import lock
from queue_app.store.db.engine import LOCK_WAIT_SECONDS, Doors, together
from queue_app.store.db.errors import is_retryable, refusal_of, retry_wait
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.agents.fence import hold
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.tx import Actor, Result, Tx, WriteDeclaration, declaration_of

ATTEMPTS = 4

Done = TypeVar("Done")


class OutcomeUnknown(Exception):
    """The connection was lost during COMMIT. A retry with the same key tells what happened."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a write. `seq`: its event, or the team's last event if nothing `changed`. `kind`: the kind of its event."""

    result: Result
    seq: int
    changed: bool = True
    replayed: bool = False
    kind: str = ""


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def run(
    doors: Doors,
    use_case: Callable[..., Result],
    actor: Actor,
    *,
    key: str | None = None,
    digest: str = "",
    clock_now: Callable[[], datetime] = utc_now,
    lay_out: Callable[[Connection], None] | None = None,
    **command: Any,
) -> Outcome:
    """Run `use_case` in one transaction, retried after a conflict with another write. The same `key` runs once.

    `digest` is the hash of the whole request: the same key with another digest raises KeyReused. `lay_out` fills
    temporary tables with very many rows before the lock is taken.

    Raises the refusal of the rule; DatabaseBusy after 5 s or the last attempt; OutcomeUnknown if COMMIT itself failed.
    """
    door = doors.writing if lay_out is None else partial(doors.writing_at_length, lay_out)
    waited = doors.waited if lay_out is None else _is_no_wait
    return _retried(lambda: _once(waited, door, use_case, actor, key, digest, clock_now, command))


def _is_no_wait(_door: str, _seconds: float) -> None:
    """Do not count the wait: laying out many rows is work."""


def in_transaction(doors: Doors, work: Callable[..., Done], **command: Any) -> Done:
    """Run `work(conn, **command)` in one transaction: a write outside of the teams' histories (accounts, sessions)."""

    def once() -> Done:
        came = time.perf_counter()
        with doors.writing() as conn:
            conn.begin()
            doors.waited("writing", time.perf_counter() - came)
            done = work(conn, **command)
            _commit(conn)
            return done

    return _retried(once)


def _retried(once: Callable[[], Done]) -> Done:
    patient_until = time.monotonic() + LOCK_WAIT_SECONDS
    attempt = 1
    while True:
        try:
            return once()
        except DBAPIError as error:
            refusal = refusal_of(error)
            if refusal is not None:
                raise refusal from error
            if not is_retryable(error):
                raise
            if attempt == ATTEMPTS or time.monotonic() > patient_until:
                raise DatabaseBusy from error
        time.sleep(retry_wait(attempt, random.random()))  # noqa: S311 - jitter is no secret
        attempt += 1


def _once(
    waited: Callable[[str, float], None],
    door: Callable[[], AbstractContextManager[Connection]],
    use_case: Callable[..., Result],
    actor: Actor,
    key: str | None,
    digest: str,
    clock_now: Callable[[], datetime],
    command: dict[str, Any],
) -> Outcome:
    declaration = declaration_of(use_case)
    key, came = _own(key, actor), time.perf_counter()
    with door() as conn:
        if not conn.in_transaction():
            conn.begin()
        events = declaration.events(**command)
        locked = lock.lock(conn, actor.team, actor.person, key, clock_now(), events, declaration.new_items(**command))
        waited("writing", time.perf_counter() - came)
        if locked is None:
            raise NotFound
        role = _checked(locked, actor, declaration)
        if locked.stored_answer is not None:
            if locked.stored_answer.hash != digest:
                raise KeyReused
            seq = locked.stored_answer.seq or 0
            return Outcome(
                locked.stored_answer.result, seq, replayed=True, kind=lock.kind_of(conn, locked.team.id, seq)
            )
        by_token = actor.cap is not None
        tx = Tx(
            conn, locked.team, actor.person, role, locked.seq, locked.at, locked.number, events, actor.agent, by_token
        )
        if needs_run(declaration.agents):
            hold(tx, **command)
        result = use_case(tx, **command)
        if not tx.recorded:
            return Outcome(result, locked.seq - events, changed=False)
        if tx.recorded != events:
            raise RuntimeError(f"{events} event numbers were reserved and {tx.recorded} used")
        _commit(conn, partial(_remember, tx, key, digest, result))
        _log_memberships(tx)
        return Outcome(result, tx.seq, kind=tx.events[-1]["kind"] if tx.events else "")


def _own(key: str | None, actor: Actor) -> str | None:
    """The key as stored. The key of an agent never equals one of its sponsor or of another agent."""
    if key is None or actor.agent is None:
        return key
    return hashlib.sha256(f"agent {actor.agent.token} {key}".encode()).hexdigest()


def _checked(locked: lock.Locked, actor: Actor, declaration: WriteDeclaration) -> Role:
    role = Role.MANAGER if actor.person is None else locked.role
    if role is None:
        raise NotFound
    role = capped(role, actor.cap)
    if actor.agent is not None:
        check_agent(declaration.agents, locked.team)
    elif not declaration.people:
        raise OnlyAgents
    if not may(role, declaration.right, locked.team):
        raise RoleTooLow
    if locked.team.archived and not declaration.on_archived:
        raise TeamArchived
    return role


def _remember(tx: Tx, key: str | None, digest: str, result: Result) -> None:
    """Save the remaining changes, the event and the answer."""
    tx.flush()
    lock.write_events(tx.conn, tx.events)
    if tx.by is None:
        return
    row = {"person_id": tx.by, "key": key or secrets.token_urlsafe(24), "hash": digest, "team_id": tx.team.id}
    row |= {"seq": tx.seq, "at": tx.at, "by_agent": tx.agent is not None, "result": result}
    lock.write_request(tx.conn, row)


def _log_memberships(tx: Tx) -> None:
    """Log who joins, leaves, invites or gets a role, whichever use case did it."""
    for event in tx.events:
        if event["kind"] == "membership":
            security_log.note("membership", team=tx.team.id, by=tx.by or "operator", **event["data"])


def _commit(conn: Connection, last: Callable[[], None] = lambda: None) -> None:
    """Commit together with `last`. If the database refuses that, nothing is written."""
    try:
        with together(conn):
            last()
            conn.commit()
    except BaseException as error:
        conn.invalidate()  # Seen on SQLite: the pool would keep the connection, its transaction open, the database locked.
        refused = isinstance(error, IntegrityError)  # The database itself refused, and rolled everything back.
        if isinstance(error, DBAPIError) and not refused and not is_retryable(error):
            raise OutcomeUnknown from error
        raise
