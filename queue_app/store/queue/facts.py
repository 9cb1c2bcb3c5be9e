"""The facts that the verbs on one item need, each in one query. Also updates an item's texts.

If the item leaves a slot, they include the closing slot, if any, and the item in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from queue_app.domain.queue.edit import EditFacts, Texts
from queue_app.domain.queue.finish import FinishFacts
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.split import SplitFacts
from queue_app.domain.queue.urgent import UrgentFacts
from queue_app.store.db.prepared import Prepared
from queue_app.store.queue import order
from queue_app.store.queue.items import columns, folded, marked_urgent, read
from queue_app.store.queue.slots import CLOSING
from queue_app.store.tables import AREA, BLOCK, CLOCK, COIN, ITEM, ITEM_AREA, MEMBERSHIP, STEP, STINT
from queue_app.store.team.members import WORKS
from queue_app.store.waits.held import freed_by

ONE = ITEM.alias("one")


@dataclass(frozen=True, slots=True)
class RunningFacts:
    """`closing` is a slot to delete or None, `retiring` the item in it, `blocked_from` the start of an open block."""

    item: Item | None
    closing: int | None
    retiring: Item | None
    blocked_from: datetime | None


def facts_with(*further: ColumnElement[Any]) -> Select[Any]:
    """A query of one row about the item `number` of `team`. `further` are more columns, which refer to `ONE`."""
    retiring = ITEM.alias("retiring")
    return (
        select(
            *columns(ONE),
            CLOSING.label("closing_slot"),
            BLOCK.c.from_at.label("blocked_from"),
            *further,
            *columns(retiring, "r_"),
        )
        .select_from(CLOCK)
        .outerjoin(ONE, and_(ONE.c.team_id == CLOCK.c.team_id, ONE.c.number == bindparam("number")))
        .outerjoin(BLOCK, and_(BLOCK.c.team_id == ONE.c.team_id, BLOCK.c.id == ONE.c.block_id))
        .outerjoin(retiring, and_(retiring.c.team_id == CLOCK.c.team_id, retiring.c.slot == CLOSING))
        .where(CLOCK.c.team_id == bindparam("team"))
    )


_RUNNING_FACTS = Prepared(facts_with())


def running_facts(connection: Connection, team_id: int, number: int) -> RunningFacts:
    """The facts of the team's item `number`; the item is None for an unknown number."""
    (row,) = _RUNNING_FACTS.rows(connection, {"team": team_id, "number": number})
    return read_facts(row)


def read_facts(row: Mapping[str, Any]) -> RunningFacts:
    """The facts in a row of `facts_with`."""
    return RunningFacts(read(row), row["closing_slot"], read(row, "r_"), row["blocked_from"])


