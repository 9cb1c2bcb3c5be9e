"""The words of other tools: the headings of their files and their names of states, folded. Only read, never shown."""

import re
from collections.abc import Mapping

from queue_app.domain.queue.item import State

Headings = Mapping[str, tuple[str, ...]]

PLAIN: Headings = {
    "title": ("title", "name", "summary", "subject"),
    "reference": ("reference", "ref", "id", "key", "number"),
    "state": ("state", "status"),
    "created": ("created", "created at", "created on", "creation date"),
    "started": ("started", "started at", "started on", "start", "start date"),
    "finished": (
        "finished",
        "finished at",
        "finished on",
        "resolved",
        "completed",
        "closed",
        "completion date",
        "done",
    ),
    "people": ("people", "worked along", "assignee", "assignees"),
    "area": ("area", "areas", "component", "components", "category"),
    "words": ("words", "description", "body", "text"),
}
JIRA: Headings = {
    "title": ("summary",),
    "reference": ("issue key", "key"),
    "state": ("status category", "status"),
    "created": ("created",),
    "started": ("actual start",),
    "finished": ("resolved", "actual end"),
    "people": ("assignee",),
    "area": ("components", "component s"),
    "words": ("description",),
}
KANBOARD: Headings = {
    "title": ("title",),
    "reference": ("task id",),
    "state": ("status",),
    "created": ("creation date",),
    "started": ("start date",),
    "finished": ("completion date",),
    "people": ("assignee name",),
    "area": ("category",),
    "words": ("description",),
}

_WAITING, _RUNNING, _FINISHED, _DROPPED = State.WAITING, State.IN_PROGRESS, State.FINISHED, State.DROPPED

_OPEN = (_WAITING, _RUNNING)
"""For words that only mean "not finished": a row with a start is in progress."""

STATES: dict[str, tuple[State, ...]] = {
    **dict.fromkeys(("waiting", "to do", "todo", "new", "ready", "planned", "reopened", "backlog"), (_WAITING,)),
    **dict.fromkeys(("in progress", "running", "started", "doing", "in review", "review", "testing"), (_RUNNING,)),
    **dict.fromkeys(("finished", "done", "closed", "resolved", "completed", "complete", "merged"), (_FINISHED,)),
    **dict.fromkeys(("dropped", "cancelled", "canceled", "rejected", "won t do", "abandoned"), (_DROPPED,)),
    "open": _OPEN,
}


def folded(word: str) -> str:
    """A heading or a state in the form of the tables above."""
    return re.sub(r"[\W_]+", " ", word.casefold()).strip()
