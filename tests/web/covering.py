"""Invented screens of cover: the page, away and leaving, the queue that says how areas are covered."""

from dataclasses import replace
from datetime import timedelta

from queue_app.domain.cover.away_days import AwayDay
from queue_app.domain.cover.demand import Headline
from queue_app.domain.cover.odds import Outlook
from queue_app.domain.cover.states import CoverState
from queue_app.domain.team.rights import Role
from queue_app.screens.cover.away import AreaLeftLine, AwayScreen, PersonAway, Pull
from queue_app.screens.cover.cover import AbsenceLine, AreaCover, CoverHeadline, CoverScreen, FormerLine, SayingLine
from queue_app.screens.queue.pairing import PairingShown
from queue_app.screens.queue.queue import QueueScreen
from queue_app.screens.values import AreaShown, Frame, ItemLink
from tests.web.values import TODAY, frame, queue, rows

FRIDAY = TODAY + timedelta(days=4)
SINGLE = AreaCover("Payments <Co>", CoverState.SINGLE, 1, 1, (1, 7), (21, 66), 1, FRIDAY, 1, only="Mina")
LINES = (
    AreaCover("Channel sync", CoverState.NONE, 0, places=(10,), items=(24,), first=10, heals_after=2),
    SINGLE,
    AreaCover("Refunds", CoverState.SINGLE, 1, places=(2,), items=(22,), first=2, heals_after=2, learners=1),
    AreaCover("Search", CoverState.THIN, 2, 1, first=14, heals_after=1),
    AreaCover("Checkout", CoverState.LEANING, 4, places=(2, 3, 4), items=(22, 23, 25), first=2, heals_after=2),
    AreaCover("Calendar", CoverState.COVERED, 5, places=(5,), items=(30,), first=5),
    AreaCover("Price rules", CoverState.UNKNOWN, 0, known_after=3),
    AreaCover("Kiosk", CoverState.UNKNOWN, 0, known_after=5, by_strangers=True),
)
HEADLINE = CoverHeadline(Headline(10, CoverState.SINGLE, 3, 1), 21, SINGLE)
LEFT = (AreaLeftLine("Payments", False, Outlook.PAUSE), AreaLeftLine("Search", True, Outlook.OPEN))
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
        HEADLINE,
        2,
        LINES,
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
        LEFT,
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


def _heading(state: CoverState) -> CoverHeadline:
    return replace(HEADLINE, next=replace(HEADLINE.next, state=state), area=None)


CHOSEN = (PersonAway(1, "Ines", True), PersonAway(2, "Mina"))
NOTHING = {"nobody": (), "only_one": (), "running": (), "pair": (), "areas": (), "days": DAYS[:1]}
MANY = tuple(SayingLine(n, f"Area {n}", "can" if n < 3 else None, FRIDAY if n < 3 else None) for n in range(14))
COVER_PAGES = {
    "cover of many areas": ("cover/show.html", cover(sayings=MANY, former=())),
    "cover": ("cover/show.html", cover()),
    "cover of a member": ("cover/show.html", cover(Role.MEMBER)),
    "cover of three": ("cover/show.html", cover(people=3, fewest=1)),
    "cover of one": ("cover/show.html", CoverScreen(who(people=1))),
    "cover, half is lost": (
        "cover/show.html",
        cover(fewest=0, headline=_heading(CoverState.NONE), healed=(), former=(), absences=()),
    ),
    **{f"cover, {state}": ("cover/show.html", cover(headline=_heading(state))) for state in CoverState},
    "cover without areas": ("cover/show.html", CoverScreen(who(), people=((1, "Ines"),))),
    "away": ("cover/away.html", away()),
    "away, nothing": ("cover/away.html", away(**NOTHING)),
    "away, nobody": ("cover/away.html", away(**NOTHING, absences=())),
    "away, chosen": ("cover/away.html", away(frame=who(Role.MEMBER), people=CHOSEN, most=2, absences=(), last=None)),
    "away of three": ("cover/away.html", away(frame=who(Role.MEMBER), people=CHOSEN)),
    "away, too many": ("cover/away.html", away(**NOTHING, too_many=((FRIDAY, FRIDAY),))),
    "queue, take along": ("queue/show.html", _queue(PairingShown("take_along", STATES[2], ("Mina", "Tomasz")))),
    "queue, ask": ("queue/show.html", _queue(PairingShown("ask", STATES[3], ("Mina",)))),
    "queue, unknown": ("queue/show.html", _queue(PairingShown("unknown", STATES[0]))),
    "queue, swarm, of three": ("queue/show.html", _queue(PairingShown("swarm", STATES[1]), 3)),
}
