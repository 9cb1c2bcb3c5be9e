"""SQL expressions for other queries: whether an item waits for one that is not finished, and what waits for an item.

No column stores this. So an item is free as soon as the other one is finished, in any team, and nobody has to lock two teams.
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
"""The sum of the revisions of all teams that share a wait with the team, in either direction; 0 without such teams."""


def state_elsewhere(team: ColumnElement[int]) -> ColumnElement[int]:
    """A number that changes with the waits between the `team` and other teams, where the team itself has no event: with the state
    of the items that its items wait for, and with the items that wait for its items. 0 without such waits."""
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
    """Whether the item waits for one that is not finished. A dropped item holds it too, until somebody decides."""
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
    """Whether the item waits for any other one, including finished ones, and whether any item waits for it."""
    its, theirs = WAIT.alias("its_waits"), WAIT.alias("their_waits")
    waits = exists().where(its.c.team_id == table.c.team_id, its.c.item_id == table.c.id).correlate(table)
    needed = exists().where(theirs.c.on_team_id == table.c.team_id, theirs.c.on_item_id == table.c.id).correlate(table)
    return [waits.label("waits_for_one"), needed.label("needed_by_one")]


def freed_by(table: FromClause) -> ScalarSelect[Any]:
    """The numbers of the team's open items that only this item holds, as one text."""
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
    """The ids of what an item waits for, for the forecast, as one text. The id is negative for an item that has no place in this
    queue, because it was dropped or belongs to another team."""
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
