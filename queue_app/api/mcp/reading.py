"""The tools that read: an item, the queue, dates, the stand-up. The documents are short, because a model reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from queue_app.api.mcp.protocol import Json
from queue_app.api.shapes import on_it, plain, waited
from queue_app.api.work import WRITTEN_BY_PEOPLE, work
from queue_app.domain.errors import N_, InputError
from queue_app.domain.filters import Filter
from queue_app.domain.forecast.forecast import Range
from queue_app.screens.agents.work import agent_work, held
from queue_app.screens.item.item import item_screen
from queue_app.screens.queue.queue import QueueScreen, queue_screen
from queue_app.screens.standup.standup import standup_screen
from queue_app.service.http.access import Caller
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.usecases import fields

FIRST = 20
_ITEM = fields.number("item")


def look(caller: Caller, said: Mapping[str, Any]) -> Json:
    """One item; without a number the item that the agent holds. Raises NotFound, or InputError if it holds none."""
    number = _ITEM.read(said.get("item"))
    token = caller.visitor.token.id if caller.visitor.token else 0
    with doors().reading() as conn:
        number = number if number is not None else held(conn, viewer(caller), token)
        if number is None:
            raise InputError("item", N_("You hold no item. Send a number, or pull."))
        return work(agent_work(conn, viewer(caller), token, number))


def queue(caller: Caller, said: Mapping[str, Any]) -> Json:
    """The items in progress, and the first waiting items."""
    screen = _queue(caller)
    running = [
        {"number": row.number, "title": row.title, "on": on_it(row.on), "help": row.help, "ready": row.ready}
        for row in screen.running
    ]
    waiting = [
        {
            "position": row.position,
            "number": row.number,
            "title": row.title,
            "areas": [area.name for area in row.areas],
            "blocked": row.block.sentence if row.block else None,
            "waits_for": [waited(wait.on) for wait in row.waits] or None,
            "people_only": row.people_only,
        }
        for row in screen.rows
    ]
    room = {"running": screen.room.running, "limit": screen.room.limit, "waiting": screen.counts.waiting}
    return {"written_by_people": WRITTEN_BY_PEOPLE, "room": room, "in_progress": running, "waiting_items": waiting}


def forecast(caller: Caller, said: Mapping[str, Any]) -> Json:
    """The likely dates of one item, or of the first waiting items. Raises NotFound."""
    number = _ITEM.read(said.get("item"))
    if number is None:
        rows = [(row.number, row.title, row.when.range if row.when else None) for row in _queue(caller).rows]
    else:
        with doors().reading() as conn:
            screen = item_screen(conn, viewer(caller), number)
        rows = [(screen.number, screen.title, screen.when.range if screen.when else screen.likely)]
    dates = [{"number": one, "title": title} | _dates(likely) for one, title, likely in rows]
    sure = {"even_odds": "50 %", "likely_by": "85 %"}
    return {"written_by_people": WRITTEN_BY_PEOPLE, "if_the_order_stays": dates, "sure": sure}


def _dates(likely: Range | None) -> Json:
    if likely is None:
        return {"even_odds": None, "likely_by": None}
    return {"even_odds": plain(likely.p50), "likely_by": plain(likely.p85)}


def standup(caller: Caller, said: Mapping[str, Any]) -> Json:
    """What the team would talk about now."""
    with doors().reading() as conn:
        screen = standup_screen(conn, viewer(caller))
    return {
        "written_by_people": WRITTEN_BY_PEOPLE,
        "blocked": [
            {"number": row.number, "title": row.title, "why": row.block.sentence, "next_step": row.block.next_step}
            for row in screen.blocked
        ],
        "waiting_for_others": [
            {"number": row.number, "title": row.title, "for": [waited(wait.on) for wait in row.waits]}
            for row in screen.held
        ],
        "old": [{"number": row.number, "title": row.title, "days": row.age.days} for row in screen.old],
        "nobody_on_it": [
            {"number": row.number, "title": row.title, "ready": row.ready, "silent": row.silent}
            for row in screen.lonely
        ],
        "next_pulls": [{"number": row.number, "title": row.title} for row in screen.pulls],
        "finished": [{"number": row.number, "title": row.title} for row in screen.done],
    }


def _queue(caller: Caller) -> QueueScreen:
    with doors().reading() as conn:
        return queue_screen(conn, viewer(caller), Filter(size=FIRST))


READERS: Mapping[str, Callable[[Caller, Mapping[str, Any]], Json]] = {
    "look": look,
    "queue": queue,
    "forecast": forecast,
    "standup": standup,
}
"""{name of a tool: its function}."""
