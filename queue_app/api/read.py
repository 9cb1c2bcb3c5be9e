"""A team, its queue and an item. Each answer has the allowed actions, and why the others are refused."""

from collections.abc import Mapping
from functools import partial

from flask import Response, url_for

from queue_app.api import shapes
from queue_app.api.blueprint import api
from queue_app.api.hal import Document, document, refusals, reply, templates
from queue_app.api.links import links_of_team
from queue_app.api.parameters import SIZE, Asked, size_of, takes
from queue_app.api.schemas import INTEGER, TEXT, acting, answers, embedding, linked, many, one_of, optionally
from queue_app.api.work import written_by_people
from queue_app.domain.errors import UserError
from queue_app.domain.refusals import NothingToPull, WipLimitReached
from queue_app.domain.team.rights import Right, Role
from queue_app.screens.agents.work import held
from queue_app.screens.frame import Scene, read_full_scene
from queue_app.screens.item.item import ItemScreen, item_screen
from queue_app.screens.queue.queue import QueueScreen, ordered_queue
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.usecases import fields
from queue_app.usecases.action import Action, On
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS

LONGEST_ORDER = 1_000
AFTER_ROW = fields.line("after", 20)
NOTES_BEFORE = fields.number("notes_before")


def _offered(caller: Caller, on: tuple[On, ...], refused: Mapping[str, UserError], **address: int) -> Document:
    actions = [a for a in _every(caller) if a.on in on and caller.may(a.right) and a.name not in refused]
    return templates(actions, agent=caller.agent is not None, team=caller.team.id, **address)


def _every(caller: Caller) -> list[Action]:
    """The actions of people, or those of agents. Agents cannot finish items in a team where people finish."""
    if caller.agent is None:
        return list(ACTIONS.values())
    finish = caller.team.agents_finish
    return [action for action in FOR_AGENTS.values() if finish or action.agents != "if_agents_finish"]


TEAM = linked(
    number=INTEGER,
    name=TEXT,
    time_zone=TEXT,
    people=INTEGER,
    seq=INTEGER,
    who_orders=TEXT,
    who_limits=TEXT,
    finished_means=TEXT,
    room=shapes.ROOM,
    role=one_of(*Role),
)


@api.get("/teams/<number:team>", endpoint="team")
@in_team(Right.SEE)
@answers(acting(TEAM))
def team(caller: Caller) -> Response:
    """A team: its settings, its room under the WIP limit, and its actions."""
    return fresh(caller, read_full_scene, partial(_team, caller))


def _team(caller: Caller, scene: Scene) -> Response:
    number = caller.team.id
    links = {"self": url_for("api.team", team=number)} | links_of_team(caller)
    line = scene.frame.team
    body = {
        "number": number,
        "name": line.name,
        "time_zone": line.zone,
        "people": line.people,
        "seq": scene.frame.revision,
    }
    body |= {"who_orders": line.orders, "who_limits": line.limits, "finished_means": line.finished_means}
    body |= {"room": shapes.room(scene.room), "role": scene.frame.me.role}
    return reply(document(links, body, _offered(caller, ("team",), {})))


QUEUE = optionally(
    linked(
        seq=INTEGER,
        room=shapes.ROOM,
        waiting=INTEGER,
        blocked=INTEGER,
        not_placed=INTEGER,
        next_item=shapes.NEXT_ITEM,
        views=many(shapes.VIEW),
        _embedded=embedding(running=shapes.RUNNING_ROW, waiting=shapes.WAITING_ROW),
    ),
    order=many(INTEGER),
    written_by_people=TEXT,
)


@api.get("/teams/<number:team>/queue", endpoint="queue")
@in_team(Right.SEE)
@takes(SIZE, AFTER_ROW)
@answers(acting(QUEUE))
def queue(caller: Caller, asked: Asked) -> Response:
    """The queue: running items, waiting items in order, and the next pull.

    `size`: items per page; `after`: the cursor of a link.
    """
    size = size_of(asked)
    read = partial(ordered_queue, size=size, after=asked["after"], most=LONGEST_ORDER)
    return fresh(caller, read, lambda values: reply(_queue(caller, *values, size)))


