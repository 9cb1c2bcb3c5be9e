"""What a file says of one item, as its tool writes it. Readers make these; everything else is the same for all tools."""

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
"""A larger thing with items in it (an epic), or a part of an item (a sub-task)."""


@dataclass(frozen=True, slots=True)
class SourceStep:
    """One line of a checklist."""

    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class SourceComment:
    """A comment: who wrote it and when, as written."""

    words: str
    author: str = ""
    at: str = ""


@dataclass(slots=True)
class SourceItem:
    """Days are as written. `state` None: the word `state_word` is unknown, or there is none. `place` sorts the waiting ones.

    `waits_for` and `holds` name other items by `key`, which is the reference where there is none: those that it waits for, and
    those that wait for it. `finished_else` is the next best day of a finished item. `blocked` is the reason of a block.
    `due` is a line that tells its due date.
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
    """What a reader makes of a file. `rows` counts all rows and records; `left_out` cells by column, or records by kind.

    `samples` has a cell of each such column. `headings`: all of them, and `columns` the heading of each field.
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
        """Take an item. Raises FlawedFile beyond the most rows."""
        if len(self.items) == MOST_ROWS:
            raise too_many_rows(item.line)
        item.words = packed(item.words)
        item.state_word, item.people, item.areas = map(self.held.once, (item.state_word, item.people, item.areas))
        self.items.append(item)
