"""The page of the installation: all well and new, and with everything that can be told."""

from dataclasses import replace
from datetime import timedelta

from queue_app.domain.uptime import Outage, uptime
from queue_app.screens.installation import Installation
from queue_app.store.mail.outbox import DeadLetter, WaitingLetters
from queue_app.store.notices import Notice
from queue_app.web.operators.installation import LETTER_WORDS
from tests.web.values import NOW

DAY, LONG = timedelta(days=1), "a.very.long.name.of.somebody@a.department.of.ours.example.org"
NEW = Installation(NOW, "Europe/Vienna", "2026_12_06_outages", None, None, WaitingLetters(0, None, ""), (), 0)
OUTAGES = (
    Outage(NOW - 9 * DAY, NOW - 9 * DAY + timedelta(minutes=9), announced=True),
    Outage(NOW - DAY, NOW - DAY + timedelta(hours=2), announced=False),
)
LETTERS = (
    DeadLetter(1, "reset", LONG, "550 no such mailbox <here>", NOW, NOW + DAY),
    DeadLetter(2, "invitation", "x@example.org", "552 full", NOW, NOW - DAY),
)
OPERATOR_PAGES = {
    "installation": ("installation/show.html", NEW),
    "installation, everything": (
        "installation/show.html",
        replace(
            NEW,
            uptime=uptime(OUTAGES, NOW - 40 * DAY, NOW),
            notice=Notice("Down at <18:00>", NOW + DAY),
            waiting=WaitingLetters(3, NOW - DAY, "the server does not answer"),
            dead_letters=LETTERS,
            dead=70,
        ),
    ),
    "installation, no outage": ("installation/show.html", replace(NEW, uptime=uptime((), NOW - DAY, NOW))),
}
OPERATOR_WORDS = {
    "checks": [("settings", []), ("disk", ["7 MB are free at /var/lib/<topmost>. Make room."])],
    "quick": True,
    "versions": "Topmost 0.2.0, Python 3.11.7, SQLite 3.40.1",
    "process": {"workers": 2, "threads": 8, "number": 12345, "since": NOW, "unexpected": 1},
    "mails": False,
    "letter_words": LETTER_WORDS,
    "operates": True,
    "asks_password": True,
    "changes_address": True,
}
"""What these pages and the one of the account get beside their value."""
