"""The items of a team as lists: all items by the day they were added, finished or dropped items by the day they ended."""

from collections.abc import Callable
from functools import partial

from flask import Response, url_for

from queue_app.api.blueprint import api
from queue_app.api.documents.lines import numbered, numbered_of
from queue_app.api.hal import Document, document, reply
from queue_app.api.links import links_here
from queue_app.api.parameters import SIZE, WORDS, Asked, given, query_template, size_of, takes
from queue_app.api.schemas import DAY, FLAG, INTEGER, TEXT, answers, asking, embedding, linked, many, maybe
from queue_app.api.shapes import STATE
from queue_app.domain.team.rights import Right
from queue_app.screens.flow.closed import Only
from queue_app.screens.flow.finished import ClosedRow, FinishedScreen, finished_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.usecases import fields

AFTER_ITEM = fields.number("after")
ONLY = fields.choice("only", ("finished", "dropped"))
CLOSED = numbered_of(title=TEXT, state=STATE, on=DAY, areas=many(TEXT), took_days=maybe(INTEGER), improvement=FLAG)
LISTED = asking(
    linked(seq=INTEGER, matches=maybe(INTEGER), finished=INTEGER, dropped=INTEGER, _embedded=embedding(items=CLOSED))
)


@api.get("/teams/<number:team>/items", endpoint="items")
@in_team(Right.SEE)
@takes(WORDS, SIZE, AFTER_ITEM)
@answers(LISTED)
def items(caller: Caller, asked: Asked) -> Response:
    """All items of the team, newest first. `words` searches title, description and reference."""
    read = partial(finished_screen, only="added", words=asked["words"] or "", after=asked["after"], size=size_of(asked))
    return fresh(caller, read, lambda screen: reply(_listed(caller, items, screen, asked)))


@api.get("/teams/<number:team>/finished", endpoint="finished")
@in_team(Right.SEE)
@takes(ONLY, WORDS, SIZE, AFTER_ITEM)
@answers(LISTED)
def finished(caller: Caller, asked: Asked) -> Response:
    """The finished items, newest first; with `only=dropped` the dropped ones. It never says who worked on them."""
    only: Only = asked["only"] or "finished"
    read = partial(finished_screen, only=only, words=asked["words"] or "", after=asked["after"], size=size_of(asked))
    return fresh(caller, read, lambda screen: reply(_listed(caller, finished, screen, asked)))


def _listed(caller: Caller, view: Callable[..., Response], screen: FinishedScreen, asked: Asked) -> Document:
    team, relation, parameters = caller.team.id, view.__name__, given(asked)
    links = links_here(caller, relation, **parameters)
    if screen.after:
        links["next"] = url_for(f"api.{relation}", team=team, **(parameters | {"after": screen.after}))
    body: Document = {"seq": screen.frame.revision, "matches": screen.matches}
    body |= {"finished": screen.finished, "dropped": screen.dropped}
    rows = [_row(team, row, day.on.isoformat()) for day in screen.days for row in day.rows]
    return document(links, body | {"_embedded": {"items": rows}}, query_template(view, links["self"]))


def _row(team: int, row: ClosedRow, on: str) -> Document:
    body = {"title": row.title, "state": row.state, "on": on, "areas": [area.name for area in row.areas]}
    return numbered(team, row.number, **body, took_days=row.took, improvement=row.improvement)
