"""The top at every moment of a life, computed only from its events, compared with the plain queue."""

from typing import Any

from sqlalchemy import select

from queue_app.domain.flow.steadiness import OrderEvent, tops_before
from queue_app.domain.queue.events import OF_THE_TOP
from queue_app.domain.queue.item import State
from queue_app.store.tables import EVENT, ITEM
from tests.cast import Cast

SIZE = 3
Tops = dict[int, frozenset[int]]
"""{number of an event: the numbers of the items at the top after it}."""


def top_of(seen: dict[str, Any]) -> frozenset[int]:
    """The top of a team's current state."""
    return frozenset([number for number in seen["order"] if seen["states"][number] == "waiting"][:SIZE])


def agree(cast: Cast, known: Tops) -> bool:
    """Whether the history, replayed backwards from the current rows, gives the recorded tops."""
    events = select(EVENT.c.seq, EVENT.c.kind, EVENT.c.data).where(
        EVENT.c.team_id == cast.team, EVENT.c.kind.in_(OF_THE_TOP)
    )
    items = select(ITEM.c.id, ITEM.c.number, ITEM.c.state, ITEM.c.rank).where(ITEM.c.team_id == cast.team)
    with cast.doors.reading() as conn:
        told = [OrderEvent(*row) for row in conn.execute(events.order_by(EVENT.c.seq.desc()))]
        rows = conn.execute(items.order_by(ITEM.c.rank)).all()
    numbers = {row.id: row.number for row in rows}
    now, *before = tops_before([(row.id, State(row.state)) for row in rows if row.rank is not None], told, SIZE)
    found = {event.seq - 1: frozenset(numbers[item] for item in top) for event, top in zip(told, before, strict=True)}
    last = frozenset(numbers[item] for item in now)
    return all(known[seq] == top for seq, top in found.items()) and last == known[max(known)]