def _queue(caller: Caller, screen: QueueScreen, order: list[int] | None, size: int) -> Document:
    number = caller.team.id
    links = {"self": url_for("api.queue", team=number), "team": url_for("api.team", team=number)}
    if screen.after:
        links["next"] = url_for("api.queue", team=number, after=screen.after, size=size)
    body = written_by_people(caller)
    body |= {"seq": screen.frame.revision, "room": shapes.room(screen.room), "waiting": screen.counts.waiting}
    body |= {"blocked": screen.counts.blocked, "not_placed": screen.counts.not_placed}
    # An agent may get another item than its sponsor would. It learns which one when it pulls.
    body |= {"next_item": shapes.next_item(number, screen.next if caller.agent is None else None)}
    body["views"] = [shapes.view(view) for view in screen.offered.views]
    if order is not None:
        body["order"] = order
    body["_embedded"] = {
        "running": [shapes.running_row(number, row) for row in screen.running],
        "waiting": [shapes.waiting_row(number, row) for row in screen.rows],
    }
    refused = {} if caller.agent is not None else _no_pull(screen)
    return document(links, body, _offered(caller, ("queue",), refused), refusals(refused))


def _no_pull(screen: QueueScreen) -> dict[str, UserError]:
    if screen.no_pull is None:
        return {}
    if screen.no_pull == "no_room":
        return {"pull": WipLimitReached(running=screen.room.running, limit=screen.room.limit)}
    return {"pull": NothingToPull(**screen.why_nothing)}


@api.get("/teams/<number:team>/items/<number:item>", endpoint="item")
@in_team(Right.SEE)
@takes(NOTES_BEFORE)
@answers(acting(optionally(shapes.ITEM, written_by_people=TEXT)))
def item(caller: Caller, item: int, asked: Asked) -> Response:
    """One item with its allowed actions."""
    read = partial(item_screen, number=item, notes_before=asked["notes_before"])
    if caller.agent is not None:
        token = caller.agent.token
        return fresh(
            caller,
            lambda conn, reader: (read(conn, reader), held(conn, reader, token) == item),
            lambda both: _item_for_agent(caller, *both),
        )
    return fresh(caller, read, partial(_item, caller))


def _item_for_agent(caller: Caller, screen: ItemScreen, is_on_it: bool) -> Response:
    """The item with the actions of an agent, which it has only on the item that it holds."""
    actions = [action for action in _every(caller) if action.on == "item" and is_on_it]
    return _drawn(caller, screen, templates(actions, agent=True, team=caller.team.id, item=screen.number), {})


def _item(caller: Caller, screen: ItemScreen) -> Response:
    may = [action for action in ACTIONS.values() if action.on == "item" and action.verb in screen.may]
    offered = templates(may, team=caller.team.id, item=screen.number)
    return _drawn(caller, screen, offered, refusals(screen.refusals))


def _drawn(caller: Caller, screen: ItemScreen, offered: Document, refused: Document) -> Response:
    number = caller.team.id
    links = {"self": url_for("api.item", team=number, item=screen.number), "team": url_for("api.team", team=number)}
    links["queue"] = url_for("api.queue", team=number)
    links["history"] = url_for("api.item_history", team=number, item=screen.number)
    if screen.earlier_notes:
        before = screen.notes[0].id
        links["earlier_notes"] = url_for("api.item", team=number, item=screen.number, notes_before=before)
    if screen.origin:
        links["origin"] = url_for("api.item", team=number, item=screen.origin.number)
    body = written_by_people(caller) | shapes.item(screen) | {"seq": screen.frame.revision}
    return reply(document(links, body, offered, refused))
