"""An import that is ready to write: its rows in the database's format, with their names, places and belongings."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.importing import items as rule
from queue_app.domain.importing.decoding.packed import text_of
from queue_app.domain.importing.items import ImportRoom, NewRows, Wip
from queue_app.domain.importing.names import ImportedNames, imported_names
from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State
from queue_app.domain.team.team import Team
from queue_app.store.chores import EVIDENCE_DAYS
from queue_app.store.db.bulk import Cells
from queue_app.store.db.engine import Doors
from queue_app.store.importing import acts, ahead
from queue_app.store.importing import items as importing
from queue_app.store.importing import names as import_names
from queue_app.store.importing.ahead import Numbers
from queue_app.store.importing.items import Firsts, Readier
from queue_app.usecases.importing.belongings import Belongings
from queue_app.usecases.transaction import in_transaction
from queue_app.usecases.tx import Result


@dataclass(frozen=True, slots=True)
class ImportAct:
    """What is stored about an import: the name of its file, the tool, and a person's answers."""

    name: str
    kind: str
    answers: Mapping[str, Any] = field(default_factory=dict)


UNNAMED = ImportAct("-", "csv")
Progress = Callable[[int, int], None]
"""Called with the number of items written and the total. An exception from it rolls the import back."""


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """What was written: the ids of items, areas and people, and what only this import created.

    `numbers`: the numbers of an import that was written before the lock.
    """

    ids: Sequence[int]
    firsts: Firsts
    areas: Mapping[str, int]
    people: Mapping[str, int]
    new_areas: Sequence[str]
    made: Result
    numbers: Numbers | None


def silent(_written: int, _of: int) -> None:
    """A progress callback that does nothing."""


@dataclass(slots=True)
class Import:
    """An import that is ready to write. `were`: {name: id of the member}.

    `lay_out` sets `ids`, and on PostgreSQL also `written`.
    """

    doors: Doors
    team: Team
    rows: list[Row]
    at: datetime
    belongings: Belongings
    names: ImportedNames
    room: ImportRoom
    wip: Wip | None
    counted: Result
    progress: Progress
    ids: Sequence[int] = ()
    were: Mapping[str, int] = field(default_factory=dict)
    act: ImportAct = UNNAMED
    written: WrittenRows | None = None

    def _ready(self) -> Iterator[Cells]:
        readier = Readier(self.doors.engine.dialect, self.team)
        items = rule.make_items(self.rows, self.room.slots, self.team, self.at)
        for row, item in zip(self.rows, items, strict=True):
            yield readier.ready(item, text_of(row.words), row.reference, row.created_at or self.at)

    def _tags(self) -> Iterator[Cells]:
        nth = {key: n for n, key in enumerate(self.names.areas)}
        for id_, row, touched in zip(self.ids, self.rows, self.names.touched, strict=True):
            done_on = _done_on(row) if touched else None
            for n, key in enumerate(touched, start=1):
                yield id_, nth[key], n, done_on

    def _evidence(self) -> Iterator[Cells]:
        nth = {key: n for n, key in enumerate(self.names.areas)}
        person = {name: n for n, name in enumerate(self.names.people)}
        for n, on, workers in self.names.evidence:
            for key in self.names.touched[n]:
                for name in workers:
                    yield self.ids[n], nth[key], on, person[name]

    def lay_out(self, connection: Connection) -> None:
        """Before the lock: write the rows into temporary tables, and on PostgreSQL into the real tables."""
        self.written = None
        self.progress(0, len(self.rows))
        if not self.doors.is_sqlite:
            ahead.be_the_only_one(connection, self.team.id)
        self.ids = importing.new_ids(connection, len(self.rows))
        belonging = self.belongings.laid_out(connection)
        importing.lay_out(connection, self.ids, rule.places(self.rows, self.ids), self._ready(), belonging)
        import_names.lay_out(connection, self._tags(), self._evidence())
        if self.doors.is_sqlite:
            return
        counts = {"count": len(self.rows), "open_ones": rule.open_ones(self.rows)}
        numbers = in_transaction(self.doors, ahead.take_numbers, team=self.team.id, **counts)
        ahead.sum_later(connection)
        self.written = self.write(connection, Firsts(numbers.first, numbers.rank), numbers)

    def write(self, connection: Connection, firsts: Firsts, numbers: Numbers | None = None) -> WrittenRows:
        """Write the items and what belongs to them, except events, slots and blocks."""
        team, names = self.team.id, self.names
        for done in importing.insert_items(connection, team, len(self.rows), firsts):
            self.progress(done, len(self.rows))
        ids = [firsts.id + id_ for id_ in self.ids]
        self.belongings.write(connection, team, ids, self.were)
        evidence = acts.last_evidence(connection)
        areas, new_areas = import_names.areas(connection, team, names.areas)
        people, new = import_names.former_people(connection, team, names.people)
        ids_of_names = [areas[key] for key in names.areas], [people[name] for name in names.people]
        import_names.move_in(connection, team, firsts.id, *ids_of_names)
        made = {"areas": [areas[name.casefold()] for name in new_areas], "people": [people[name] for name in new]}
        made |= {"evidence": [evidence, acts.last_evidence(connection)]}
        return WrittenRows(ids, firsts, {name: areas[name] for name in names.areas}, people, new_areas, made, numbers)


def prepare(
    doors: Doors, team: Team, new: NewRows, room: ImportRoom, wip: Wip | None, at: datetime, progress: Progress
) -> Import:
    """Prepare the import without an open connection, because many rows take seconds.

    The cells are created only when they are written.
    """
    states = Counter(item.state for item in rule.make_items(new.rows, room.slots, team, at))
    names = imported_names(new.rows, team.day(at) - EVIDENCE_DAYS)
    counted: Result = {state.value: states[state] for state in State}
    counted |= {"imported": len(new.rows), "known": new.known, "repeated": new.repeated, "limit": room.limit}
    belongings = Belongings(new.rows, at)
    counted |= {"skipped": list(new.skipped), "waits": 0, **belongings.counts}
    return Import(doors, team, new.rows, at, belongings, names, room, wip, counted, progress)


def _done_on(row: Row) -> date | None:
    return row.ended.on if row.state is State.FINISHED and row.ended is not None else None
