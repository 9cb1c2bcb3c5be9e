"""Restores a whole export into a team without items, with its order, history and settings, in one act.

The file is checked before the lock, like any user input. Under the lock, only what may have changed is checked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain import inputs
from queue_app.domain.exporting.references import References
from queue_app.domain.exporting.schema import OF_BLOCK, OF_ITEM, OF_QUOTE
from queue_app.domain.exporting.team_file import read_team
from queue_app.domain.exporting.team_items import ToldItem, ToldNote
from queue_app.domain.exporting.team_parts import TeamFile
from queue_app.domain.folding import search_fold
from queue_app.domain.importing.decoding.packed import text_of
from queue_app.domain.queue.order import RANK_GAP
from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.domain.well_formed import Malformed
from queue_app.store.db import bulk
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.importing import names as import_names
from queue_app.store.importing import whole as store
from queue_app.store.importing.whole import COLUMNS, Parts
from queue_app.store.queue.items import folded
from queue_app.store.tables import AREA, BLOCK, EVENT, IMAGE, ITEM, ITEM_AREA, KIND, NOTE, STEP, WAIT
from queue_app.usecases.importing.counted import counted
from queue_app.usecases.importing.export_text import broken, document_in
from queue_app.usecases.importing.import_items import MANY, Outdated
from queue_app.usecases.importing.prepared_import import Progress, silent
from queue_app.usecases.importing.whole_images import Pictures, image_rows, pictures_of
from queue_app.usecases.team.settings import zones
from queue_app.usecases.transaction import ATTEMPTS, Outcome, in_transaction, run, utc_now
from queue_app.usecases.tx import Actor, Result, Tx, write


def import_export(
    doors: Doors,
    actor: Actor,
    team: Team,
    held: list[bytes],
    *,
    progress: Progress = silent,
    clock_now: Callable[[], datetime] = utc_now,
    **how: Any,
) -> Outcome | None:
    """Restore a whole export. None if the file is not an export, or if the team has items: then import its items as usual.

    The content of an export is taken out of `held`, so that it is not in memory together with the parsed document. The
    result has the counts of `import_items`, and `whole` is true. `how` (key, digest) is passed to `transaction.run`.
    Raises FlawedFile with the flaws.
    """
    document = document_in(held[0]) if _stands(doors, team).empty else None
    if document is None:
        return None
    held.clear()
    documents = [document]
    del document
    try:
        file = read_team(documents.pop(), zones(), clock_now())
    except Malformed as wrong:
        raise broken(wrong) from wrong
    pictures = pictures_of(file, progress)
    for _ in range(ATTEMPTS):
        with doors.reading() as conn:
            standing, own = store.standing(conn, team.id), store.own_areas(conn, team.id)
        if not standing.empty:
            return None
        prepared = WholeTeam(team.id, file, pictures, standing.revision, own, progress)
        try:
            outcome = run(
                doors, restore_team, actor, prepared=prepared, lay_out=prepared.lay_out, clock_now=clock_now, **how
            )
        except Outdated:
            continue
        if len(file.items) >= MANY and not doors.is_sqlite:
            in_transaction(doors, bulk.analyze_tables)
        return outcome
    raise DatabaseBusy


def comes_whole(doors: Doors, team: Team, raw: bytes) -> bool:
    """Whether `import_export` would restore the file: it is an export, and the team has no items. Raises FlawedFile."""
    return _stands(doors, team).empty and document_in(raw) is not None


def _stands(doors: Doors, team: Team) -> store.TeamStanding:
    with doors.reading() as conn:
        return store.standing(conn, team.id)


@dataclass(slots=True)
class WholeTeam:
    """An export that is ready to write into the team. `revision` and `own` (areas to keep) are from the time of preparation."""

    team: int
    file: TeamFile
    pictures: Pictures
    revision: int
    own: Mapping[str, int]
    progress: Progress
    items: dict[int, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    taken: dict[Any, Sequence[int]] = field(default_factory=dict)
    """{table: the new ids}, in the order of the file."""

    @property
    def last_number(self) -> int:
        """The highest number of an item."""
        return max((told.item.number for told in self.file.items), default=0)

    def lay_out(self, connection: Connection) -> None:
        """Take ids, and write the rows into temporary tables, before the lock."""
        file = self.file
        self.progress(0, len(file.items))
        notes = sorted(note.n for told in file.items for note in told.notes)
        counts = {ITEM: len(file.items), BLOCK: file.begun, NOTE: len(notes), AREA: len(file.areas)}
        counts |= {KIND: len(file.block_kinds)}
        self.taken = {table: store.take_ids(connection, table, count) for table, count in counts.items()}
        numbers = sorted(told.item.number for told in file.items)
        self.items = dict(zip(numbers, self.taken[ITEM], strict=True))
        new = {area["name"]: id_ for area, id_ in zip(file.areas, self.taken[AREA], strict=True)}
        self.areas = {name: self.own.get(name.casefold(), id_) for name, id_ in new.items()}
        self.kinds = {kind["name"]: id_ for kind, id_ in zip(file.block_kinds, self.taken[KIND], strict=True)}
        store.lay_out(connection, ITEM, map(self._item, file.items))
        store.lay_out(connection, BLOCK, self._blocks())
        store.lay_out(connection, ITEM_AREA, self._tags())
        store.lay_out(connection, STEP, self._steps())
        store.lay_out(connection, WAIT, self._waits())
        store.lay_out(connection, NOTE, self._notes(dict(zip(notes, self.taken[NOTE], strict=True))))
        store.lay_out(connection, IMAGE, image_rows(self.team, file, self.pictures, self.items))
        store.lay_out(connection, EVENT, self._events())

    def are_free(self, connection: Connection) -> bool:
        """Whether the ids are still free, under the lock."""
        return all(store.are_free(connection, table, ids) for table, ids in self.taken.items())

    def _item(self, told: ToldItem) -> list[Any]:
        item = told.item
        texts = {"title": item.title, "words": text_of(told.words), "reference": told.reference}
        values: dict[str, Any] = {name: getattr(item, name) for name in OF_ITEM} | texts
        values |= {"id": self.items[item.number], "team_id": self.team, "version": 1, "folded": folded(texts)}
        values["rank"] = None if item.rank is None else item.rank * RANK_GAP
        values |= {"origin_id": None if item.origin_id is None else self.items[item.origin_id]}
        values |= {"created_at": told.created_at, "came_on": told.came_on, "dropped_on": told.dropped_on}
        return [values[name] for name in COLUMNS[ITEM]]

    def _blocks(self) -> Iterator[list[Any]]:
        """The rows of the items' blocks. File and events both list an item's blocks in the order in which they began."""
        of_item: dict[int, list[int]] = {}
        for block, number in self.file.blocks.items():
            of_item.setdefault(number, []).append(self.taken[BLOCK][block - 1])
        for told in self.file.items:
            number = told.item.number
            for spell, id_ in zip(told.blocks, of_item.get(number, ()), strict=True):
                values: dict[str, Any] = {name: getattr(spell, name) for name in OF_BLOCK}
                values |= {"id": id_, "team_id": self.team, "item_id": self.items[number]}
                values["kind_id"] = None if spell.kind is None else self.kinds[spell.kind]
                yield [values[name] for name in COLUMNS[BLOCK]]

    def _tags(self) -> Iterator[list[Any]]:
        for told in self.file.items:
            for n, area in enumerate(told.areas, 1):
                yield [self.team, self.items[told.item.number], self.areas[area], n]

    def _steps(self) -> Iterator[list[Any]]:
        for told in self.file.items:
            for n, step in enumerate(told.plan, 1):
                yield [self.team, self.items[told.item.number], n, step.words, step.done_at]

    def _waits(self) -> Iterator[list[Any]]:
        for told in self.file.items:
            for wait in told.waits:
                item, on = self.items[told.item.number], self.items[wait.on]
                values: dict[str, Any] = {
                    "team_id": self.team,
                    "item_id": item,
                    "on_team_id": self.team,
                    "on_item_id": on,
                }
                values |= {"n": wait.n, "at": wait.at}
                yield [values[name] for name in COLUMNS[WAIT]]

    def _notes(self, ids: Mapping[int, int]) -> Iterator[list[Any]]:
        for told in self.file.items:
            for note in told.notes:
                words = _signed(note)
                values: dict[str, Any] = {"id": ids[note.n], "team_id": self.team, "words": words, "by": None}
                values |= {"item_id": self.items[told.item.number], "folded": search_fold(words)}
                values |= {"agent": note.agent, "at": note.at, "corrected_at": note.corrected_at}
                yield [values[name] for name in COLUMNS[NOTE]]

    def _events(self) -> Iterator[list[Any]]:
        references = References(
            item=self.items.__getitem__,
            area=self.areas.__getitem__,
            kind=self.kinds.__getitem__,
            event=int,
            block=lambda block, _: self.taken[BLOCK][block - 1],
            team=self.team,
        )
        for seq, event in enumerate(self.file.events, 1):
            values = {"team_id": self.team, "seq": seq, "at": event.at, "kind": event.kind, "by": None}
            values["data"] = references.of(event.data)
            yield [values[name] for name in COLUMNS[EVENT]]

    def parts(self) -> Parts:
        """The rows of the small tables."""
        file = self.file
        areas = [
            {"id": self.areas[area["name"]], "name": area["name"], "folded": area["name"].casefold()}
            | {name: area[name] for name in ("for_agents", "archived_at")}
            for area in file.areas
        ]
        into = {area["name"]: area["merged_into"] for area in file.areas if area["merged_into"] is not None}
        return Parts(
            settings=file.settings,
            slots=file.slots,
            agent_slots=file.agent_slots,
            areas=areas,
            merged={self.areas[name]: self.areas[other] for name, other in into.items()},
            kinds=[{"id": self.kinds[kind["name"]], **kind} for kind in file.block_kinds],
            days_off=file.days_off,
        )

    def coins(self) -> list[dict[str, Any]]:
        """The rows of the coins."""
        coins = []
        for coin in self.file.coins:
            low, high = sorted(self.items[number] for number in coin["items"])
            coins.append({"low_id": low, "high_id": high, "winner_id": self.items[coin["winner"]], "at": coin["at"]})
        return coins

    def quotes(self) -> list[dict[str, Any]]:
        """The rows of the quoted dates."""
        return [
            {name: quote[name] for name in OF_QUOTE}
            | {"item_id": None if quote["item"] is None else self.items[quote["item"]], "backwards": False}
            for quote in self.file.quotes
        ]


def _signed(note: ToldNote) -> str:
    """The words of a note below its author's name, like comments of other tools. Without the name if that is too long."""
    own = text_of(note.words)
    words = f"{note.author}:\n\n{own}" if note.author and not note.agent else own
    return words if len(words) <= inputs.WORDS else own


