"""The queue and an item of a team with agents: at work, silent, and with something to look at."""

from dataclasses import replace
from datetime import timedelta

from queue_app.domain.queue.item import State
from queue_app.domain.team.rights import Role
from queue_app.screens.item.parts import NoteShown
from queue_app.screens.values import AgentShown, Headcount, HistoryLine, NamesOnIt
from tests.web.values import DEPOSIT, DESK, MAP, NOW, item, queue, rows

FIXER = AgentShown("Ruth", "nightly <fixer>")
READY = "The change is up, with its tests."
NOBODY_ON_IT = NamesOnIt(())
RUNS = (
    replace(DESK, on=NamesOnIt(("Mina",), agents=(FIXER,)), help=None),
    replace(MAP, on=NOBODY_ON_IT, ready=READY, help="ready"),
    replace(DEPOSIT, on=NOBODY_ON_IT, block=None, silent_since=NOW - timedelta(hours=2), help="nobody"),
)
WAITS = (replace(rows(1)[0], people_only="It needs a talk with the bank."),)
LOOKED_AT = item(
    on=NOBODY_ON_IT,
    block=None,
    ready=READY,
    notes=(NoteShown(NOW, "Ruth", READY, 3, "nightly <fixer>"),),
    history=(HistoryLine(40, NOW, "ready", by="Ruth", agent="nightly <fixer>"),),
)
ROBOT_PAGES = {
    "queue, with agents": ("queue/show.html", queue(running=RUNS, rows=WAITS, help_first=True)),
    "queue, no room beside agents": ("queue/show.html", queue(running=RUNS, no_pull="no_room")),
    "item, ready to be looked at": ("item/show.html", LOOKED_AT),
    "item, silent agent": ("item/show.html", item(on=NOBODY_ON_IT, block=None, silent_since=NOW - timedelta(days=2))),
    "item, an agent on it": ("item/show.html", item(on=NamesOnIt((), agents=(FIXER,)))),
    "item, agents seen by an observer": ("item/show.html", item(Role.OBSERVER, on=Headcount(1))),
    "item, for people only": (
        "item/show.html",
        item(
            state=State.WAITING,
            on=None,
            age=None,
            block=None,
            people_only="It needs a talk.",
            may=frozenset({"people_only", "move"}),
        ),
    ),
}
