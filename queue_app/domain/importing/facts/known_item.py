"""The known facts of each item of a file, whatever tool wrote it. The import and its preview are made from these values."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from queue_app.domain.importing.dates.moment import Moment
from queue_app.domain.importing.decoding.packed import Packed, text_of
from queue_app.domain.importing.facts.questions import ImportQuestion
from queue_app.domain.importing.facts.source_item import Markup, Part, SourceStep
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.importing.markup.markdown import as_markdown
from queue_app.domain.importing.words.languages import language_of
from queue_app.domain.queue.item import State

LONGEST_WORDS = 40_000
"""Longer words are not converted to Markdown. An item keeps half of this at most."""


@dataclass(frozen=True, slots=True)
class KnownComment:
    """A comment, in the markup of its item. `at` is None if the file has no readable moment."""

    written: str
    author: str
    at: Moment | None


@dataclass(frozen=True, slots=True)
class KnownItem:
    """`finish_assumed`: the tool gives no finish, so the next best date was used. Names are as written, without "nobody".

    `waits_for`: the keys of the items that it waits for.
    """

    line: int
    reference: str
    title: str
    written: Packed
    markup: Markup
    state: State
    created: Moment | None
    started: Moment | None
    finished: Moment | None
    finish_assumed: bool
    people: tuple[str, ...]
    areas: tuple[str, ...]
    steps: tuple[SourceStep, ...]
    comments: tuple[KnownComment, ...]
    blocked: str
    part: Part
    parent: str
    key: str = ""
    waits_for: tuple[str, ...] = ()
    due: str = ""

    @property
    def words(self) -> str:
        """The words of the item as Markdown."""
        return as_markdown(text_of(self.written)[:LONGEST_WORDS], self.markup)

    def said(self, comment: KnownComment) -> str:
        """A comment as Markdown."""
        return as_markdown(comment.written[:LONGEST_WORDS], self.markup)

    @property
    def name(self) -> str:
        """The reference, or the title if there is none."""
        return self.reference or self.title


@dataclass(frozen=True, slots=True)
class FileLook:
    """The contents of a file. `items` are in file order; `waiting` and `running` are in the tool's order.

    `samples`: a cell of each column that is left out. `columns`: the heading of each field for which a person may
    choose another column.
    """

    kind: str
    encoding: str
    rows: int
    items: list[KnownItem]
    waiting: list[KnownItem]
    running: list[KnownItem]
    questions: list[ImportQuestion]
    left_out: Counter[str]
    problems: list[Flaw]
    samples: Mapping[str, str] = field(default_factory=dict)
    headings: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language code of the headings; empty if unknown."""
        return language_of(self.headings)

    def count(self, state: State) -> int:
        """The number of items in this state."""
        return sum(item.state is state for item in self.items)
