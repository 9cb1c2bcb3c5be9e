"""The history of a team and of an item, the events after a given one, and the changes of the order."""

from functools import partial

from flask import Response, request, url_for

from queue_app.api.blueprint import api
from queue_app.api.documents.lines import HISTORY_LINE, STEADY, history_line, steady
from queue_app.api.documents.stream import events_stream
from queue_app.api.hal import EVENT_STREAM, Document, document, reply
from queue_app.api.links import links_here
from queue_app.api.parameters import SIZE, Asked, given, query_template, size_of, takes
from queue_app.api.schemas import FLAG, INTEGER, answers, asking, embedding, linked
from queue_app.domain.team.rights import Right
from queue_app.screens.events import EventsScreen, events_after, events_of_item, past_events
from queue_app.screens.queue.order import OrderScreen, order_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.usecases import fields

BEFORE = fields.number("before")
AFTER_SEQ = fields.number("after", low=0)
LINES = linked(seq=INTEGER, more=FLAG, _embedded=embedding(events=HISTORY_LINE))


@api.get("/teams/<number:team>/history", endpoint="history")
@in_team(Right.SEE)
@takes(BEFORE, SIZE)
@answers(asking(LINES))
def history(caller: Caller, asked: Asked) -> Response:
    """The events of the team, newest first."""
    read = partial(past_events, before=asked["before"], size=size_of(asked))
    return fresh(caller, read, lambda screen: reply(_history(caller, screen, asked)))


def _history(caller: Caller, screen: EventsScreen, asked: Asked) -> Document:
    links = links_here(caller, "history", **given(asked))
    if screen.more:
        older = given(asked) | {"before": str(screen.lines[-1].seq)}
        links["next"] = url_for("api.history", team=caller.team.id, **older)
    links["events"] = url_for("api.events", team=caller.team.id, after=screen.frame.revision)
    return _lines(caller, links, screen, query_template(history, links["self"]))


@api.get("/teams/<number:team>/events", endpoint="events")
@in_team(Right.SEE)
@takes(AFTER_SEQ, SIZE)
@answers(asking(LINES))
def events(caller: Caller, asked: Asked) -> Response:
    """The events after the event number `after`, oldest first. Follow the link `next` to get later events.

    With `Accept: text/event-stream` the answer is a stream of new events. The id of each event is its number. The stream ends
    after at most 25 seconds. To resume it, send the last id as `Last-Event-ID`.
    """
    if request.accept_mimetypes.best == EVENT_STREAM:
        return events_stream(caller, AFTER_SEQ)
    read = partial(events_after, after=asked["after"] or 0, size=size_of(asked))
    return fresh(caller, read, lambda screen: reply(_events(caller, screen, asked)))


def _events(caller: Caller, screen: EventsScreen, asked: Asked) -> Document:
    links = links_here(caller, "events", **given(asked))
    # The link of the last page starts after the team's newest event: lists leave out events about one person alone.
    seen = screen.lines[-1].seq if screen.more else max(screen.frame.revision, asked["after"] or 0)
    links["next"] = url_for("api.events", team=caller.team.id, **(given(asked) | {"after": str(seen)}))
    links["stream"] = url_for("api.events", team=caller.team.id, after=seen)
    return _lines(caller, links, screen, query_template(events, links["self"]))


def _lines(caller: Caller, links: dict[str, str], screen: EventsScreen, templates: Document | None = None) -> Document:
    rows = [history_line(caller.team.id, line) for line in screen.lines]
    body: Document = {"seq": screen.frame.revision, "more": screen.more, "_embedded": {"events": rows}}
    return document(links, body, templates)


@api.get("/teams/<number:team>/items/<number:item>/history", endpoint="item_history")
@in_team(Right.SEE)
@answers(LINES)
def item_history(caller: Caller, item: int) -> Response:
    """The events of one item, newest first."""
    links = links_here(caller, "item_history", item=str(item))
    links["item"] = url_for("api.item", team=caller.team.id, item=item)
    read = partial(events_of_item, number=item)
    return fresh(caller, read, lambda screen: reply(_lines(caller, links, screen)))


@api.get("/teams/<number:team>/order", endpoint="order")
@in_team(Right.SEE)
@takes(BEFORE, SIZE)
@answers(asking(linked(seq=INTEGER, steady=STEADY, _embedded=embedding(events=HISTORY_LINE))))
def order(caller: Caller, asked: Asked) -> Response:
    """The changes of the order with their reasons, newest first; and how steady the top was."""
    read = partial(order_screen, before=asked["before"], size=size_of(asked))
    return fresh(caller, read, lambda screen: reply(_order(caller, screen, asked)))


def _order(caller: Caller, screen: OrderScreen, asked: Asked) -> Document:
    team = caller.team.id
    links = links_here(caller, "order", **given(asked))
    if screen.before:
        links["next"] = url_for("api.order", team=team, **(given(asked) | {"before": str(screen.before)}))
    body: Document = {"seq": screen.frame.revision, "steady": steady(team, screen.steady)}
    rows = [history_line(team, line) for day in screen.days for line in day.lines]
    return document(links, body | {"_embedded": {"events": rows}}, query_template(order, links["self"]))
