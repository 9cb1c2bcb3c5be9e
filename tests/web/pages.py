"""Every page in the states that matter: its name, its template and the value it shows."""

from dataclasses import replace

from queue_app.domain.filters import Filter, SavedView
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.queue.item import State
from queue_app.domain.team.rights import Role
from queue_app.screens.forecast.when import LikelyFinish
from queue_app.screens.queue.add import AddScreen
from queue_app.screens.queue.chosen import ChosenScreen
from queue_app.screens.queue.coin import CoinScreen
from queue_app.screens.queue.found import FoundElsewhere, FoundItem
from queue_app.screens.queue.move import MoveScreen
from queue_app.screens.queue.queue import JustFinished
from queue_app.screens.queue.shared import Counts, NextItem
from queue_app.screens.queue.views import Narrowing, ViewScreen
from queue_app.screens.standup.held import HeldRow
from queue_app.screens.standup.walk import walk_step
from queue_app.screens.team.account import AccountScreen, SessionLine, TokenLine
from queue_app.screens.team.home import ArchivedTeam, HomeScreen, TeamCard
from queue_app.screens.values import AreaShown, Headcount, ItemLink, NamesOnIt, Plan, ReasonShown, Room, TeamLine
from queue_app.screens.waits.choices import WaitChoices
from queue_app.screens.waits.shown import ItemWaits, Waited, WaitShown
from tests.web.bringing_in import IMPORT_PAGES
from tests.web.covering import COVER_PAGES
from tests.web.flowing import FLOW_PAGES, MONTH
from tests.web.forecasting import FORECAST_PAGES, TOLD
from tests.web.looking_back import QUIET, STEADY, dropped, finished, order, standup
from tests.web.operating import OPERATOR_PAGES
from tests.web.robots import ROBOT_PAGES
from tests.web.team_page import TEAM_PAGES
from tests.web.values import DEPOSIT, DESK, MAP, NOW, PAYMENTS, SEARCH, STUCK, UNDO, frame, item, queue, rows
from tests.web.walls import WALLS

VERB_PAGES = (
    "finish",
    "put_back",
    "swap",
    "split",
    "block",
    "drop",
    "reopen",
    "urgent",
    "skip",
    "plan",
    "edit",
    "people_only",
    "wait_for",
)

