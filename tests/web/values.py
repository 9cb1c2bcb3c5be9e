"""Invented screens for the tests of the templates."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from queue_app.domain.filters import Filter, SavedView
from queue_app.domain.forecast.forecast import Range, forecast
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import AlreadyUrgent
from queue_app.domain.team.calendar import Calendar
from queue_app.domain.team.rights import Role
from queue_app.screens.forecast.when import LikelyFinish
from queue_app.screens.item.item import ItemScreen
from queue_app.screens.item.parts import BlockKindChoice, FinishChoices, NoteShown, StepShown, Worker
from queue_app.screens.queue.queue import QueueScreen
from queue_app.screens.queue.running import RunningRow
from queue_app.screens.queue.shared import Counts, NextItem
from queue_app.screens.queue.views import Narrowing
from queue_app.screens.queue.waiting import WaitingRow
from queue_app.screens.values import (
    Age,
    AreaShown,
    BlockShown,
    Frame,
    Headcount,
    HistoryLine,
    ItemLink,
    Me,
    NamesOnIt,
    Plan,
    ReasonShown,
    Room,
    Sle,
    TeamLine,
    UndoLine,
)

NOW = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
VERBS = """pull skip swap join leave ask put_back finish reopen block unblock edit_block plan step tick note split urgent calm
add paste edit areas save_view change_view remove_view drop restore undo correct_note"""
WORK = frozenset(VERBS.split())
MANAGE = WORK | {"move", "place", "coin", "import", "manage", "set_wip_limit"}
PAYMENTS, SEARCH = AreaShown(1, "Payments"), AreaShown(2, "Search")


def frame(role: Role = Role.MANAGER, **further: object) -> Frame:
    may = {Role.MANAGER: MANAGE, Role.MEMBER: WORK, Role.OBSERVER: frozenset[str]()}[role]
    team = TeamLine(1, "Tigers & <Co>", "Europe/Vienna", 3, 8)
    return Frame(team, Me(1, "Ines", role, may, role is not Role.OBSERVER), 41, NOW, TODAY, **further)  # type: ignore[arg-type]


UNDO = UndoLine(41, "moved", NOW - timedelta(seconds=2), NOW + timedelta(minutes=9), 22, "Search <rooms>", 2)
BANK = BlockShown("waits for the bank", NOW - timedelta(hours=52), "another company", True, "call at 11", TODAY)
DEPOSIT = RunningRow(
    7,
    "Deposit",
    NamesOnIt(("Mina", "Tomasz")),
    Age(date(2026, 11, 16), 7),
    (PAYMENTS,),
    Plan(4, 7),
    BANK,
    help="blocked",
)
MAP = RunningRow(
    9,
    "Map",
    NamesOnIt(("Aiko",)),
    Age(date(2026, 11, 12), 11, old="over", older_than=90),
    help="old",
    likely=Range(*[TODAY] * 4),
)
DESK = RunningRow(12, "Desk", NamesOnIt(("Jonas",), mine=False), Age(date(2026, 11, 22), 1), help="alone")


def _forecast() -> TeamForecast:
    """Of a team that finished an item each working day for ten weeks."""
    calendar = Calendar("Europe/Vienna")
    done = [TODAY - timedelta(days=n) for n in range(1, 71)]
    history = calendar.history([day for day in done if day.weekday() < 5], TODAY)
    return TeamForecast(forecast(history, calendar, TODAY, reach=400), calendar)


FORECAST = _forecast()


def rows(count: int) -> tuple[WaitingRow, ...]:
    titles = (
        "Refund part of a booking",
        "Search rooms by bed type",
        "Calendar sync with Outlook",
        "City tax for Vienna",
    )
    return tuple(
        WaitingRow(
            n,
            n + 20,
            f"{titles[n % 4]}, part {n * 7919 % 1000}",
            (PAYMENTS, SEARCH)[: n % 3],
            ReasonShown(f"Asked for in {n} of the October interviews.") if n <= 20 else None,
            replace(BANK, next_step=None, look_again=None) if n == 5 else None,
            not_placed=n == count,
            when=LikelyFinish(n, n, FORECAST.range(n) if n != 5 else None, int(n > 5)),
        )
        for n in range(1, count + 1)
    )


STUCK = SavedView(7, 1, "Stuck in <Payments>", Filter(areas=(PAYMENTS.id,), only=("blocked",)))


def queue(role: Role = Role.MANAGER, **further: object) -> QueueScreen:
    running = (DEPOSIT, MAP)
    if role is Role.OBSERVER:
        running = tuple(replace(row, on=Headcount(row.on.count)) for row in running)
    waiting = rows(18)
    screen = QueueScreen(
        frame(role),
        Room(2, 3),
        running,
        NextItem(21, waiting[0].title, 1, (PAYMENTS,), ReasonShown("31 calls last week.")),
        None,
        False,
        waiting,
        Counts(18, 1, 1, 18),
        FORECAST,
        sle=Sle(9, 4),
        offered=Narrowing((PAYMENTS, SEARCH), views=(STUCK,)),
    )
    return replace(screen, **further)  # type: ignore[arg-type]


def item(role: Role = Role.MANAGER, **further: object) -> ItemScreen:
    screen = ItemScreen(
        frame(role),
        7,
        "Deposit by card",
        State.IN_PROGRESS,
        3,
        frozenset[str]()
        if role is Role.OBSERVER
        else MANAGE - {"urgent", "restore", "reopen", "pull", "place", "leave"},
        {"urgent": AlreadyUrgent(title="Refund")},
        "A guest leaves a **deposit**.",
        "https://tracker.example/1",
        (PAYMENTS,),
        position=1,
        of=2,
        reason=ReasonShown("No-shows."),
        on=Headcount(2) if role is Role.OBSERVER else NamesOnIt(("Mina", "Tomasz")),
        age=DEPOSIT.age,
        sle=Sle(9, 4),
        steps=(StepShown(1, "Agree", True), StepShown(2, "Charge", False)),
        block=BANK,
        notes=(
            NoteShown(NOW, None if role is Role.OBSERVER else "Mina", "Seven days at most.", 1, corrected=True),
            NoteShown(NOW, None, "Not <Co>.", 2)
            if role is Role.OBSERVER
            else NoteShown(NOW, "Ines", "Not <Co>.", 2, until=NOW),
        ),
        history=(HistoryLine(40, NOW, "moved", other=ItemLink(21, "Refund"), by="Ines"), HistoryLine(39, NOW, "added")),
        started_at=NOW - timedelta(days=7),
        team_areas=(PAYMENTS, SEARCH),
        block_kinds=(BlockKindChoice(1, "another company", True),),
        finish=FinishChoices(TODAY - timedelta(days=7), TODAY, (Worker(1, "Ines", False), Worker(2, "Mina", True))),
        next_up=ItemLink(21, "Refund", position=1),
    )
    return replace(screen, **further)  # type: ignore[arg-type]
