"""Invented screens of cover: the page, away and leaving, the queue that says how areas are covered."""

from dataclasses import replace
from datetime import timedelta

from queue_app.domain.cover.away_days import AwayDay
from queue_app.domain.cover.states import CoverState
from queue_app.domain.team.rights import Role
from queue_app.screens.cover.away import AwayScreen, PersonAway, Pull
from queue_app.screens.cover.cover import AbsenceLine, AreaCover, CoverScreen, FormerLine, SayingLine
from queue_app.screens.queue.pairing import PairingShown
from queue_app.screens.queue.queue import QueueScreen
from queue_app.screens.values import AreaShown, Frame, ItemLink
from tests.web.values import TODAY, frame, queue, rows

FRIDAY = TODAY + timedelta(days=4)
LINES = (
    AreaCover("Payments <Co>", CoverState.SINGLE, 1, 1, 2, 1, 100.0, FRIDAY, 1, "Mina", 21),
    AreaCover("Channel sync", CoverState.NONE, 0, 0, 1, 10, 12.0, None, 2),
    AreaCover("Checkout", CoverState.LEANING, 4, 0, 3, 2, 52.0, None, 2),
    AreaCover("Search", CoverState.THIN, 2, 1, 0, 14, 3.0, None, 1),
    AreaCover("Calendar", CoverState.COVERED, 5),
)
SAYINGS = (SayingLine(1, "Payments <Co>", "teach", FRIDAY), SayingLine(2, "Search"))
ABSENCES = (AbsenceLine(1, "Mina", TODAY, FRIDAY, True), AbsenceLine(2, "Tomasz", FRIDAY, FRIDAY))
PULLS = (Pull(ItemLink(21, "Refund part of a <booking>", position=1), FRIDAY), Pull(ItemLink(24, "Sync", position=4)))
DAYS = tuple(AwayDay(TODAY + timedelta(days=n), n % 3 > 0, n == 4) for n in range(20))
LINKS = (ItemLink(21, "Refund part of a <booking>", position=1), ItemLink(24, "Sync", position=4))
ABLE = frozenset(["declare", "add_absence", "remove_absence", "that_was_me", "that_was_not_me", "not_mine"])


def who(role: Role = Role.MANAGER, people: int = 8) -> Frame:
    found = frame(role)
    return replace(found, team=replace(found.team, people=people), me=replace(found.me, may=found.me.may | ABLE))


def cover(role: Role = Role.MANAGER, people: int = 8, **further: object) -> CoverScreen:
    screen = CoverScreen(
        who(role, people),
        2,
        LINES,
        ("Price rules",),
        ("Accounts",),
        9,
        50,
        SAYINGS,
        ABSENCES,
        ((1, "Ines"), (2, "Mina")),
        (FormerLine(1, "M. Muster"), FormerLine(2, "Ines of old", True)),
    )
    return replace(screen, **further)  # type: ignore[arg-type]


def away(**further: object) -> AwayScreen:
    screen = AwayScreen(
        who(),
        TODAY,
        FRIDAY,
        (),
        ABSENCES,
        PULLS,
        PULLS,
        ((LINKS[0], ((FRIDAY, FRIDAY),)),),
        DAYS,
        ("Search",),
        ("Payments",),
    )
    return replace(screen, **further)  # type: ignore[arg-type]


STATES = tuple(AreaShown(n, f"Area {n}", state) for n, state in enumerate(CoverState))
COVERED = tuple(replace(row, areas=STATES[n % 4 : n % 4 + n % 3]) for n, row in enumerate(rows(18)))


def _queue(pairing: PairingShown, people: int = 8) -> QueueScreen:
    screen = queue(rows=COVERED)
    assert screen.next is not None
    team = replace(screen.frame.team, people=people)
    return replace(
        screen,
        frame=replace(screen.frame, team=team),
        next=replace(screen.next, areas=(pairing.area,), pairing=pairing),
    )


CHOSEN = (PersonAway(1, "Ines", True), PersonAway(2, "Mina"))
NOTHING = {"nobody": (), "only_one": (), "running": (), "pair": (), "hand_over": (), "days": DAYS[:1]}
MANY = tuple(SayingLine(n, f"Area {n}", "can" if n < 3 else None, FRIDAY if n < 3 else None) for n in range(14))
COVER_PAGES = {
    "cover of many areas": ("cover/show.html", cover(sayings=MANY, former=())),
    "cover": ("cover/show.html", cover()),
    "cover of a member": ("cover/show.html", cover(Role.MEMBER)),
    "cover of three": ("cover/show.html", cover(people=3, fewest=1)),
    "cover of one": ("cover/show.html", CoverScreen(who(people=1))),
    "cover, half is lost": ("cover/show.html", cover(fewest=0, healed=(), former=(), absences=())),
    "cover without areas": ("cover/show.html", CoverScreen(who(), people=((1, "Ines"),))),
    "away": ("cover/away.html", away()),
    "away, nothing": ("cover/away.html", away(**NOTHING)),
    "away, nobody": ("cover/away.html", away(**NOTHING, absences=())),
    "away, chosen": ("cover/away.html", away(frame=who(Role.MEMBER), people=CHOSEN, absences=(), last=None)),
    "queue, take along": ("queue/show.html", _queue(PairingShown("take_along", STATES[2], ("Mina", "Tomasz")))),
    "queue, ask": ("queue/show.html", _queue(PairingShown("ask", STATES[3], ("Mina",)))),
    "queue, swarm, of three": ("queue/show.html", _queue(PairingShown("swarm", STATES[1]), 3)),
}
