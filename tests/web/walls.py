"""Invented radiators: how much runs decides how it is laid out."""

from dataclasses import replace
from datetime import timedelta

from queue_app.domain.forecast.forecast import forecast
from queue_app.domain.team.calendar import Calendar
from queue_app.screens.standup.radiator import BlockedShown, LastFinish, NextShown, RadiatorScreen, RunShown
from queue_app.screens.values import Room, Sle
from tests.web.values import BANK, DEPOSIT, DESK, FORECAST, MAP, NOW, TODAY, rows

NOTHING = forecast(Calendar("Europe/Vienna").history([], TODAY), Calendar("Europe/Vienna"), TODAY)
RUNS = (
    RunShown(7, "Deposit by card at <booking> time", 2, DEPOSIT.age, BANK),
    RunShown(9, "Show free rooms on the map", 1, MAP.age),
    RunShown(12, "Desk: undo the last return", 0, DESK.age, replace(BANK, sentence="waits for a long answer " * 6)),
    RunShown(13, "A fourth, with words for more than one line of a card on the wall", 3, replace(MAP.age, days=20, old="red")),
    RunShown(14, "A fifth", 0, ready=True),
    RunShown(15, "A sixth", 12, DESK.age),
    RunShown(16, "A seventh", 0, DESK.age, silent_since=NOW - timedelta(hours=2)),
)  # fmt: skip
TEN = tuple(
    NextShown(row.position, row.number, row.title, row.reason, row.when.range, row.block is not None)
    for row in rows(18)[:10]
)
BLOCKED = (
    BlockedShown(5, 25, TEN[4].title, NOW - timedelta(days=6)),
    BlockedShown(9, 29, "Fax", NOW - timedelta(hours=2)),
)


def radiator(runs: int = 2, **further: object) -> RadiatorScreen:
    """So many items run."""
    screen = RadiatorScreen(
        team="Tigers & <Co>",
        zone="Europe/Vienna",
        now=NOW,
        today=TODAY,
        room=Room(runs, 3),
        running=RUNS[:runs],
        coming=TEN,
        blocked=BLOCKED,
        weeks=(3, 5, 4, 2, 0, 4, 3, 1),
        forecast=FORECAST.forecast,
        sle=Sle(9, 4),
        need_one=2,
        last=LastFinish("House rules before guests pay", TODAY - timedelta(days=3)),
    )
    return replace(screen, **further)  # type: ignore[arg-type]


UNDATED = tuple(replace(row, range=None) for row in TEN)
EMPTY = radiator(0, coming=(), blocked=(), weeks=(*[None] * 7, 0), forecast=NOTHING, sle=None, last=None, need_one=0)
WALLS = {
    **{f"radiator, {runs} running": ("radiator/show.html", radiator(runs)) for runs in (1, 2, 3, 4, 7)},
    "radiator, nothing at all": ("radiator/show.html", EMPTY),
    "radiator, no dates yet": ("radiator/show.html", radiator(forecast=NOTHING, coming=UNDATED)),
    "radiator, all blocked": ("radiator/show.html", radiator(coming=UNDATED[4:5])),
}  # fmt: skip
