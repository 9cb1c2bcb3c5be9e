"""A row to import, from any kind of file."""

from dataclasses import dataclass
from datetime import date, datetime

from queue_app.domain.importing.decoding.packed import Packed
from queue_app.domain.importing.facts.source_item import SourceStep
from queue_app.domain.queue.item import State

MOST_ROWS = 100_000
"""The most rows of one import: the team is locked for all of them at once."""

MOST_AREAS, MOST_PEOPLE, PERSON = 3, 50, 120
MOST_NAMES = {"area": 200, "people": 5_000}
"""The most distinct names in a file. The most frequent ones are kept."""


@dataclass(frozen=True, slots=True)
class Time:
    """A moment and its day in the team's zone, or only a day."""

    at: datetime | None
    on: date


@dataclass(frozen=True, slots=True)
class ImportNote:
    """A comment of another tool as a note. `author` is a name, not an account; `at` is None if unknown."""

    words: str
    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row to import. `ended` is when it was finished or dropped; `people` are names, not accounts.

    `flag`: why an open item is blocked. `steps` are its plan, `notes` its comments. `waits_for`: keys of other open
    rows. The key of a row without one is its reference.
    """

    line: int
    title: str
    words: Packed = ""
    reference: str | None = None
    state: State = State.WAITING
    created_at: datetime | None = None
    started: Time | None = None
    ended: Time | None = None
    people: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    flag: str = ""
    steps: tuple[SourceStep, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    key: str = ""
    waits_for: tuple[str, ...] = ()
