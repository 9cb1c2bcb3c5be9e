"""The values of the screens as JSON: the same facts as on the pages, under the same names."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import url_for

from queue_app.api.hal import Document, document
from queue_app.api.schemas import (
    DAY,
    FLAG,
    INTEGER,
    MOMENT,
    TEXT,
    also,
    linked,
    many,
    maybe,
    named,
    one_of,
    optionally,
    values,
)
from queue_app.domain.filters import CONDITIONS, SavedView, to_record
from queue_app.domain.queue.item import State
from queue_app.screens.item.item import ItemScreen
from queue_app.screens.queue.running import RunningRow
from queue_app.screens.queue.shared import NextItem
from queue_app.screens.queue.waiting import WaitingRow
from queue_app.screens.values import AreaShown, BlockShown, NamesOnIt, OnIt, Plan, ReasonShown, Room
from queue_app.screens.waits.shown import Waited, WaitShown

STATE = one_of(*State)


def plain(value: Any) -> Any:
    """A value as JSON, with days and moments in ISO 8601."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    return [plain(entry) for entry in value] if isinstance(value, list | tuple) else value


VIEW = named("View", values(id=INTEGER, name=TEXT, words=TEXT, areas=many(INTEGER), only=many(one_of(*CONDITIONS))))


def view(kept: SavedView) -> Document:
    """A view of the queue. `areas` are ids, as in forms."""
    return {"id": kept.id, "name": kept.name, **to_record(kept.filter)}


ROOM = named("Room", values(running=INTEGER, limit=INTEGER, free=INTEGER, closing=INTEGER))


def room(value: Room) -> Document:
    """The number of running items, and the limit."""
    return {"running": value.running, "limit": value.limit, "free": value.free, "closing": value.closing}


ON_IT = named(
    "OnIt",
    optionally(values(count=INTEGER, mine=FLAG), names=many(TEXT), agents=many(values(sponsor=TEXT, name=TEXT))),
)


def on_it(value: OnIt) -> Document:
    """The people and agents on a running item: their names, or only their number for an observer."""
    people: Document = {"count": value.count, "mine": value.mine}
    if not isinstance(value, NamesOnIt):
        return people
    return people | {"names": list(value.names), "agents": [asdict(agent) for agent in value.agents]}


REASON = maybe(named("Reason", values(kind=maybe(TEXT), words=TEXT)))


def reason(value: ReasonShown | None) -> Document | None:
    """The reason for an item's position."""
    return {"kind": value.kind, "words": value.words} if value else None


BLOCK = named(
    "Block",
    values(
        sentence=TEXT,
        since=MOMENT,
        kind=maybe(TEXT),
        outside=FLAG,
        next_step=maybe(TEXT),
        look_again=maybe(DAY),
    ),
)


def block(value: BlockShown | None) -> Document | None:
    """The open block."""
    return plain(asdict(value)) if value else None


AREAS = many(named("Area", values(id=INTEGER, name=TEXT)))


def areas(shown: tuple[AreaShown, ...]) -> list[Document]:
    """Areas with their ids, for the input `areas` of an action."""
    return [{"id": area.id, "name": area.name} for area in shown]


PLAN = maybe(named("Plan", values(done=INTEGER, total=INTEGER)))


def plan(value: Plan | None) -> Document | None:
    """The progress of the plan."""
    return {"done": value.done, "total": value.total} if value else None


WAITED = values(
    number=maybe(INTEGER),
    title=maybe(TEXT),
    state=STATE,
    team=maybe(values(number=INTEGER, name=TEXT)),
)


def waited(value: Waited) -> Document:
    """The other item of a wait. Only its state, if it is in a team that the reader does not belong to."""
    its_team = {"number": value.team, "name": value.team_name} if value.team else None
    return {"number": value.number, "title": value.title, "state": value.state, "team": its_team}


WAITS = many(named("Wait", also(WAITED, id=INTEGER, since=MOMENT, holds=FLAG, against=FLAG)))


def waits(shown: tuple[WaitShown, ...]) -> list[Document]:
    """What an item waits for. The action that ends a wait takes its `id` as the input `wait`."""
    return [
        {"id": wait.id, **waited(wait.on), "since": plain(wait.since), "holds": wait.holds, "against": wait.against}
        for wait in shown
    ]


def links_of(team: int, number: int) -> dict[str, str]:
    """The links of an item in a list."""
    return {"self": url_for("api.item", team=team, item=number)}


