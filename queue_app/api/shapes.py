"""The values of the screens as JSON: the same facts as on the pages, in the same words."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import url_for

from queue_app.api.hal import Document, document
from queue_app.screens.item.item import ItemScreen
from queue_app.screens.queue.queue import NextItem
from queue_app.screens.queue.running import RunningRow
from queue_app.screens.queue.waiting import WaitingRow
from queue_app.screens.values import AreaShown, BlockShown, NamesOnIt, OnIt, Plan, ReasonShown, Room
from queue_app.screens.waits.shown import Waited, WaitShown


def plain(value: Any) -> Any:
    """A value as JSON: days and moments in ISO 8601."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    return [plain(entry) for entry in value] if isinstance(value, list | tuple) else value


def room(value: Room) -> Document:
    """How many items run, and the limit."""
    return {"running": value.running, "limit": value.limit, "free": value.free, "closing": value.closing}


def on_it(value: OnIt) -> Document:
    """The people and agents on a running item: names, or for an observer a number."""
    people: Document = {"count": value.count, "mine": value.mine}
    if not isinstance(value, NamesOnIt):
        return people
    return people | {"names": list(value.names), "agents": [asdict(agent) for agent in value.agents]}


def reason(value: ReasonShown | None) -> Document | None:
    """The reason for an item's position."""
    return {"kind": value.kind, "words": value.words} if value else None


def block(value: BlockShown | None) -> Document | None:
    """The open block."""
    return plain(asdict(value)) if value else None


def areas(values: tuple[AreaShown, ...]) -> list[Document]:
    """Areas with their ids, for the input `areas` of an action."""
    return [{"id": area.id, "name": area.name} for area in values]


def plan(value: Plan | None) -> Document | None:
    """The progress of the plan."""
    return {"done": value.done, "total": value.total} if value else None


def waited(value: Waited) -> Document:
    """The other item of a wait. Of a team that the reader is not in only its state is told."""
    its_team = {"number": value.team, "name": value.team_name} if value.team else None
    return {"number": value.number, "title": value.title, "state": value.state, "team": its_team}


def waits(values: tuple[WaitShown, ...]) -> list[Document]:
    """What an item waits for; `id` is the input `wait` of the action that ends it."""
    return [
        {"id": wait.id, **waited(wait.on), "since": plain(wait.since), "holds": wait.holds, "against": wait.against}
        for wait in values
    ]


def links_of(team: int, number: int) -> dict[str, str]:
    """The links of an item in a list."""
    return {"self": url_for("api.item", team=team, item=number)}


def running_row(team: int, row: RunningRow) -> Document:
    """A running item of the queue."""
    body = {"number": row.number, "title": row.title, "state": "in_progress", "urgent": row.urgent, "asks": row.asks}
    body |= {"on": on_it(row.on), "areas": areas(row.areas), "block": block(row.block), "plan": plan(row.plan)}
    body |= {"age_days": row.age.days if row.age else None, "ready": row.ready}
    body |= {"silent_since": plain(row.silent_since), "waits": waits(row.waits), "needed": row.needed}
    return document(links_of(team, row.number), body)


def waiting_row(team: int, row: WaitingRow) -> Document:
    """A waiting item of the queue."""
    body = {"position": row.position, "number": row.number, "title": row.title, "state": "waiting"}
    body |= {"urgent": row.urgent, "not_placed": row.not_placed, "skipped": row.skipped, "asks": row.asks}
    body |= {"people_only": row.people_only, "waits": waits(row.waits), "needed": row.needed}
    body |= {"areas": [area.name for area in row.areas], "reason": reason(row.reason), "block": block(row.block)}
    return document(links_of(team, row.number), body)


def next_item(team: int, item: NextItem | None) -> Document | None:
    """The item of the next pull; a pull's `expect` takes its number."""
    if item is None:
        return None
    body = {"number": item.number, "title": item.title, "position": item.position}
    return document(links_of(team, item.number), body | {"reason": reason(item.reason), "areas": areas(item.areas)})


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
