"""The export document of a team: its name and version, its contents, and what it leaves out."""

from typing import Final

from queue_app.domain.queue.changes import FIELDS

FORMAT: Final = "topmost"
VERSION: Final = 2
"""Increased when an older reader would misread a file. A reader refuses unknown versions."""
READ: Final = (1, 2)
"""The versions that can be read. Version 1 has no waits."""

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
"""What the file lists as not included."""

SETTINGS = (
    *("time_zone", "working_days", "end_of_day", "standup_days", "standup_minute", "who_orders", "who_limits"),
    *("finished_means", "agent_silence", "agents_finish", "history_from"),
)
"""The columns of the team, without its name."""

OF_ITEM = tuple(name for name in FIELDS if name != "block_id")
"""The item fields that the history has too. Whether an item is blocked follows from its blocks."""
BESIDES = ("words", "reference", "created_at", "came_on", "dropped_on")
"""The other columns of an item."""
OF_BLOCK = ("sentence", "kind", "next_step", "look_again", "from_at", "edited_at", "to_at")
OF_WAIT = ("on", "n", "at")
"""`on` is the number of the item that is waited for, `n` numbers the waits of an item."""
OF_QUOTE = ("day", "place", "about", "n", "p50", "p70", "p85", "p95", "overtaken")

SIGNED = "signed"
"""The key of an author without an account, in the data of an imported event."""


def is_export(value: object) -> bool:
    """Whether a JSON value is such a document, in any version."""
    return isinstance(value, dict) and value.get("format") == FORMAT
