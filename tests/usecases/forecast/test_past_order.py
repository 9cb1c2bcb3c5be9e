"""The order of each earlier moment, worked out from the present one and the history, is the order that there was."""

from sqlalchemy import select

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.queue.replay import PastOrder, records_of
from queue_app.store.tables import EVENT, ITEM
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top, swap
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo

REASON = Reason("other", "Because.")
ACTS = (
    (add, {"titles": list("ABCDEFGH")}),
    (move, {"items": [7, 5, 6], "target": Target(above=1), "reason": REASON}),
    (pull_top, {}),
    (pull_top, {"others": "both"}),
    (move, {"items": [2, 3], "target": Target(end="bottom"), "reason": REASON}),
    (split, {"item": 4, "pieces": ["D", "D2", "D3"]}),
    (split, {"item": 5, "pieces": ["E", "E2"]}),
    (finish, {"item": 5}),
    (drop, {"item": 8, "reason": "No."}),
    (put_back, {"item": 6, "kind": "other", "words": "No."}),
    (add, {"titles": ["X", "Y"], "target": Target(above=1), "reason": REASON}),
    (move, {"items": [1, 2, 3, 4], "target": Target(end="top"), "reason": REASON}),
    (undo, {}),
    (reopen, {"item": 5, "reason": "Not right."}),
    (restore, {"item": 8}),
    (pull_top, {"others": "both"}),
    (swap, {"item": 5, "kind": "other", "words": "No."}),
    (undo, {}),
)


def now(conn, cast):
    rows = conn.execute(
        select(ITEM.c.id, ITEM.c.slot)
        .where(ITEM.c.team_id == cast.team, ITEM.c.rank.is_not(None))
        .order_by(ITEM.c.rank)
    ).all()
    return PastOrder([row.id for row in rows], {row.id for row in rows if row.slot is not None})


def test_every_earlier_order_comes_back(cast):
    seen = {}
    for use_case, command in ACTS:
        outcome = cast.do(use_case, **command)
        with cast.doors.reading() as conn:
            seen[outcome.seq] = now(conn, cast)
    with cast.doors.reading() as conn:
        past = now(conn, cast)
        events = conn.execute(
            select(EVENT.c.seq, EVENT.c.data).where(EVENT.c.team_id == cast.team).order_by(EVENT.c.seq.desc())
        )
        for seq, data in events.all():
            assert past == seen.pop(seq, past)
            past.take_back(records_of(data))
    assert past == PastOrder([])
    assert not seen
