"""Invented screens of an import."""

from dataclasses import replace

from queue_app.domain.importing.file import Choices, File
from queue_app.domain.importing.preview import preview
from queue_app.domain.team.team import Team
from queue_app.screens.importing import ImportCounts, ImportScreen, NameLine, PreviewScreen, ResultScreen
from queue_app.screens.values import Room
from tests.web.values import TODAY, frame

SOUND = b"id,title,started,finished,people,area,<rooms>\n1,Search <rooms>,,2026-11-02,Ann;Bo,Payments,\n2,Map,2026-11-20,,,,\n"
TORN = b"title,finished\n" + b",soon\n" * 30
RESULT = {
    "imported": 9,
    "finished": 2,
    "in_progress": 3,
    "waiting": 3,
    "dropped": 1,
    "known": 1,
    "repeated": 2,
    "people": 2,
    "areas": ["Payments", "<rooms>"],
    "limit": 4,
}


NAMES = tuple(NameLine(name, 1 if name == "Ann" else None) for name in ("Ann", *(f"Bo <rooms> {n}" for n in range(20))))


def previewed(raw: bytes, coming: ImportCounts | None = None) -> PreviewScreen:
    choices = Choices()
    seen = preview(File.read(raw), choices, Team(1, "Tigers"), TODAY)
    return PreviewScreen(frame(), Room(2, 3), "0" * 64, "our <rooms>.csv", choices, seen, coming)


IMPORT_PAGES = {
    "import": ("import/show.html", ImportScreen(frame(), Room(2, 3))),
    "import, preview": ("import/preview.html", previewed(SOUND, ImportCounts(4, 2, 2, 1, 1, 2, 2, 1))),
    "import, names": (
        "import/preview.html",
        replace(
            previewed(SOUND, ImportCounts(4, 2, 2, 1, 1, 2, 99, 1)),
            names=NAMES,
            members=((1, "Ann"), (2, "Bo <rooms>")),
        ),
    ),
    "import, very large": ("import/preview.html", previewed(SOUND, ImportCounts(9_966, 0, 90_034, 0, 0, 0, 60, 15))),
    "import, nothing new": ("import/preview.html", previewed(SOUND, ImportCounts(0, 0, 0, 0, 2, 0, 0, 0))),
    "import, flaws": ("import/preview.html", previewed(TORN)),
    "import, no titles": ("import/preview.html", previewed(b"what\nSearch\n")),
    "import, done": ("import/done.html", ResultScreen(frame(), "our <rooms>.csv", RESULT)),
}
