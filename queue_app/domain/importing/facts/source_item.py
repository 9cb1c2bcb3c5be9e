"""An item as a file of its tool describes it. Readers create these; all later steps are the same for every tool."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from queue_app.domain.importing.decoding.packed import Packed, Remembered, packed
from queue_app.domain.importing.decoding.table import MOST_ROWS, too_many_rows
from queue_app.domain.importing.facts.questions import ImportQuestion
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.queue.item import State

Markup = Literal["markdown", "jira", "adf", "html"]
Part = Literal["", "container", "piece"]
"""A larger thing that contains items (an epic), or a part of an item (a sub-task)."""


@dataclass(frozen=True, slots=True)
class SourceStep:
    """One line of a checklist."""

    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class SourceComment:
    """A comment: its author and time, as written."""

    words: str
    author: str = ""
    at: str = ""


@dataclass(slots=True)
class SourceItem:
    """Dates are as written. `state` None: `state_word` is unknown or empty. `place` sorts the waiting items.

    `waits_for` and `holds` refer to other items by `key`, or by reference if they have no key: the items that this one
    waits for, and the items that wait for it. `finished_else` is the next best finish date of a finished item.
    `blocked` is the reason of a block. `due` is a line with its due date.
    """

    line: int
    reference: str = ""
    title: str = ""
    words: Packed = ""
    markup: Markup = "markdown"
    state: State | None = None
    state_word: str = ""
    created: str = ""
    started: str = ""
    finished: str = ""
    finished_else: str = ""
    people: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    steps: tuple[SourceStep, ...] = ()
    comments: tuple[SourceComment, ...] = ()
    blocked: str = ""
    place: tuple[float | str, ...] = ()
    part: Part = ""
    parent: str = ""
    dates_decide: bool = False
    key: str = ""
    waits_for: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    due: str = ""


@dataclass(slots=True)
class SourceFile:
    """The result of a reader. `rows` counts all rows and records; `left_out` counts cells by column, or records by kind.

    `samples` has a cell of each column that is left out. `headings`: all headings. `columns`: the heading of each
    field.
    """

    items: list[SourceItem] = field(default_factory=list)
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Flaw] = field(default_factory=list)
    questions: list[ImportQuestion] = field(default_factory=list)
    asks_containers: bool = False
    several_people: bool = False
    samples: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    held: Remembered = field(default_factory=Remembered, repr=False, compare=False)

    def add(self, item: SourceItem) -> None:
        """Add an item. Raises FlawedFile beyond MOST_ROWS."""
        if len(self.items) == MOST_ROWS:
            raise too_many_rows(item.line)
        item.words = packed(item.words)
        item.state_word, item.people, item.areas = map(self.held.once, (item.state_word, item.people, item.areas))
        self.items.append(item)
