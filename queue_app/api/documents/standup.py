"""The stand-up: items that are blocked, old or without people, the next pulls, and what was finished."""

from functools import partial

from flask import Response

from queue_app.api.blueprint import api
from queue_app.api.documents.lines import (
    DATES,
    HISTORY_LINE,
    ITEM_LINE,
    LINE,
    SLE,
    STEADY,
    dates,
    history_line,
    item_line,
    numbered,
    numbered_of,
    sle,
    steady,
)
from queue_app.api.hal import Document, document, reply
from queue_app.api.links import links_here
from queue_app.api.parameters import Asked, given, query_template, takes
from queue_app.api.schemas import (
    DAY,
    FLAG,
    INTEGER,
    MOMENT,
    TEXT,
    also,
    answers,
    asking,
    embedding,
    linked,
    many,
    maybe,
    one_of,
    values,
)
from queue_app.api.shapes import BLOCK, ON_IT, PLAN, REASON, ROOM, WAITS, block, on_it, plain, plan, reason, room, waits
from queue_app.domain.pressing import STATES
from queue_app.domain.team.rights import Right
from queue_app.screens.queue.steady import TopMove
from queue_app.screens.standup.blocked import BlockedRow
from queue_app.screens.standup.held import HeldRow
from queue_app.screens.standup.help import HelpRow
from queue_app.screens.standup.runs import LonelyRow, OldRow, TopRow
from queue_app.screens.standup.standup import DoneRow, NextPull, StandUpScreen, standup_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.usecases import fields

SINCE = fields.day("since")
HELP = numbered_of(
    title=TEXT,
    states=many(one_of(*STATES)),
    position=maybe(INTEGER),
    plan=PLAN,
    age_days=maybe(INTEGER),
    on=maybe(ON_IT),
)
BLOCKED = numbered_of(
    title=TEXT,
    block=BLOCK,
    position=maybe(INTEGER),
    long=FLAG,
    on=maybe(ON_IT),
    changed=FLAG,
    advice=maybe(TEXT),
)
HELD = numbered_of(title=TEXT, waits=WAITS, on=maybe(ON_IT))
OLD = numbered_of(title=TEXT, age_days=INTEGER, old=TEXT, on=ON_IT, moved_at=maybe(MOMENT), likely=DATES)
LONELY = numbered_of(title=TEXT, since=maybe(MOMENT), away=FLAG, ready=maybe(TEXT), silent=FLAG)
TOP = numbered_of(title=TEXT, on=ON_IT, reason=REASON, plan=PLAN, steps=many(TEXT), swarm=FLAG)
NEXT = numbered_of(
    title=TEXT,
    position=INTEGER,
    reason=REASON,
    skips=many(values(kind=TEXT, why=maybe(TEXT))),
    areas=many(TEXT),
    asks=maybe(TEXT),
    passed=FLAG,
    away_on=maybe(DAY),
)
DONE = numbered_of(title=TEXT, took_days=maybe(INTEGER), improvement=FLAG)
MOVED = also(LINE, back=many(values(item=ITEM_LINE, left=DAY)))
STANDUP = linked(
    seq=INTEGER,
    since=MOMENT,
    room=ROOM,
    all_well=FLAG,
    sle=SLE,
    steady=STEADY,
    _embedded=embedding(
        help=HELP,
        blocked=BLOCKED,
        waiting_for_others=HELD,
        old=OLD,
        nobody_on_it=LONELY,
        top=TOP,
        next=NEXT,
        finished=DONE,
        limits=HISTORY_LINE,
        order=MOVED,
    ),
)


@api.get("/teams/<number:team>/standup", endpoint="standup")
@in_team(Right.SEE)
@takes(SINCE)
@answers(asking(STANDUP))
def standup(caller: Caller, asked: Asked) -> Response:
    """What the team talks about now, since its last stand-up or the one of the day `since`. People appear only as counts."""
    read = partial(standup_screen, meeting_day=asked["since"])
    return fresh(caller, read, lambda screen: reply(_standup(caller, screen, asked)), each_minute=True)


def _standup(caller: Caller, screen: StandUpScreen, asked: Asked) -> Document:
    team = caller.team.id
    links = links_here(caller, "standup", **given(asked))
    body: Document = {"seq": screen.frame.revision, "since": plain(screen.since), "room": room(screen.room)}
    body |= {"all_well": screen.all_well, "sle": sle(screen.sle), "steady": steady(team, screen.steady)}
    body["_embedded"] = {
        "help": [_help(team, row) for row in screen.rows],
        "blocked": [_blocked(team, row) for row in screen.blocked],
        "waiting_for_others": [_held(team, row) for row in screen.held],
        "old": [_old(team, row) for row in screen.old],
        "nobody_on_it": [_lonely(team, row) for row in screen.lonely],
        "top": [_top(team, row) for row in (screen.top,) if row],
        "next": [_next(team, row) for row in screen.pulls],
        "finished": [_done(team, row) for row in screen.done],
        "limits": [history_line(team, line) for line in screen.limits],
        "order": [_moved(team, move) for move in screen.order],
    }
    return document(links, body, query_template(standup, links["self"]))


def _help(team: int, row: HelpRow) -> Document:
    body: Document = {"title": row.title, "states": row.states, "position": row.position, "plan": plan(row.plan)}
    return numbered(
        team, row.number, **body, age_days=row.age.days if row.age else None, on=on_it(row.on) if row.on else None
    )


def _blocked(team: int, row: BlockedRow) -> Document:
    body: Document = {"title": row.title, "block": block(row.block), "position": row.position, "long": row.long}
    on = on_it(row.on) if row.on else None
    return numbered(team, row.number, **body, on=on, changed=row.changed, advice=row.advice)


def _held(team: int, row: HeldRow) -> Document:
    on = on_it(row.on) if row.on else None
    return numbered(team, row.number, title=row.title, waits=waits(row.waits), on=on)


def _old(team: int, row: OldRow) -> Document:
    body: Document = {"title": row.title, "age_days": row.age.days, "old": row.age.old, "on": on_it(row.on)}
    return numbered(team, row.number, **body, moved_at=row.moved_at, likely=dates(row.likely))


def _lonely(team: int, row: LonelyRow) -> Document:
    body = {"title": row.title, "since": row.since, "away": row.away, "ready": row.ready, "silent": row.silent}
    return numbered(team, row.number, **body)


def _top(team: int, row: TopRow) -> Document:
    body: Document = {"title": row.title, "on": on_it(row.on), "reason": reason(row.reason), "plan": plan(row.plan)}
    return numbered(team, row.number, **body, steps=row.steps, swarm=row.swarm)


def _next(team: int, row: NextPull) -> Document:
    skips = [{"kind": skip.kind, "why": skip.why} for skip in row.skips]
    body: Document = {"title": row.title, "position": row.position, "reason": reason(row.reason), "skips": skips}
    areas = [area.name for area in row.areas]
    return numbered(team, row.number, **body, areas=areas, asks=row.asks, passed=row.passed, away_on=row.away_on)


def _done(team: int, row: DoneRow) -> Document:
    return numbered(team, row.number, title=row.title, took_days=row.took, improvement=row.improvement)


def _moved(team: int, move: TopMove) -> Document:
    back = [{"item": item_line(team, one.item), "left": plain(one.left)} for one in move.back]
    return history_line(team, move.line) | {"back": back}