def _ids(column: ColumnElement[int], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The matching ids as one text, so that an item with three areas and four people is still one row."""
    ids = func.aggregate_strings(cast(column, String), literal_column("','"))  # type: ignore[arg-type]
    return select(ids).where(*where).correlate(ONE).scalar_subquery()


def _facts() -> Select[Any]:
    open_steps = (
        select(func.count())
        .select_from(STEP)
        .where(STEP.c.team_id == ONE.c.team_id, STEP.c.item_id == ONE.c.id, STEP.c.done_at.is_(None))
        .correlate(ONE)
        .scalar_subquery()
    )
    tagged = _ids(ITEM_AREA.c.area_id, ITEM_AREA.c.team_id == ONE.c.team_id, ITEM_AREA.c.item_id == ONE.c.id)
    areas = _ids(AREA.c.id, AREA.c.team_id == ONE.c.team_id, AREA.c.archived_at.is_(None))
    stint = (STINT.c.team_id == ONE.c.team_id, STINT.c.item_id == ONE.c.id, STINT.c.run == ONE.c.run)
    on_it = _ids(STINT.c.person_id, *stint, STINT.c.left_at.is_(None))
    able = (MEMBERSHIP.c.team_id == ONE.c.team_id, WORKS)
    members = _ids(MEMBERSHIP.c.person_id, *able)
    freed = freed_by(ONE)
    return facts_with(
        open_steps.label("open_steps"),
        tagged.label("tagged"),
        areas.label("areas"),
        on_it.label("on_it"),
        members.label("members"),
        freed.label("freed"),
    )


_FINISH_FACTS = Prepared(_facts())


def finish_facts(connection: Connection, team_id: int, number: int) -> tuple[RunningFacts, FinishFacts]:
    """The facts of the team's item `number`; the item is None for an unknown number."""
    (row,) = _FINISH_FACTS.rows(connection, {"team": team_id, "number": number})
    ids = (_read(row[name]) for name in ("tagged", "areas", "on_it", "members", "freed"))
    return read_facts(row), FinishFacts(row["open_steps"], *ids)


def _read(ids: str | None) -> frozenset[int]:
    return frozenset(int(id_) for id_ in ids.split(",")) if ids else frozenset()


_AREAS = exists().where(ITEM_AREA.c.team_id == ITEM.c.team_id, ITEM_AREA.c.item_id == ITEM.c.id)
_SPLIT_FACTS: Select[Any] = select(*columns(ITEM), *order.below(ITEM), *order.top(), _AREAS.label("areas")).where(
    ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number")
)


def split_facts(connection: Connection, team_id: int, number: int) -> SplitFacts | None:
    """The facts of the team's item `number`; None for an unknown number."""
    row = connection.execute(_SPLIT_FACTS, {"team": team_id, "number": number}).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        return None
    return SplitFacts(item, order.spot_below(item, row), order.spot_on_top(row), bool(row["areas"]))


_MARKED = ITEM.alias("marked")
_URGENT = (
    select(_MARKED.c.title).where(_MARKED.c.team_id == bindparam("team"), marked_urgent(_MARKED)).scalar_subquery()
)
_COINS = exists().where(COIN.c.team_id == ITEM.c.team_id, or_(COIN.c.low_id == ITEM.c.id, COIN.c.high_id == ITEM.c.id))
_URGENT_FACTS: Select[Any] = select(
    *columns(ITEM), _URGENT.label("urgent_title"), *order.top(excluding=ITEM.c.id), _COINS.label("coins")
).where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))


def urgent_facts(connection: Connection, team_id: int, number: int) -> UrgentFacts | None:
    """The facts of the team's item `number`; None for an unknown number."""
    row = connection.execute(_URGENT_FACTS, {"team": team_id, "number": number}).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        return None
    return UrgentFacts(item, row["urgent_title"], order.spot_on_top(row), bool(row["coins"]))


_EDIT_FACTS: Select[Any] = (
    select(*columns(ITEM), ITEM.c.words, ITEM.c.reference, ITEM_AREA.c.area_id)
    .select_from(ITEM)
    .outerjoin(ITEM_AREA, and_(ITEM_AREA.c.team_id == ITEM.c.team_id, ITEM_AREA.c.item_id == ITEM.c.id))
    .where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))
    .order_by(ITEM_AREA.c.n)
)
_WRITE = (
    update(ITEM)
    .where(ITEM.c.team_id == bindparam("of_team"), ITEM.c.id == bindparam("of_id"))
    .values({name: bindparam(f"to_{name}") for name in ("words", "reference", "folded")})
)


def edit_facts(connection: Connection, team_id: int, number: int) -> EditFacts | None:
    """The team's item `number` and its texts; None for an unknown number."""
    rows = connection.execute(_EDIT_FACTS, {"team": team_id, "number": number}).mappings().all()
    item = read(rows[0]) if rows else None
    if item is None:
        return None
    tags = tuple(row["area_id"] for row in rows if row["area_id"] is not None)
    return EditFacts(item, Texts(item.title, rows[0]["words"], rows[0]["reference"], tags))


def write_texts(connection: Connection, team_id: int, item_id: int, texts: Texts) -> None:
    """Update words, reference and search text (`save` writes the title). A taken reference violates its constraint."""
    row = {"title": texts.title, "words": texts.words, "reference": texts.reference}
    query = {"of_team": team_id, "of_id": item_id, "to_words": texts.words, "to_reference": texts.reference}
    connection.execute(_WRITE, query | {"to_folded": folded(row)})
