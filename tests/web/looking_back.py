"""Invented screens that look back: the stand-up, what left the order, the order history."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from queue_app.domain.flow.steadiness import Steadiness
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.queue.item import State
from queue_app.domain.team.rights import Role
from queue_app.screens.flow.finished import ClosedRow, FinishedDay, FinishedScreen
from queue_app.screens.queue.order import OrderDay, OrderScreen
from queue_app.screens.queue.steady import BackAtTop, Steady, TopMove
from queue_app.screens.standup.blocked import BlockedRow
from queue_app.screens.standup.help import Act, HelpRow, by_item
from queue_app.screens.standup.runs import LonelyRow, OldRow, TopRow
from queue_app.screens.standup.standup import DoneRow, NextPull, SkipLine, StandUpScreen
from queue_app.screens.values import Age, BlockShown, Headcount, HistoryLine, ItemLink, Plan, ReasonShown, Room, Sle
from tests.web.values import BANK, NOW, PAYMENTS, SEARCH, TODAY, UNDO, frame

FRIDAY = (NOW - timedelta(days=2, hours=23, minutes=55)).astimezone(ZoneInfo("Europe/Vienna"))
OFFICE = BlockShown("waits for the tax office's answer on part nights", NOW - timedelta(days=16), "a decision", True)
KEY = BlockShown("waits for a signing key", NOW - timedelta(hours=3), None, False, "Ask <Co> at noon")
REFUND = ItemLink(21, "Refund part of a booking", position=1)
SYNC = ItemLink(24, "Two-way calendar sync with Outlook")
TAX = ItemLink(28, "Show all taxes before the last step")
LIMIT = HistoryLine(
    33, NOW - timedelta(days=1), "limit_set", reason=ReasonShown("Two items are too old."), data={"was": 4, "limit": 3}
)

BLOCKED = (
    BlockedRow(7, "Deposit by card", BANK, on=Headcount(2, mine=False), long=True, advice="look_again"),
    BlockedRow(9, "Map of free rooms", KEY, on=Headcount(1, mine=True), changed=True),
    BlockedRow(12, "Desk", replace(OFFICE, since=NOW - timedelta(days=4)), on=Headcount(0), advice="decide"),
    BlockedRow(25, "Cancel one <night>", OFFICE, position=5, long=True, advice="decide_waiting"),
)
LONELY = (
    LonelyRow(9, "Map of free rooms", NOW - timedelta(days=3)),
    LonelyRow(14, "Photos"),
    LonelyRow(15, "Fax", away=True),
    LonelyRow(16, "Logo", NOW - timedelta(hours=2), ready="The change is up."),
    LonelyRow(17, "Pager", NOW - timedelta(hours=2), silent=True),
)
PULLS = (
    NextPull(
        1,
        21,
        REFUND.title,
        (PAYMENTS, SEARCH),
        ReasonShown("31 calls last week."),
        (SkipLine("area"), SkipLine("area")),
        away_on=TODAY,
    ),
    NextPull(2, 24, SYNC.title, (SEARCH,), None, (SkipLine("other", "I am away from noon"),), "a second person"),
    NextPull(4, 28, TAX.title),
)


ROUGH = Range(*[TODAY] * 4, rough=True)
OLD = (
    OldRow(9, "Map of free <rooms>", Age(TODAY - timedelta(days=20), 20, old="red", older_than=100), Headcount(0)),
    OldRow(
        12,
        "Desk",
        Age(TODAY - timedelta(days=11), 11, NOW, "over", 90, True),
        Headcount(1, mine=True),
        FRIDAY,
        Range(*[TODAY] * 4, rough=True),
    ),
)
TOP = TopRow(
    7, "Deposit", Headcount(1), ReasonShown("No-shows."), Plan(2, 9), tuple(f"Step <{n}>" for n in range(7)), True
)
ACTS: dict[int, tuple[Act, ...]] = {
    7: ("help", "set_next_step", "edit_reason", "split", "put_back"), 9: ("edit_reason", "split", "put_back"),
    12: ("set_next_step", "swap", "drop", "edit_reason"), 25: ("set_next_step", "move", "drop"),
    14: ("join", "split", "put_back"),
}  # fmt: skip
AGES = {row.number: row.age for row in OLD} | {7: Age(TODAY, 0), 14: Age(TODAY - timedelta(days=1), 1, second_run=True)}
HELP = tuple(
    HelpRow(
        number=number,
        title=next(row.title for row in (*BLOCKED, *OLD, *LONELY, TOP) if row.number == number),
        concerns=found,
        position=found.block.position if found.block else None,
        age=AGES.get(number),
        on=None if found.block and found.block.position else Headcount(1),
        plan=Plan(2, 9) if found.top else None,
        acts=ACTS.get(number, ("join", "split")),
        unblocks=found.block is not None,
    )
    for number, found in by_item(BLOCKED, OLD, LONELY, TOP).items()
)
STEADY = Steady(Steadiness(8, 4, 1, 1, 1, (24,), ("customer_defect", 5)), (SYNC,))
MOVES = (
    TopMove(
        HistoryLine(41, NOW, "moved", SYNC, REFUND, ReasonShown("Asked for in 9 interviews."), more=2),
        (BackAtTop(SYNC, TODAY),),
    ),
    TopMove(
        HistoryLine(40, NOW, "put_back", TAX, data={"why": "something_else_first"}), (BackAtTop(REFUND, FRIDAY.date()),)
    ),
    TopMove(
        HistoryLine(
            39, FRIDAY, "swapped", replace(TAX, state=State.IN_PROGRESS), SYNC, pulled=True, data={"why": "other"}
        )
    ),
    TopMove(HistoryLine(38, FRIDAY, "urgent", TAX, reason=ReasonShown("The <till> is down.", "customer_defect"))),
)


def standup(role: Role = Role.MANAGER, **further: object) -> StandUpScreen:
    screen = StandUpScreen(
        frame(role, blocked=4),
        FRIDAY,
        Room(2, 3),
        BLOCKED,
        LONELY,
        (LIMIT,),
        () if role is Role.OBSERVER else PULLS,
        (DoneRow(31, "House rules before guests pay", 4), DoneRow(32, "Faster first page", 0), DoneRow(33, "Logo")),
        (ItemLink(7, "Deposit by card", State.IN_PROGRESS), ItemLink(14, "Photos", State.IN_PROGRESS)),
        old=OLD,
        sle=Sle(9, 4),
        top=TOP,
        order=MOVES,
        steady=STEADY,
        rows=tuple(replace(row, acts=(), unblocks=False) for row in HELP) if role is Role.OBSERVER else HELP,
    )
    return replace(screen, **further)  # type: ignore[arg-type]


QUIET: dict[str, object] = {
    "blocked": (), "lonely": (), "limits": (), "done": (), "running": (), "old": (), "order": (), "steady": None,
    "rows": HELP[-1:],
}  # fmt: skip


def finished(role: Role = Role.MANAGER, **further: object) -> FinishedScreen:
    days = tuple(
        FinishedDay(
            TODAY - timedelta(days=ago),
            tuple(
                ClosedRow(ago * 10 + n, title, State.FINISHED, (PAYMENTS, SEARCH)[:n], (4, 0, None)[n])
                for n, title in enumerate(("House rules before guests <pay>", "Faster first page", "Logo of a hotel"))
            ),
        )
        for ago in (0, 1, 6, 340)
    )
    screen = FinishedScreen(frame(role), "finished", days, 312, 4, 312, after="3400")
    return replace(screen, **further)  # type: ignore[arg-type]


def dropped() -> FinishedScreen:
    days = finished().days[:2]
    gone = tuple(
        replace(day, rows=tuple(replace(row, state=State.DROPPED, took=None) for row in day.rows)) for day in days
    )
    return finished(only="dropped", days=gone, after=None)


def order(role: Role = Role.MANAGER, **further: object) -> OrderScreen:
    who = None if role is Role.OBSERVER else "Ines"
    today = (
        HistoryLine(41, NOW, "moved", SYNC, REFUND, ReasonShown("Asked for in 9 interviews.", "learned"), who, more=2),
        HistoryLine(40, NOW - timedelta(minutes=30), "put_back", TAX, reason=ReasonShown("<Co> asks", "something_else_first"),
             data={"why": "something_else_first"}),
    )  # fmt: skip
    friday = (
        HistoryLine(39, FRIDAY, "swapped", TAX, SYNC, data={"why": "cannot_go_on"}),
        HistoryLine(38, FRIDAY, "moved", REFUND, None, ReasonShown("Hotels refund by hand today."), who),
        HistoryLine(37, FRIDAY, "coin", TAX, SYNC, by=who),
        replace(LIMIT, by=who),
        HistoryLine(
            32, FRIDAY, "dropped", ItemLink(5, "Fax", State.DROPPED), reason=ReasonShown("Nobody has one."), by=who
        ),
    )
    days = (OrderDay(TODAY, today), OrderDay(FRIDAY.date(), friday))
    undo = None if role is Role.OBSERVER else UNDO
    return replace(OrderScreen(frame(role, undo=undo), days, 32, STEADY), **further)  # type: ignore[arg-type]