RUNNING_ROW = named(
    "RunningRow",
    linked(
        number=INTEGER,
        title=TEXT,
        state=one_of("in_progress"),
        urgent=FLAG,
        asks=maybe(TEXT),
        on=ON_IT,
        areas=AREAS,
        block=maybe(BLOCK),
        plan=PLAN,
        age_days=maybe(INTEGER),
        ready=maybe(TEXT),
        silent_since=maybe(MOMENT),
        waits=WAITS,
        needed=INTEGER,
    ),
)


def running_row(team: int, row: RunningRow) -> Document:
    """A running item of the queue."""
    body = {"number": row.number, "title": row.title, "state": "in_progress", "urgent": row.urgent, "asks": row.asks}
    body |= {"on": on_it(row.on), "areas": areas(row.areas), "block": block(row.block), "plan": plan(row.plan)}
    body |= {"age_days": row.age.days if row.age else None, "ready": row.ready}
    body |= {"silent_since": plain(row.silent_since), "waits": waits(row.waits), "needed": row.needed}
    return document(links_of(team, row.number), body)


WAITING_ROW = named(
    "WaitingRow",
    linked(
        position=INTEGER,
        number=INTEGER,
        title=TEXT,
        state=one_of("waiting"),
        urgent=FLAG,
        not_placed=FLAG,
        skipped=FLAG,
        asks=maybe(TEXT),
        people_only=maybe(TEXT),
        waits=WAITS,
        needed=INTEGER,
        areas=many(TEXT),
        reason=REASON,
        block=maybe(BLOCK),
    ),
)


def waiting_row(team: int, row: WaitingRow) -> Document:
    """A waiting item of the queue."""
    body = {"position": row.position, "number": row.number, "title": row.title, "state": "waiting"}
    body |= {"urgent": row.urgent, "not_placed": row.not_placed, "skipped": row.skipped, "asks": row.asks}
    body |= {"people_only": row.people_only, "waits": waits(row.waits), "needed": row.needed}
    body |= {"areas": [area.name for area in row.areas], "reason": reason(row.reason), "block": block(row.block)}
    return document(links_of(team, row.number), body)


NEXT_ITEM = maybe(named("NextItem", linked(number=INTEGER, title=TEXT, position=INTEGER, reason=REASON, areas=AREAS)))


def next_item(team: int, item: NextItem | None) -> Document | None:
    """The item that a pull would take. The pull's `expect` takes its number."""
    if item is None:
        return None
    body = {"number": item.number, "title": item.title, "position": item.position}
    return document(links_of(team, item.number), body | {"reason": reason(item.reason), "areas": areas(item.areas)})


ITEM = linked(
    number=INTEGER,
    title=TEXT,
    state=STATE,
    version=INTEGER,
    words=TEXT,
    reference=maybe(TEXT),
    urgent=FLAG,
    not_placed=FLAG,
    skipped=FLAG,
    position=maybe(INTEGER),
    asks=maybe(TEXT),
    people_only=maybe(TEXT),
    ready=maybe(TEXT),
    silent_since=maybe(MOMENT),
    added_at=maybe(MOMENT),
    started_at=maybe(MOMENT),
    finished_on=maybe(DAY),
    cycle_days=maybe(INTEGER),
    worked_by=maybe(INTEGER),
    areas=AREAS,
    reason=REASON,
    block=maybe(BLOCK),
    on=maybe(ON_IT),
    plan=many(values(n=INTEGER, words=TEXT, done=FLAG)),
    notes=many(
        values(
            at=MOMENT, by=maybe(TEXT), words=TEXT, id=INTEGER, agent=maybe(TEXT), corrected=FLAG, until=maybe(MOMENT)
        )
    ),
    age_days=maybe(INTEGER),
    waits=WAITS,
    needed=INTEGER,
    needed_by=many(WAITED),
    seq=INTEGER,
)


def item(screen: ItemScreen) -> Document:
    """The properties of one item."""
    body = {name: getattr(screen, name) for name in ("number", "title", "state", "version", "words", "reference")}
    body |= {name: getattr(screen, name) for name in ("urgent", "not_placed", "skipped", "position", "asks")}
    body |= {name: getattr(screen, name) for name in ("people_only", "ready", "silent_since")}
    body |= {
        name: getattr(screen, name) for name in ("added_at", "started_at", "finished_on", "cycle_days", "worked_by")
    }
    body |= {"areas": areas(screen.areas), "reason": reason(screen.reason), "block": block(screen.block)}
    body |= {"on": on_it(screen.on) if screen.on else None, "plan": [asdict(step) for step in screen.steps]}
    body["notes"] = [asdict(note) for note in screen.notes]
    body["age_days"] = screen.age.days if screen.age else None
    body |= {"waits": waits(screen.waits.waits), "needed": screen.waits.needed}
    body["needed_by"] = [waited(one) for one in screen.waits.needed_by]
    answer: Document = plain(body)
    return answer
