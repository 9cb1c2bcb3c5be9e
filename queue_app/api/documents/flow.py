"""Flow: finished items, cycle times, the age of running items, arrivals and departures, and blocked days."""

from functools import partial

from flask import Response

from queue_app.api.blueprint import api
from queue_app.api.documents.lines import DATES, SLE, dates, numbered, numbered_of, sle
from queue_app.api.hal import Document, document, reply
from queue_app.api.links import links_here
from queue_app.api.parameters import Asked, given, query_template, takes
from queue_app.api.schemas import (
    DAY,
    FLAG,
    INTEGER,
    NUMBER,
    TEXT,
    answers,
    asking,
    embedding,
    linked,
    many,
    maybe,
    values,
)
from queue_app.api.shapes import plain
from queue_app.domain.flow.ages import RunningAge
from queue_app.domain.flow.blocked import BlockedKind
from queue_app.domain.flow.cycles import Dot
from queue_app.domain.flow.span import CHOICES, Bin, Span, days_between
from queue_app.domain.team.rights import Right
from queue_app.screens.flow.flow import ChosenSpan, FlowScreen, flow_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.usecases import fields

_DAYS = {"first": DAY, "last": DAY}
FLOW = linked(
    seq=INTEGER,
    span=values(**_DAYS),
    began=maybe(DAY),
    throughput=values(
        step=TEXT,
        usual=maybe(NUMBER),
        parts=many(values(**_DAYS, whole=FLAG, items=INTEGER)),
        limits=many(values(on=DAY, was=maybe(INTEGER), limit=INTEGER, reason=maybe(TEXT))),
    ),
    cycle_times=values(
        items=INTEGER,
        known=INTEGER,
        shares=many(values(percent=INTEGER, days=INTEGER)),
        dots=many(values(**_DAYS, least_days=INTEGER, most_days=INTEGER, items=INTEGER, number=maybe(INTEGER))),
    ),
    sle=SLE,
    levels=many(values(**_DAYS, waiting=INTEGER, running=INTEGER, finished=INTEGER)),
    balance=values(
        open=INTEGER,
        trend=maybe(TEXT),
        parts=many(values(**_DAYS, added=INTEGER, finished=INTEGER, dropped=INTEGER)),
    ),
    empty=DATES,
    blocked=values(
        days=INTEGER,
        kinds=many(
            values(
                kind=maybe(TEXT),
                inside=maybe(FLAG),
                waits=FLAG,
                days=INTEGER,
                items=many(numbered_of(title=TEXT, days=INTEGER)),
            )
        ),
    ),
    _embedded=embedding(
        running=numbered_of(
            title=TEXT,
            since=maybe(DAY),
            age_days=INTEGER,
            old=TEXT,
            older_than=maybe(INTEGER),
            blocked=FLAG,
            likely=DATES,
        )
    ),
)
SPAN = (fields.choice("span", CHOICES), fields.day("from"), fields.day("to"))


@api.get("/teams/<number:team>/flow", endpoint="flow")
@in_team(Right.SEE)
@takes(*SPAN)
@answers(asking(FLOW))
def flow(caller: Caller, asked: Asked) -> Response:
    """The flow of a `span` (default `26w`), or of the days `from` one day `to` another. No number is about a person."""
    chosen: ChosenSpan = days_between(asked["from"], asked["to"]) or asked["span"] or "26w"
    return fresh(caller, partial(flow_screen, chosen=chosen), lambda screen: reply(_flow(caller, screen, asked)))


def _flow(caller: Caller, screen: FlowScreen, asked: Asked) -> Document:
    team, links = caller.team.id, links_here(caller, "flow", **given(asked))
    body: Document = {"seq": screen.frame.revision, "span": _days(screen.span), "began": plain(screen.began)}
    body |= {"throughput": _throughput(screen), "cycle_times": _cycles(screen), "sle": sle(screen.sle)}
    body |= {"levels": _levels(screen), "balance": _balance(screen), "empty": dates(screen.empty)}
    body["blocked"] = {"days": screen.blocked.days, "kinds": [_blocked(team, kind) for kind in screen.blocked.kinds]}
    body["_embedded"] = {"running": [_running(team, item) for item in screen.ages.items]}
    return document(links, body, query_template(flow, links["self"]))


def _running(team: int, item: RunningAge) -> Document:
    body: Document = {"title": item.title, "since": item.since, "age_days": item.days, "old": item.old}
    body |= {"older_than": item.older_than, "blocked": item.blocked, "likely": dates(item.likely)}
    return numbered(team, item.number, **body)


def _days(of: Span | Bin | Dot) -> Document:
    return {"first": plain(of.first), "last": plain(of.last)}


def _throughput(screen: FlowScreen) -> Document:
    parts = [_days(part.bin) | {"whole": part.bin.whole, "items": part.count} for part in screen.throughput.parts]
    limits = [
        {"on": plain(mark.on), "was": mark.before, "limit": mark.limit, "reason": mark.reason}
        for mark in screen.throughput.limits
    ]
    return {"step": screen.span.step, "usual": screen.throughput.usual, "parts": parts, "limits": limits}


def _cycles(screen: FlowScreen) -> Document:
    """A dot may merge several close `items`. Only the dot of a single item has a `number`."""
    dots = [
        _days(dot) | {"least_days": dot.low, "most_days": dot.high, "items": dot.count, "number": dot.number}
        for dot in screen.cycles.dots
    ]
    shares = [{"percent": share, "days": days} for share, days in screen.cycles.levels]
    return {"items": screen.cycles.of, "known": screen.cycles.known, "shares": shares, "dots": dots}


def _levels(screen: FlowScreen) -> list[Document]:
    return [
        _days(part) | {"waiting": level.waiting, "running": level.running, "finished": level.finished}
        for part, level in screen.cumulative.parts
    ]


def _balance(screen: FlowScreen) -> Document:
    parts = [
        _days(part.bin) | {"added": part.added, "finished": part.finished, "dropped": part.dropped}
        for part in screen.balance.parts
    ]
    return {"open": screen.balance.open, "trend": screen.balance.trend, "parts": parts}


def _blocked(team: int, kind: BlockedKind) -> Document:
    items = [numbered(team, item.number, title=item.title, days=item.days) for item in kind.items]
    return {"kind": kind.kind, "inside": kind.inside, "waits": kind.waits, "days": kind.days, "items": items}
