"""Whether an item waits for another one that is not finished, and what waits for an item: parts of other queries.

No column keeps it. So the end of the other item frees it at once, in whichever team that is, and nobody locks two teams.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    FromClause,
    Label,
    ScalarSelect,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
)

from queue_app.domain.queue.item import State
from queue_app.store.tables import CLOCK, ITEM, WAIT

_TEAM: BindParameter[int] = bindparam("team")
_WAITED_FOR = select(WAIT.c.on_team_id).where(WAIT.c.team_id == _TEAM, WAIT.c.on_team_id != _TEAM)
_THEIRS = select(WAIT.c.team_id).where(WAIT.c.on_team_id == _TEAM, WAIT.c.team_id != _TEAM)
LINKED = (
    select(func.coalesce(func.sum(CLOCK.c.revision), 0))
    .where(CLOCK.c.team_id.in_(union(_WAITED_FOR, _THEIRS)))
    .scalar_subquery()
)
"""The events of all teams whose items wait for items of the team, or the other way: 0 where no team does."""


def state_elsewhere(team: ColumnElement[int]) -> ColumnElement[int]:
    """A number that changes with the waits between items of the `team` and of others, as far as no event of the team tells: with
    the state of what its items wait for, and with what waits for its items. 0 without such waits."""
    wait, on = WAIT.alias("wait_elsewhere"), ITEM.alias("on_elsewhere")
    other = and_(on.c.team_id == wait.c.on_team_id, on.c.id == wait.c.on_item_id)
    waited_for = (
        select(func.coalesce(func.sum(on.c.id * _state_number(on)), 0))
        .select_from(wait.join(on, other))
        .where(wait.c.team_id == team, wait.c.on_team_id != wait.c.team_id)
        .correlate(team.table)
    )
    their, waiter = WAIT.alias("their_wait"), ITEM.alias("waiter_elsewhere")
    theirs = and_(waiter.c.team_id == their.c.team_id, waiter.c.id == their.c.item_id)
    needed = (
        select(func.coalesce(func.sum(waiter.c.id * _state_number(waiter) + their.c.on_item_id), 0))
        .select_from(their.join(waiter, theirs))
        .where(their.c.on_team_id == team, their.c.team_id != their.c.on_team_id)
        .correlate(team.table)
    )
    return cast(waited_for.scalar_subquery() + needed.scalar_subquery(), BigInteger)


def _state_number(item: FromClause) -> ColumnElement[int]:
    return case(*((item.c.state == state, n) for n, state in enumerate(State, 1)), else_=0)


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


def waits_at_all(table: FromClause) -> list[Label[bool]]:
    """Whether the item waits for any other one, also a finished one, and whether any waits for it."""
    its, theirs = WAIT.alias("its_waits"), WAIT.alias("their_waits")
    waits = exists().where(its.c.team_id == table.c.team_id, its.c.item_id == table.c.id).correlate(table)
    needed = exists().where(theirs.c.on_team_id == table.c.team_id, theirs.c.on_item_id == table.c.id).correlate(table)
    return [waits.label("waits_for_one"), needed.label("needed_by_one")]


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


def waits_in_order(table: FromClause) -> ScalarSelect[Any]:
    """What an item waits for, as a forecast counts it, in one text: the ids of waiting items of the team; less than 0, where it
    has no place in this queue, for one that was dropped or is of another team."""
    wait, on = WAIT.alias("its_wait"), ITEM.alias("its_other")
    other = and_(on.c.team_id == wait.c.on_team_id, on.c.id == wait.c.on_item_id)
    elsewhere = or_(on.c.team_id != wait.c.team_id, on.c.state == "dropped")
    id_ = cast(case((elsewhere, -on.c.id), else_=on.c.id), String)
    return (
        select(func.aggregate_strings(id_, literal_column("','")))  # type: ignore[arg-type]
        .select_from(wait.join(on, other))
        .where(wait.c.team_id == table.c.team_id, wait.c.item_id == table.c.id, on.c.finished_on.is_(None))
        .where(or_(on.c.team_id != wait.c.team_id, on.c.slot.is_(None)))
        .correlate(table)
        .scalar_subquery()
    )
