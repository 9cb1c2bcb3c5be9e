"""Raw SQL that tries each impossible state, on both engines: refused, by the constraint that is there for it."""

import re
from collections.abc import Iterable

import pytest
from sqlalchemy import CheckConstraint, Connection, ForeignKeyConstraint, UniqueConstraint, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from queue_app.store import tables
from queue_app.store.db.base import Base
from queue_app.store.db.engine import Doors
from queue_app.usecases.transaction import in_transaction
from tests.schema.attacks import ALLOWED, ELSEWHERE, ON_ITEM, TOO_LONG, WRONG_TYPES
from tests.schema.attacks_later import LATER, LATER_TOO_LONG
from tests.schema.world import make_world

assert tables
TABLES = Base.metadata.sorted_tables
ATTACKS = [(name, f"UPDATE item SET {sql}") for name, sql in ON_ITEM] + ELSEWHERE + LATER
VALUES = WRONG_TYPES + TOO_LONG + LATER_TOO_LONG


@pytest.fixture
def world(doors: Doors) -> Doors:
    in_transaction(doors, make_world)
    return doors


def test_impossible_states_are_refused(world: Doors) -> None:
    assert survivors(world, ATTACKS, IntegrityError) == []


def test_what_is_no_such_value_is_refused(world: Doors) -> None:
    """Where SQLite's CHECK says no, PostgreSQL may say that this is no number, or too long."""
    assert survivors(world, VALUES, IntegrityError, DBAPIError, kind=None if world.is_sqlite else "") == []


def test_nothing_refers_to_what_is_not_there(world: Doors) -> None:
    """The last column of each key points to a row that does not exist."""
    with world.reading() as conn:
        attacks = [(by_name(key), repointed(conn, key, "987")) for key in by_schema()]
    assert survivors(world, attacks, IntegrityError, kind="fk_") == []


def test_nothing_refers_to_another_team(world: Doors) -> None:
    """The last column of each key of two columns points to a row that only the other team has."""
    attacks = []
    with world.reading() as conn:
        for key in by_schema():
            target = key.elements[-1].column
            theirs = f"(SELECT max({target.name}) FROM {target.table.name} WHERE team_id = 2)"
            if len(key.columns) > 1:
                attacks.append((by_name(key), repointed(conn, key, theirs)))
    assert survivors(world, attacks, IntegrityError, kind="fk_") == []


@pytest.mark.parametrize("sql", ALLOWED)
def test_what_stands_next_to_it_is_possible(world: Doors, sql: str) -> None:
    with world.writing() as conn:
        assert conn.execute(text(sql)).rowcount >= 2


def test_every_constraint_is_attacked() -> None:
    """A new constraint needs its attack. Keys are attacked by what the schema says of them."""
    checks = {by_name(c) for t in TABLES for c in t.constraints if isinstance(c, CheckConstraint)}
    unique = {name for names in unique_names(beyond_the_primary_key=True).values() for name in names}
    assert checks | unique == {name for name, _ in ATTACKS + VALUES if name[:3] in ("ck_", "uq_")}


def survivors(
    doors: Doors, attacks: Iterable[tuple[str, str]], *errors: type[DBAPIError], kind: str | None = None
) -> list[str]:
    """The attacks that the database took, that met no row, or that something else refused than the named constraint."""
    found = []
    for constraint, sql in attacks:
        try:
            with doors.writing() as conn:
                met = conn.execute(text(sql)).rowcount
            found.append(f"{constraint}: {met} rows: {sql:.150}")
        except errors as error:
            others = names_of(error)
            if constraint not in others and (kind is None or not any(name.startswith(kind) for name in others)):
                found.append(f"{constraint}: refused by {others or error}: {sql:.150}")
    return found


def names_of(error: DBAPIError) -> set[str]:
    """The constraints that the error may mean. SQLite names a CHECK, the columns of a UNIQUE, and nothing of a key."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return {str(diagnosis.constraint_name)}
    said = str(error.orig)
    if check := re.fullmatch("CHECK constraint failed: (.+)", said):
        return {check.group(1)}
    if unique := re.fullmatch("UNIQUE constraint failed: (.+)", said):
        return unique_names()[frozenset(unique.group(1).split(", "))]
    return set(map(by_name, keys())) if said == "FOREIGN KEY constraint failed" else set()


def unique_names(beyond_the_primary_key: bool = False) -> dict[frozenset[str], set[str]]:
    """The names of what is unique, by its columns; without those that follow from the primary key, if so wanted."""
    found: dict[frozenset[str], set[str]] = {}
    for table in TABLES:
        unique = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        indexes = [i for i in table.indexes if i.unique]
        for one in [*unique, *indexes] if beyond_the_primary_key else [table.primary_key, *unique, *indexes]:
            if beyond_the_primary_key and set(one.columns) >= set(table.primary_key.columns):
                continue
            columns = frozenset(f"{table.name}.{column.name}" for column in one.columns)
            found.setdefault(columns, set()).add(str(one.name))
    return found


def keys() -> list[ForeignKeyConstraint]:
    return sorted((key for table in TABLES for key in table.foreign_key_constraints), key=by_name)


def by_name(constraint) -> str:
    return str(constraint.name)


def by_schema() -> list[ForeignKeyConstraint]:
    """The keys that can be attacked one column at a time. A pair of a coin is not one: it stands among the attacks."""
    return [key for key in keys() if key.table.name != "coin"]


def repointed(conn: Connection, key: ForeignKeyConstraint, to: str) -> str:
    """The key's last column of the first row (of team 1, where the key names a team) points to `to`."""
    column, table = list(key.columns)[-1], key.table
    rows = select(*table.primary_key.columns).where(column.is_not(None)).order_by(*table.primary_key.columns)
    one = conn.execute(rows.where(table.c.team_id == 1) if len(key.columns) > 1 else rows).mappings().first()
    assert one, f"no row has {column}"
    here = " AND ".join(f"\"{name}\" = '{value}'" for name, value in one.items())
    return f'UPDATE {table.name} SET "{column.name}" = {to} WHERE {here}'
