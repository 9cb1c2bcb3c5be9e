"""The document that a team is exported as: its name and version, what it has, and what it leaves out."""

from typing import Final

from queue_app.domain.queue.changes import FIELDS

FORMAT: Final = "topmost"
VERSION: Final = 2
"""It rises when an older reader would take a file wrongly. A reader refuses versions that it does not know."""
READ: Final = (1, 2)
"""The versions that are read. Version 1 tells of no waits."""

LEFT_OUT = (
    "people and roles",
    "who was on which item",
    "evidence for cover",
    "what people say they can take",
    "absences",
    "skips",
    "waits for items of other teams",
    "links and tokens",
    "changes of settings",
)
"""What the file says that it does not have."""

SETTINGS = (
    *("time_zone", "working_days", "end_of_day", "standup_days", "standup_minute", "who_orders", "who_limits"),
    *("finished_means", "agent_silence", "agents_finish", "history_from"),
)
"""The columns of the team, without its name."""

OF_ITEM = tuple(name for name in FIELDS if name != "block_id")
"""The fields of an item that its history tells too. Whether it is blocked follows from its blocks."""
BESIDES = ("words", "reference", "created_at", "came_on", "dropped_on")
"""Its other columns."""
OF_BLOCK = ("sentence", "kind", "next_step", "look_again", "from_at", "edited_at", "to_at")
OF_WAIT = ("on", "n", "at")
"""`on` is the number of the item that is waited for, `n` counts the waits of an item."""
OF_QUOTE = ("day", "place", "about", "n", "p50", "p70", "p85", "p95", "overtaken")

SIGNED = "signed"
"""The name of an author without an account, in the data of an event that was imported."""


def is_export(value: object) -> bool:
    """Whether a JSON value is such a document, of any version."""
    return isinstance(value, dict) and value.get("format") == FORMAT
