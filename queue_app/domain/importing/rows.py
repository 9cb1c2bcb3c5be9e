"""Rows of a file become values that can be imported, or flaws with line and field. Every row is checked completely.

The state of a row comes from its state column, in the words of this or another tool, else from its dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, Plural
from queue_app.domain.importing import times
from queue_app.domain.importing.columns import Columns
from queue_app.domain.importing.facts.source_item import SourceStep
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.foreign_words import STATES, folded
from queue_app.domain.importing.text import CsvRecord
from queue_app.domain.importing.times import NoTime, Slashes, Time, TimeRead
from queue_app.domain.queue.item import State

MOST_AREAS, MOST_PEOPLE, PERSON = 3, 50, 120
MOST_NAMES = {"area": 200, "people": 5_000}
"""The most different names in a file. With more, the column holds something else."""


@dataclass(frozen=True, slots=True)
class ImportNote:
    """A comment of another tool as a note. `author` is a name, not an account; `at` None: not told."""

    words: str
    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be imported. `ended` is when it was finished or dropped; `people` are names, not accounts.

    `flag`: why an open item is blocked. `steps` are its plan, `notes` its comments.
    """

    line: int
    title: str
    words: str = ""
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


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a file: its columns, the zone for times without one, the team's zone and its today."""

    columns: Columns
    headings: int
    zone: ZoneInfo
    team_zone: ZoneInfo
    today: date
    slashes: Slashes | None = None


def check_rows(records: Iterable[CsvRecord], how: Reading) -> list[Row]:
    """All rows. Raises FlawedFile with every flaw of every row."""
    rows: list[Row] = []
    flaws: list[Flaw] = []
    for record in records:
        checking = _Checking(record, how)
        rows.append(checking.row())
        flaws += checking.flaws
    flaws += _too_many("area", ((row.line, row.areas) for row in rows))
    flaws += _too_many("people", ((row.line, row.people) for row in rows))
    if flaws:
        raise FlawedFile(flaws)
    return rows


def _too_many(name: str, named: Iterable[tuple[int, tuple[str, ...]]]) -> list[Flaw]:
    most, different = MOST_NAMES[name], set[str]()
    for line, names in named:
        different.update(names)
        if len(different) > most:
            reason = N_("This column has more than {most} different names. Check that it is the right one.")
            return [Flaw(line, name, reason, {"most": most})]
    return []


@dataclass(slots=True)
class _Checking:
    """One row while it is checked. It collects all flaws, so that a person corrects a file in one go."""

    record: CsvRecord
    how: Reading
    flaws: list[Flaw] = field(default_factory=list)

    def row(self) -> Row:
        self._check_width()
        started, finished = self._in_order(self._when("started"), self._when("finished"))
        state = self._state(started, finished)
        return Row(
            line=self.record.line,
            title=self._clean("title", self._cell("title"), inputs.TITLE, least=1),
            words=self._clean("words", self._cell("words"), inputs.WORDS, as_line=False),
            reference=self._clean("reference", self._cell("reference"), inputs.REFERENCE) or None,
            state=state,
            created_at=self._created(started or finished),
            started=started,
            ended=finished if state in (State.FINISHED, State.DROPPED) else None,
            people=self._several("people", PERSON, MOST_PEOPLE),
            areas=self._several("area", inputs.AREA, MOST_AREAS),
        )

    def _wrong(self, name: str, reason: str | Plural, **facts: Any) -> None:
        self.flaws.append(Flaw(self.record.line, name, reason, facts))

    def _check_width(self) -> None:
        if any(cell.strip() for cell in self.record.cells[self.how.headings :]):
            self._wrong(
                "file",
                N_(
                    "This row has {cells} cells but {headings} headings. Put quotation marks around cells with separators."
                ),
                cells=len(self.record.cells),
                headings=self.how.headings,
            )

    def _cells(self, name: str) -> list[str]:
        cells = self.record.cells
        return [cells[place] for place in self.how.columns.get(name, ()) if place < len(cells)]

    def _cell(self, name: str) -> str:
        places, cells = self.how.columns.get(name, ()), self.record.cells
        return cells[places[0]] if places and places[0] < len(cells) else ""

    def _clean(self, name: str, cell: str, most: int, least: int = 0, *, as_line: bool = True) -> str:
        if not cell and not least:
            return ""
        try:
            return inputs.line(name, cell, most, least) if as_line else inputs.text(name, cell, most)
        except InputError as error:
            self.flaws.append(Flaw(self.record.line, name, error.sentence, error.facts))
            return ""

    def _several(self, name: str, each: int, most: int) -> tuple[str, ...]:
        """The names in all cells, separated by semicolons, without repetition."""
        parts = [self._clean(name, part, each) for cell in self._cells(name) for part in cell.split(";")]
        names: dict[str, str] = {}
        for part in filter(None, parts):
            names.setdefault(part.casefold(), part)
        if len(names) > most:
            self._wrong(name, N_("There are {count} here. Use at most {most}."), count=len(names), most=most)
        return tuple(names.values())

    def _when(self, name: str) -> TimeRead | None:
        cell = self._cell(name).strip()
        try:
            return times.read(cell, self.how.zone, self.how.slashes) if cell else None
        except NoTime as error:
            self._wrong(name, str(error))
            return None

    def _in_order(self, start: TimeRead | None, finish: TimeRead | None) -> tuple[Time | None, Time | None]:
        both = times.settled(start, finish, self.how.team_zone)
        if both is None:
            self._wrong("finished", N_("This is before the start."))
            return None, None
        return self._past("started", both[0]), self._past("finished", both[1])

    def _past(self, name: str, when: Time | None) -> Time | None:
        if when is not None and when.on > self.how.today:
            self._wrong(name, N_("This is in the future."))
        return when

    def _created(self, otherwise: Time | None) -> datetime | None:
        """The moment of creation; without one, the first known time of the row."""
        settled = times.settled(self._when("created"), None, self.how.team_zone)
        when = (self._past("created", settled[0]) if settled else None) or otherwise
        if when is None:
            return None
        return when.at or datetime.combine(when.on, time(), self.how.team_zone).astimezone(UTC)

    def _state(self, started: Time | None, finished: Time | None) -> State:
        word = self._cell("state").strip()
        state = state_of(word, started=started is not None, finished=finished is not None)
        if state is None:
            reason = N_("“{word}” is not a known state. Use {known}, for example.")
            self._wrong("state", reason, word=word[:40], known=", ".join(KNOWN))
        if state is State.FINISHED and finished is None and not any(flaw.field == "finished" for flaw in self.flaws):
            self._wrong("finished", N_("A finished row needs its finish day."))
        return state or State.WAITING


KNOWN = ("waiting", "in progress", "finished", "dropped", "to do", "done", "open", "closed")
"""Some of the accepted words, for a message."""


def state_of(word: str, *, started: bool, finished: bool) -> State | None:
    """The state of a row; `word` may be empty. None: an unknown word."""
    by_days = State.FINISHED if finished else State.IN_PROGRESS if started else State.WAITING
    if not word:
        return by_days
    possible = STATES.get(folded(word))
    if possible is None:
        return None
    return by_days if by_days in possible else possible[0]
