"""Checks afterwards: every acknowledged write must be there exactly once. Also how long there was no answer."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from ha.movers import Call
from queue_app.store.db.engine import Doors
from queue_app.store.queue.rebuild import check
from queue_app.store.tables import EVENT, ITEM


@dataclass(frozen=True)
class Outage:
    """The longest time that a write waited for its answer, and the number of tries without one or with 503."""

    seconds: float
    refused: int


def longest_outage(calls: list[Call], since: float) -> Outage:
    """The outage after the moment `since`."""
    later = [call for call in list(calls) if call.tries and call.tries[-1][0] > since and call.done]
    refused = sum(status in (0, 503) for call in later for _, status in call.tries)
    return Outage(max((call.tries[-1][0] - max(call.began, since) for call in later), default=0.0), refused)


def faults(doors: Doors, team: int, calls: list[Call], first: int) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong. `first` is the number of items from before."""
    if left := Counter(call.tries[-1][1] for call in calls if not call.done):
        yield f"These answers were neither success nor 503: {dict(left)}."
    added = [call for call in calls if call.verb == "add" and call.done]
    moved = [call.told["seq"] for call in calls if call.verb == "move" and call.done and call.told["changed"]]
    with doors.reading(at_length=True) as connection:
        stored = connection.execute(select(ITEM.c.number, ITEM.c.title).where(ITEM.c.team_id == team)).all()
        told = connection.execute(select(EVENT.c.seq, EVENT.c.kind).where(EVENT.c.team_id == team)).all()
        unlike = check(connection, team)
    kinds = {row.seq: row.kind for row in told}
    numbers, titles = {row.number: row.title for row in stored}, Counter(row.title for row in stored)
    if lost := [call.title for call in added if numbers.get(call.told["items"][0]) != call.title]:
        yield f"{len(lost)} acknowledged items are lost: {lost[:3]}."
    if twice := [title for title, count in titles.items() if count > 1]:
        yield f"{len(twice)} items are there twice: {twice[:3]}."
    if len(stored) != first + len(added):
        yield f"{len(stored)} items are there, and {first + len(added)} were acknowledged."
    if lost_moves := [seq for seq in moved if kinds.get(seq) != "moved"]:
        yield f"{len(lost_moves)} acknowledged moves are lost: {lost_moves[:3]}."
    if (there := sum(kind == "moved" for kind in kinds.values())) != len(set(moved)):
        yield f"{there} moves are there, and {len(set(moved))} were acknowledged."
    if unlike:
        yield f"History and rows do not agree: {unlike[:3]}."
