"""Whether an item waits for another one that is not finished, and what waits for an item: parts of other queries.

No column keeps it. So the end of the other item frees it at once, in whichever team that is, and nobody locks two teams.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    String,
    and_,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from queue_app.store.tables import ITEM, WAIT


def held(table: FromClause) -> ColumnElement[bool]:
    """Whether the item waits for one that is not finished. A dropped one holds it too, until people decide."""
    wait, on = WAIT.alias("wait"), ITEM.alias("waited_for")
    other = and_(on.c.team_id == wait.c.on_team_id, on.c.id == wait.c.on_item_id)
    return (
        exists()
        .select_from(wait.join(on, other))
        .where(wait.c.team_id == table.c.team_id, wait.c.item_id == table.c.id, on.c.finished_on.is_(None))
        .correlate(table)
    )


def needed_elsewhere(table: FromClause) -> ScalarSelect[Any]:
    """How many open items of other teams wait for the item."""
    wait, waiter = WAIT.alias("needed"), ITEM.alias("waiter")
    theirs = and_(waiter.c.team_id == wait.c.team_id, waiter.c.id == wait.c.item_id)
    return (
        select(func.count())
        .select_from(wait.join(waiter, theirs))
        .where(wait.c.on_team_id == table.c.team_id, wait.c.on_item_id == table.c.id)
        .where(wait.c.team_id != table.c.team_id, waiter.c.rank.is_not(None))
        .correlate(table)
        .scalar_subquery()
    )


def freed_by(table: FromClause) -> ScalarSelect[Any]:
    """The numbers, as one text, of the open items of the team that wait for this one and for nothing else."""
    wait, waiter = WAIT.alias("freed"), ITEM.alias("free")
    other, on = WAIT.alias("still"), ITEM.alias("still_on")
    theirs = and_(waiter.c.team_id == wait.c.team_id, waiter.c.id == wait.c.item_id)
    still = (
        exists()
        .select_from(other.join(on, and_(on.c.team_id == other.c.on_team_id, on.c.id == other.c.on_item_id)))
        .where(other.c.team_id == wait.c.team_id, other.c.item_id == wait.c.item_id)
        .where(or_(on.c.team_id != table.c.team_id, on.c.id != table.c.id), on.c.finished_on.is_(None))
        .correlate(wait, table)
    )
    numbers = func.aggregate_strings(cast(waiter.c.number, String), literal_column("','"))  # type: ignore[arg-type]
    return (
        select(numbers)
        .select_from(wait.join(waiter, theirs))
        .where(wait.c.on_team_id == table.c.team_id, wait.c.on_item_id == table.c.id)
        .where(wait.c.team_id == table.c.team_id, waiter.c.rank.is_not(None), ~still)
        .correlate(table)
        .scalar_subquery()
    )