OWN = replace(
    DESK, number=16, title="Photos", on=NamesOnIt(("Ines",), mine=True), plan=Plan(1, 3), step="Ask the hotel"
)
EMPTY = queue(no_pull="nothing_waiting", next=None, rows=(), running=(), counts=Counts(0, 0, 0, 0))
LONG, WORD = "a person who has seen the printer work before, on any day of this week " * 7, "Donaudampfschiffahrt" * 10
LONG_AREA = AreaShown(3, "Reservations of groups and of companies")
MANY_AREAS = tuple(AreaShown(n, f"Area {n}") for n in range(4, 40))
LONG_ROWS = tuple(
    replace(row, title=WORD, areas=(LONG_AREA,), asks=asks, skipped=True)
    for row, asks in zip(rows(2), (LONG, WORD), strict=True)
)
LONG_NEXT = NextItem(21, WORD, 1, (LONG_AREA,), ReasonShown(WORD), LONG)
LONG_RUN = replace(DEPOSIT, title=WORD, asks=WORD, areas=(LONG_AREA,), on=NamesOnIt((WORD[:80], "Mina")))
MANY = Narrowing(
    (LONG_AREA, *MANY_AREAS), views=tuple(SavedView(n, n, WORD[: 20 + n], Filter(WORD)) for n in range(1, 21))
)
LONG_WORDS = queue(rows=LONG_ROWS, next=LONG_NEXT, help_first=True, running=(LONG_RUN,), offered=MANY)
ELSEWHERE = FoundElsewhere(
    (
        FoundItem(7, WORD, State.IN_PROGRESS),
        FoundItem(9, "Search rooms", State.FINISHED, NOW.date()),
        FoundItem(3, "Search fax", State.DROPPED, MONTH.first),
    ),
    more=True,
)
SEARCHED = queue(rows=rows(2), filter=Filter("search"), counts=Counts(18, 1, 1, 2), elsewhere=ELSEWHERE)
NARROWED = queue(rows=rows(2), filter=Filter("type " * 20, (1, 99), ("blocked", "mine")), counts=Counts(18, 1, 1, 2))
LINKED = ItemLink(24, "Sync", position=4)
CLOSED = {"on": None, "age": None, "block": None}
CHOSEN = ChosenScreen(
    frame(), (LINKED, ItemLink(25, WORD, position=5)), 18, (PAYMENTS, SEARCH), {24: (PAYMENTS, LONG_AREA)}
)
MOVING = MoveScreen(
    frame(), ItemLink(24, "Sync", position=4), rows(3), 18, ReasonShown("Six wait.", "date"), "", STEADY
)
NEW = item(state=State.WAITING, on=None, age=None, not_placed=True, may=frozenset({"move", "place"}))
WAIT = WaitShown(31, Waited(State.WAITING, 31, "Ledger <of> all"), NOW, against=True, cost=UNDO.cost)
GONE = WaitShown(32, Waited(State.DROPPED, 32, "Fax"), NOW)
HIDDEN = WaitShown(33, Waited(State.IN_PROGRESS), NOW)
THEIRS = Waited(State.WAITING, 12, "Payouts", 2, "Payments")
DONE_WAIT = WaitShown(34, Waited(State.FINISHED, 34, "Login"), NOW, NOW.date())
WAITS = ItemWaits((WAIT, GONE, HIDDEN, DONE_WAIT), (THEIRS, WAIT.on), 2, 3)
CHOICES = WaitChoices((ItemLink(31, "Ledger"),), ((2, "Payments"),))
TIGERS = TeamCard(1, "Tigers", Role.MANAGER, Room(5, 3), 1, (ItemLink(7, "Deposit"),))
PAGES = {
    "queue": ("queue/show.html", queue()),
    "queue, help first": ("queue/show.html", queue(help_first=True)),
    "queue, no room": ("queue/show.html", queue(no_pull="no_room", room=Room(3, 3), running=(*queue().running, DESK))),
    "queue, more than the limit": ("queue/show.html", queue(no_pull="no_room", room=Room(4, 3, 1), running=(MAP,) * 4)),
    "queue, all blocked": ("queue/show.html", queue(no_pull="all_blocked", next=None)),
    "queue, all skipped": ("queue/show.html", queue(no_pull="all_skipped", next=None)),
    "queue, empty": ("queue/show.html", EMPTY),
    "queue, found nothing": ("queue/show.html", queue(rows=(), filter=Filter("xyz"), counts=Counts(18, 1, 1, 0))),
    "queue, narrowed": ("queue/show.html", NARROWED),
    "queue, a view": ("queue/show.html", queue(rows=rows(2), filter=STUCK.filter, counts=Counts(18, 1, 1, 2))),
    "queue, found elsewhere": ("queue/show.html", SEARCHED),
    "queue, none of the found waits": ("queue/show.html", replace(SEARCHED, rows=(), counts=Counts(18, 1, 1, 0))),
    "queue, long words": ("queue/show.html", LONG_WORDS),
    "queue, on another": ("queue/show.html", queue(mine=(ItemLink(12, "Desk", State.IN_PROGRESS),))),
    "queue, of an observer": ("queue/show.html", queue(Role.OBSERVER)),
    "queue, of a member": ("queue/show.html", queue(Role.MEMBER)),
    "queue, of somebody alone": ("queue/show.html", queue(frame=replace(
        frame(), team=TeamLine(1, "Tigers", "UTC", 3, 1)))),
    "queue, own item": ("queue/show.html", queue(running=(DEPOSIT, OWN))),
    "queue, own item among four": ("queue/show.html", queue(running=(DEPOSIT, MAP, DESK, OWN))),
    "queue, the coin fell": ("queue/show.html", queue(frame=frame(undo=replace(UNDO, verb="coin")))),
    "queue, just finished": ("queue/show.html", queue(done=JustFinished(12, "Desk <for> one", 5, 6))),
    "queue, with undo": ("queue/show.html", queue(frame=frame(undo=UNDO))),
    "item": ("item/show.html", item()),
    "item of an observer": ("item/show.html", item(Role.OBSERVER)),
    "item, waiting": ("item/show.html", NEW),
    "item, waiting, with dates": ("item/show.html", replace(
        NEW, forecast=TOLD, when=LikelyFinish(8, 6, TOLD.range(8), 1), at_habit=TOLD.range(11), habit=2.3)),
    "item, waits for others": ("item/show.html", replace(NEW, waits=WAITS, may=NEW.may | {"stop_waiting", "drop"})),
    "item, runs and waits": ("item/show.html", item(block=None, waits=ItemWaits((WAIT,)))),
    "queue, waits": ("queue/show.html", queue(
        rows=tuple(replace(row, waits=(WAIT, GONE, HIDDEN), needed=3) for row in rows(2)),
        running=(replace(DEPOSIT, block=None, waits=(HIDDEN,), needed=1),))),
    "stand-up, waits": ("standup/show.html", standup(held=(
        HeldRow(7, "Deposit", (WAIT,), Headcount(2)), HeldRow(24, "Sync", (GONE, HIDDEN))))),
    "item, likely": ("item/show.html", item(likely=Range(*[NOW.date()] * 4))),
    "item, finished": ("item/show.html", item(state=State.FINISHED, **CLOSED, cycle_days=7, longer=1, worked_by=2)),
    "item, dropped": ("item/show.html", item(state=State.DROPPED, **CLOSED, may=frozenset({"restore"}))),
    **{f"item, {verb}": (f"item/{verb}.html", item(refusals={}, may=item().may | {verb}, choices=CHOICES))
       for verb in VERB_PAGES},
    "item, swap, on another": ("item/swap.html", item(refusals={}, mine=(ItemLink(12, "Desk", State.IN_PROGRESS),))),
    "plan, with undo": ("item/plan.html", item(refusals={}, frame=frame(undo=UNDO))),
    "item, new block": ("item/block.html", item(refusals={}, block=None)),
    "move": ("queue/move.html", MOVING),
    "move a running item": ("queue/move.html", MoveScreen(frame(), ItemLink(7, "Deposit", State.IN_PROGRESS, 1), rows(2), 18)),
    "coin": ("queue/coin.html", CoinScreen(frame(), (), rows(18), 412)),
    "coin, one chosen": ("queue/coin.html", CoinScreen(frame(), (LINKED,), (), 412, "<rooms>")),
    "coin, both chosen": ("queue/coin.html", CoinScreen(frame(), (LINKED, ItemLink(25, WORD, position=5)), (), 412)),
    "save view": ("queue/view.html", ViewScreen(frame(), Filter("fax", (1,), ("waits",)), None, (PAYMENTS, SEARCH))),
    "edit view": ("queue/view.html", ViewScreen(frame(), STUCK.filter, STUCK, (PAYMENTS, SEARCH))),
    "areas of chosen": ("queue/areas_many.html", CHOSEN),
    "areas of chosen, none in the team": ("queue/areas_many.html", replace(CHOSEN, areas=(), tags={})),
    "drop chosen": ("queue/drop_many.html", CHOSEN),
    "move chosen": ("queue/move_many.html", CHOSEN),
    "drop chosen, none waits": ("queue/drop_many.html", replace(CHOSEN, items=())),
    "add": ("queue/add.html", AddScreen(frame(), (PAYMENTS, SEARCH), 18)),
    "stand-up": ("standup/show.html", standup()),
    "stand-up of an observer": ("standup/show.html", standup(Role.OBSERVER)),
    "stand-up of a member": ("standup/show.html", standup(Role.MEMBER, day_chosen=True)),
    "stand-up, all is well": ("standup/show.html", standup(**QUIET)),
    "stand-up, no room": ("standup/show.html", standup(**QUIET, room=Room(4, 3, 1))),
    "stand-up, nothing at all": ("standup/show.html", standup(**QUIET | {"rows": ()}, pulls=(), top=None, room=Room(0, 3))),
    "walk, the first": ("standup/walk.html", walk_step(standup(), 1)),
    "walk, an old one": ("standup/walk.html", walk_step(standup(Role.OBSERVER), 2)),
    "walk, a pull": ("standup/walk.html", walk_step(standup(), 1, 21)),
    "walk, settled": ("standup/walk.html", walk_step(standup(), 2, 99)),
    "walk, nothing": ("standup/walk.html", walk_step(standup(**QUIET | {"rows": ()}, pulls=()), 1)),
    "finished": ("finished/show.html", finished()),
    "finished, of an observer": ("finished/show.html", finished(Role.OBSERVER)),
    "finished, searched": ("finished/show.html", finished(words="<rooms>", matches=3, after=None)),
    "finished, found nothing": ("finished/show.html", finished(words="x", matches=0, days=(), after=None)),
    "finished, nothing": ("finished/show.html", finished(finished=0, matches=0, days=(), after=None)),
    "finished, of some days": ("finished/show.html", finished(within=MONTH)),
    "finished, nothing in these days": ("finished/show.html", finished(within=MONTH, matches=0, days=(), after=None)),
    "added": ("finished/show.html", finished(only="added", within=MONTH)),
    "dropped": ("finished/show.html", dropped()),
    "dropped, nothing": ("finished/show.html", finished(only="dropped", dropped=0, matches=0, days=(), after=None)),
    "order history": ("order/show.html", order()),
    "order history of an observer": ("order/show.html", order(Role.OBSERVER)),
    "order history, nothing": ("order/show.html", order(days=(), before=None, steady=None)),
    **FLOW_PAGES,
    **FORECAST_PAGES,
    **IMPORT_PAGES,
    **TEAM_PAGES,
    **ROBOT_PAGES,
    **COVER_PAGES,
    **WALLS,
    **OPERATOR_PAGES,
    "home": ("home/show.html", HomeScreen((TIGERS,), True)),
    "home without a team": ("home/show.html", HomeScreen(())),
    "home of who removed the example": ("home/show.html", HomeScreen((), True, removed=(
        ArchivedTeam(2, "Night <Co>", "Europe/Rome", NOW),))),
    "home of who archived the only team": ("home/show.html", HomeScreen((), True, archived=(ArchivedTeam(2, "Night <Co>"),))),
    "not set up": ("sign_in/not_set_up.html", None),
    "account": ("account/show.html", AccountScreen(
        "Ines", "ines@tigers.example", (SessionLine("a", "Firefox", NOW, NOW, True), SessionLine("b", "", NOW, NOW, False)),
        (TokenLine(1, "bot", "x9Qz", "Tigers", "work", NOW, NOW, None),), ((1, "Tigers"),))),
}  # fmt: skip