def _events(prepared: WholeTeam) -> int:
    return len(prepared.file.events) + 1


def _new_items(prepared: WholeTeam) -> int:
    return prepared.last_number


@write(Right.MANAGE, events=_events, new_items=_new_items)
def restore_team(tx: Tx, *, prepared: WholeTeam) -> Result:
    """Write the prepared team. Raises Outdated if the team has changed since, or if its ids are taken."""
    file, count = prepared.file, len(prepared.file.events)
    before = tx.seq - _events(prepared)
    if before != prepared.revision or tx.last_number != prepared.last_number or not prepared.are_free(tx.conn):
        raise Outdated
    store.put_behind(tx.conn, tx.team.id, count, max((event.at for event in file.events), default=None))
    store.set_up(tx.conn, tx.team.id, prepared.parts(), prepared.own)
    store.move_in(tx.conn, tx.team.id)
    forget_backward_quotes(tx.conn, tx.team.id)
    store.add_rest(tx.conn, tx.team.id, prepared.coins(), prepared.quotes())
    authors = {note.author for told in file.items for note in told.notes if note.author and not note.agent}
    _, people = import_names.former_people(tx.conn, tx.team.id, authors)
    tx.take_events(count)
    tx.record("settings", restored={"items": len(file.items), "events": count})
    prepared.progress(len(file.items), len(file.items))
    return counted(file) | {"people": len(people)}
