"""Values that several documents share: items by name, history lines, dates."""

from datetime import date

from queue_app.api.hal import Document, document
from queue_app.api.schemas import (
    DAY,
    FLAG,
    INTEGER,
    MOMENT,
    TEXT,
    Schema,
    linked,
    many,
    maybe,
    named,
    optionally,
    values,
)
from queue_app.api.shapes import PLAN, REASON, STATE, links_of, plain, plan, reason
from queue_app.domain.forecast.forecast import Range
from queue_app.screens.queue.steady import Steady
from queue_app.screens.values import HistoryLine, ItemLink, Sle

ITEM_LINE = named("ItemLine", optionally(linked(number=INTEGER, title=TEXT, state=STATE), position=INTEGER))


def item_line(team: int, item: ItemLink | None) -> Document | None:
    """An item by number, title and state, with its link."""
    if item is None:
        return None
    body = {"number": item.number, "title": item.title, "state": item.state}
    return document(links_of(team, item.number), body | ({"position": item.position} if item.position else {}))


def numbered_of(**properties: Schema) -> Schema:
    """The schema of `numbered` with these properties."""
    return linked(number=INTEGER, **properties)


def numbered(team: int, number: int, **body: object) -> Document:
    """A list row about one item: its links, its number and these properties."""
    return document(links_of(team, number), {"number": number} | plain(body))


LINE = optionally(
    values(
        seq=INTEGER,
        at=MOMENT,
        kind=TEXT,
        item=maybe(ITEM_LINE),
        other=maybe(ITEM_LINE),
        more=INTEGER,
        reason=REASON,
        by=maybe(TEXT),
        agent=maybe(TEXT),
        plan=PLAN,
    ),
    was=maybe(INTEGER),
    limit=INTEGER,
    pulled=FLAG,
)
HISTORY_LINE = named("HistoryLine", LINE)


def history_line(team: int, line: HistoryLine) -> Document:
    """An event as the history page shows it. It has the names that the page shows to this reader."""
    body: Document = {"seq": line.seq, "at": plain(line.at), "kind": line.kind, "item": item_line(team, line.item)}
    body |= {"other": item_line(team, line.other), "more": line.more, "reason": reason(line.reason)}
    body |= {"by": line.by, "agent": line.agent, "plan": plan(line.plan)}
    if line.kind == "limit_set":
        body |= {"was": line.data["was"], "limit": line.data["limit"]}
    if line.kind == "swapped":
        body["pulled"] = line.pulled
    return body


_NAMED_DAYS: Schema = {"50": maybe(DAY), "70": maybe(DAY), "85": maybe(DAY), "95": maybe(DAY)}
DATES = maybe(named("Dates", values(days=values(**_NAMED_DAYS), rough=FLAG)))


def dates(likely: Range | None, last: date | None = None) -> Document | None:
    """The days at 50, 70, 85 and 95 %. A day is null if it is later than `last` or than the forecast reaches."""
    if likely is None:
        return None
    days = likely.until(last) if last is not None else likely
    named = {"50": days.p50, "70": days.p70, "85": days.p85, "95": days.p95}
    return {"days": plain(named), "rough": likely.rough}


SLE = maybe(named("Sle", values(days=INTEGER, half=INTEGER)))


def sle(value: Sle | None) -> Document | None:
    """The service level expectation."""
    return {"days": value.days, "half": value.half} if value else None


STEADY = maybe(
    named(
        "Steady",
        values(
            changes=INTEGER,
            left=INTEGER,
            came_back=INTEGER,
            put_back=INTEGER,
            urgent=INTEGER,
            commonest=maybe(values(kind=TEXT, count=INTEGER)),
            bounced=many(ITEM_LINE),
        ),
    )
)


def steady(team: int, value: Steady | None) -> Document | None:
    """How often the top changed in 14 days, and which items went back and forth."""
    if value is None:
        return None
    facts = value.facts
    body: Document = {"changes": facts.changes, "left": facts.left, "came_back": facts.came_back}
    body |= {"put_back": facts.put_back, "urgent": facts.urgent}
    body["commonest"] = {"kind": facts.commonest[0], "count": facts.commonest[1]} if facts.commonest else None
    return body | {"bounced": [item_line(team, item) for item in value.bounced]}
