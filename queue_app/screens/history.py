"""Lines of the history: what happened to which item, next to which other one, why, and by whom if the event is signed.

Titles are the present ones: a renamed item appears under its new title.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, select

from queue_app.domain.exporting.schema import SIGNED
from queue_app.domain.queue.item import State
from queue_app.screens.frame import Scene
from queue_app.screens.values import HistoryLine, ItemLink, Plan, ReasonShown
from queue_app.store.tables import EVENT, EVENT_ITEM, ITEM, PERSON

MOST = 200
"""Lines of one item's history on a page, newest first."""

_TEAM: BindParameter[int] = bindparam("team")


def events_query() -> Select[Any]:
    """Select all events of the team, newest first, with the name of the signer."""
    signed = EVENT.outerjoin(PERSON, PERSON.c.id == EVENT.c.by)
    return (
        select(EVENT.c.seq, EVENT.c.at, EVENT.c.kind, EVENT.c.data, PERSON.c.name.label("signed"))
        .select_from(signed)
        .where(EVENT.c.team_id == _TEAM)
        .order_by(EVENT.c.seq.desc())
    )


_ITEMS_NEWEST = (
    select(EVENT_ITEM.c.seq)
    .where(EVENT_ITEM.c.team_id == _TEAM, EVENT_ITEM.c.item_id == bindparam("item"))
    .order_by(EVENT_ITEM.c.seq.desc())
    .limit(MOST)
)
_OF_ITEM = events_query().where(EVENT.c.seq.in_(_ITEMS_NEWEST))
"""Select the events of one item by its index, without a scan of the team's events."""
_LINKS = select(ITEM.c.id, ITEM.c.number, ITEM.c.title, ITEM.c.state).where(
    ITEM.c.team_id == _TEAM, ITEM.c.id.in_(bindparam("items", expanding=True))
)


def history_of(connection: Connection, scene: Scene, item: int) -> tuple[HistoryLine, ...]:
    """The history of one item (its id), newest first. A growing plan is one line a day. Two statements."""
    rows = connection.execute(_OF_ITEM, {"team": scene.team.id, "item": item}).mappings().all()
    grown = groupby(
        history_lines(connection, scene.team.id, rows, item, names=scene.names), key=lambda line: _growing(line, scene)
    )
    return tuple(line for grows, group in grown for line in ([next(group)] if grows else group))


def _growing(line: HistoryLine, scene: Scene) -> date | None:
    return scene.team.day(line.at) if line.kind == "planned" else None


def history_lines(
    connection: Connection, team: int, rows: Sequence[RowMapping], of: int | None = None, *, names: bool
) -> list[HistoryLine]:
    """The rows of `events` as lines; `of` is the item (id) whose history is shown. `names`: the reader may see names.

    One statement.
    """
    mentioned = {id_ for row in rows for id_ in _two(row["kind"], row["data"], of) if id_}
    linked = links(connection, team, mentioned) if mentioned else {}
    return [_line(row, linked, of, names) for row in rows]


def links(connection: Connection, team: int, items: Iterable[int]) -> Mapping[int, ItemLink]:
    """{id: link to the item}."""
    rows = connection.execute(_LINKS, {"team": team, "items": list(items)})
    return {row.id: ItemLink(row.number, row.title, State(row.state)) for row in rows}


def _line(row: RowMapping, linked: Mapping[int, ItemLink], of: int | None, names: bool) -> HistoryLine:
    item, other = _two(row["kind"], row["data"], of)
    return HistoryLine(
        seq=row["seq"],
        at=row["at"],
        kind=row["kind"],
        item=linked.get(item) if item else None,
        other=linked.get(other) if other else None,
        reason=_reason(row["data"]),
        by=signer(row["signed"], row["data"]) if names else None,
        agent=row["data"].get("agent") if names else None,
        data=row["data"],
        more=len(row["data"]["items"]) - 1 if row["kind"] in ("moved", "dropped", "tagged") else 0,
        plan=_plan(row["data"], item),
        pulled=row["kind"] == "swapped" and _was_pulled(row["data"], item),
    )


def signer(account: str | None, data: Mapping[str, Any]) -> str | None:
    """The name of who signed an event: of the account, or from an export."""
    return account or data.get(SIGNED)


def _two(kind: str, data: Mapping[str, Any], of: int | None) -> tuple[int | None, int | None]:
    """The ids of the line's item and of the other item in its sentence."""
    records = {record["id"]: record for record in data.get("items", [])}
    item = of if of in records else next(iter(records), None)
    if item is None:
        return None, None
    if kind == "moved":
        return item, data.get("above") or records[item].get("now", {}).get("under")
    if "wait" in data:
        return item, data["wait"]["on"]
    if kind == "coin":
        return item, data["loser"]
    if kind == "swapped":
        return item, next(
            (id_ for id_, other_record in records.items() if id_ != item and "state" in other_record["now"]), None
        )
    if kind == "split" and item != next(iter(records)):
        return item, next(iter(records))
    return item, None


def _plan(data: Mapping[str, Any], item: int | None) -> Plan | None:
    """The progress of the plan after the event."""
    steps = data.get("plans", {}).get(str(item), {}).get("now")
    return Plan(sum(done_at is not None for _, done_at in steps), len(steps)) if steps else None


def _was_pulled(data: Mapping[str, Any], item: int | None) -> bool:
    return any(record["id"] == item and record["now"].get("state") == State.IN_PROGRESS for record in data["items"])


def _reason(data: Mapping[str, Any]) -> ReasonShown | None:
    """The text of the event: reason of a move, a put back or a new item, or what a block waits for."""
    block = data.get("block", {}).get("now") or {}  # An undone block no longer exists.
    new: Mapping[str, Any] = next((record["now"] for record in data.get("items", ()) if "was" not in record), {})
    words = data.get("reason") or data.get("words") or block.get("sentence") or new.get("reason")
    return ReasonShown(words, data.get("reason_kind") or data.get("why") or new.get("reason_kind")) if words else None
