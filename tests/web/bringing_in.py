"""Invented screens of an import."""

from datetime import UTC, date, datetime

from queue_app.domain.errors import Sentence
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.team.team import Team
from queue_app.screens.import_preview import AskedChoice, AskedLine, ImportCounts, LeftOut, MonthBar, NameLine, RowShown
from queue_app.screens.importing import ActScreen, ImportScreen, PreviewScreen, RunningScreen
from queue_app.screens.values import Room
from queue_app.store.importing.acts import StoredAct
from queue_app.store.importing.under_way import UnderWay
from queue_app.usecases.importing.read_file import read_file
from queue_app.usecases.importing.uploads import UploadState
from tests.web.values import NOW, TODAY, frame

SOUND = (
    b"id,title,state,started,finished,people,area,<rooms>\n"
    b"1,Search <rooms>,done,,2026-11-02,Ann;Bo,Payments,x\n2,Map,odd,2026-11-20,,,,\n"
)
TORN = b"title,state,finished\n" + b"x" * 201 + b",done,2026-11-02\nA,done,soon\nB,done,2026-11-03\nC,done,2026-11-03\n"
RESULT = {
    "imported": 9,
    "finished": 2,
    "in_progress": 3,
    "waiting": 3,
    "dropped": 1,
    "known": 1,
    "repeated": 2,
    "blocks": 1,
    "people": 2,
    "areas": ["Payments", "<rooms>"],
    "limit": 4,
    "left_out": {"no_title": 2},
    "act": 1,
}
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ACT = StoredAct(1, AT, "our <rooms>.csv", "jira", 5, 9, "Ann")
NAMES = tuple(NameLine(name, 1 if name == "Ann" else None) for name in ("Ann", *(f"Bo <rooms> {n}" for n in range(20))))
WHICH = Sentence("Which? {x}", {"x": "<x>"})
STATES = ("waiting", "in_progress", "finished", "dropped", "leave_out")


def counts(waiting: int, running: int, finished: int, known: int = 0) -> ImportCounts:
    days = (date(2025, 11, 2), date(2026, 11, 2)) if finished else (None, None)
    bars = (MonthBar(0, 28, 40), MonthBar(33.3, 28, 100), MonthBar(66.6, 28, 10)) if finished else ()
    areas = tuple((f"Area <rooms> {n}", 20 - n) for n in range(8))
    skipped = ("A-1", "<rooms>") if known else ()
    return ImportCounts(
        waiting, running, finished, 1 if running else 0, known, known, skipped, known, *days, finished // 2, 3,
        areas if finished else (), 1, 2, 3, 2, bars,
    )  # fmt: skip


def previewed(raw: bytes, coming: ImportCounts, names: tuple[NameLine, ...] = (), **said: object) -> PreviewScreen:
    read = read_file(raw, ImportAnswers(said), Team(1, "Tigers"), TODAY)
    state = UploadState(tuple(read.look.questions), ImportAnswers(said))
    asked = (
        AskedLine("states", "", (AskedChoice("states-0", "odd <rooms>", STATES, "waiting", 4, remembered=True),)),
        AskedLine("columns", "", (AskedChoice("columns-title", "title", ("", *"abcdef"), "a", None, "<rooms>"),)),
        AskedLine(
            "date_order",
            "",
            (
                AskedChoice(
                    "date_order", Sentence("Which? {x}", {"x": "<x>"}), ("day_first", "month_first"), "day_first"
                ),
            ),
        ),
    )
    shown = tuple(RowShown(row, n) for n, row in enumerate(read.fitted.rows, start=1))
    return PreviewScreen(
        frame(), Room(2, 3), "0" * 64, "our <rooms>.csv", 5_000, state, read, coming, asked if state.asked else (),
        (*shown, 57), (LeftOut("<rooms>", 4, "<x>"),), names, ((1, "Ann"), (2, "Bo <rooms>")),
    )  # fmt: skip


def under_way(done: int, of: int, *, cancelled: bool = False) -> UnderWay:
    return UnderWay("0" * 64, of, done, NOW, cancelled=cancelled, ended=False)


TOUCHED = ((4, "Search <rooms>"), (7, "Map"))
PREVIEW = "import/preview.html"
IMPORT_PAGES = {
    "import": ("import/show.html", ImportScreen(frame(), Room(2, 3), (ACT,))),
    "import, running": ("import/running.html", RunningScreen(frame(), under_way(5_000, 100_000))),
    "import, being read": ("import/running.html", RunningScreen(frame(), under_way(0, 0))),
    "import, being cancelled": ("import/running.html", RunningScreen(frame(), under_way(0, 100_000, cancelled=True))),
    "import, preview": (PREVIEW, previewed(SOUND, counts(4, 2, 2, 1))),
    "import, names": (PREVIEW, previewed(SOUND, counts(4, 2, 2, 1), NAMES)),
    "import, very large": (PREVIEW, previewed(b"title\nA\n", counts(9_966, 0, 90_034))),
    "import, nothing new": (PREVIEW, previewed(b"title\nA\n", counts(0, 0, 0, 2), known="add")),
    "import, flaws": (PREVIEW, previewed(TORN, counts(1, 0, 1))),
    "import, stopped": (PREVIEW, previewed(TORN, counts(1, 0, 1), flaws={"title_long": "stop"})),
    "import, done": ("import/done.html", ActScreen(frame(), ACT, result=RESULT, name="our <rooms>.csv")),
    "import, one act": ("import/act.html", ActScreen(frame(), ACT, TOUCHED, 2, name="our <rooms>.csv")),
}
