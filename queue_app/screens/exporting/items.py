"""The items of a team for its export, in chunks, each with all that belongs to it."""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from queue_app.domain.exporting.schema import BESIDES, OF_BLOCK, OF_ITEM, OF_WAIT
from queue_app.domain.queue.changes import plain
from queue_app.screens.exporting.places import Places
from queue_app.store.tables import AREA, BLOCK, FORMER, IMAGE, ITEM, ITEM_AREA, KIND, NOTE, PERSON, STEP, WAIT

CHUNK = 500
"""The number of items or events in memory at a time."""

Fields = dict[str, Any]
_TEAM: BindParameter[int] = bindparam("team")
_IDS: BindParameter[list[int]] = bindparam("items", expanding=True)
_NUMBERS = select(ITEM.c.id, ITEM.c.number).where(ITEM.c.team_id == _TEAM).order_by(ITEM.c.id)
_IN_ORDER = select(ITEM.c.id, func.row_number().over(order_by=ITEM.c.rank).label("place")).where(
    ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None)
)
_PLACES = _IN_ORDER.order_by(ITEM.c.id)
_NOTES_OF_TEAM = select(NOTE.c.id, func.row_number().over(order_by=NOTE.c.id)).where(NOTE.c.team_id == _TEAM)
_FORMER = select(FORMER.c.name).where(FORMER.c.team_id == _TEAM)
_ITEMS = (
    select(*(ITEM.c[name] for name in ("id", *OF_ITEM, *BESIDES)))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.number > bindparam("after"))
    .order_by(ITEM.c.number)
    .limit(CHUNK)
)
_AREAS = (
    select(ITEM_AREA.c.item_id, AREA.c.name)
    .join(AREA, AREA.c.id == ITEM_AREA.c.area_id)
    .where(ITEM_AREA.c.team_id == _TEAM, ITEM_AREA.c.item_id.in_(_IDS))
    .order_by(ITEM_AREA.c.item_id, ITEM_AREA.c.n)
)
_BLOCKS = (
    select(BLOCK.c.item_id, *(BLOCK.c[name] for name in OF_BLOCK if name != "kind"), KIND.c.name.label("kind"))
    .select_from(BLOCK.outerjoin(KIND, KIND.c.id == BLOCK.c.kind_id))
    .where(BLOCK.c.team_id == _TEAM, BLOCK.c.item_id.in_(_IDS))
    .order_by(BLOCK.c.id)
)
_STEPS = (
    select(STEP.c.item_id, STEP.c.words, STEP.c.done_at)
    .where(STEP.c.team_id == _TEAM, STEP.c.item_id.in_(_IDS))
    .order_by(STEP.c.item_id, STEP.c.n)
)
_NOTES = (
    select(NOTE.c.item_id, NOTE.c.id, NOTE.c.words, NOTE.c.agent, NOTE.c.at, NOTE.c.corrected_at, PERSON.c.name)
    .select_from(NOTE.outerjoin(PERSON, PERSON.c.id == NOTE.c.by))
    .where(NOTE.c.team_id == _TEAM, NOTE.c.item_id.in_(_IDS))
    .order_by(NOTE.c.id)
)
_WITH_IMAGES = select(IMAGE.c.item_id).distinct().where(IMAGE.c.team_id == _TEAM, IMAGE.c.item_id.in_(_IDS))
_IMAGES = (
    select(IMAGE.c.n, IMAGE.c.alt, IMAGE.c.at, IMAGE.c.removed_at, IMAGE.c.content)
    .where(IMAGE.c.team_id == _TEAM, IMAGE.c.item_id == bindparam("item"))
    .order_by(IMAGE.c.n)
)
_ON = ITEM.alias("waited_for")
_WAITS = (
    select(WAIT.c.item_id, WAIT.c.n, WAIT.c.at, _ON.c.number.label("on"))
    .select_from(WAIT.join(_ON, (_ON.c.team_id == WAIT.c.on_team_id) & (_ON.c.id == WAIT.c.on_item_id)))
    .where(WAIT.c.team_id == _TEAM, WAIT.c.on_team_id == _TEAM, WAIT.c.item_id.in_(_IDS))
    .order_by(WAIT.c.item_id, WAIT.c.n)
)
_AUTHOR = re.compile(r"([^\n]{1,120}):\n\n(?=\S)")
"""The start of an imported note whose author has no account."""


def numbers_of(connection: Connection, team: int) -> Places:
    """{id: number} of all items of the team."""
    return Places(connection.execute(_NUMBERS, {"team": team}))


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads items with all that belongs to them. `numbers` has all items, `former` the names without an account."""

    connection: Connection
    team: int
    numbers: Places
    places: Places
    notes: Places
    former: frozenset[str]

    @classmethod
    def of(cls, connection: Connection, team: int, numbers: Places) -> "ItemReader":
        """A reader for one team."""
        query = {"team": team}
        return cls(
            connection,
            team,
            numbers,
            Places(connection.execute(_PLACES, query)),
            Places(connection.execute(_NOTES_OF_TEAM.order_by(NOTE.c.id), query)),
            frozenset(connection.execute(_FORMER, query).scalars()),
        )

    def items(self) -> Iterator[Fields]:
        """All items in order of their numbers, as objects of the export. Fields without a value are omitted."""
        after = 0
        while rows := self.connection.execute(_ITEMS, {"team": self.team, "after": after}).mappings().all():
            ids = [row["id"] for row in rows]
            belongings = {
                "areas": areas_by_item(self.connection, self.team, ids),
                "blocks": self._by_item(_BLOCKS, ids, _block),
                "plan": self._by_item(_STEPS, ids, _step),
                "notes": self._by_item(_NOTES, ids, self._note),
                "waits": self._by_item(_WAITS, ids, _wait),
            }
            with_images = set(self.connection.execute(_WITH_IMAGES, {"team": self.team, "items": ids}).scalars())
            for row in rows:
                own = {name: by_item[row["id"]] for name, by_item in belongings.items()}
                images = self._images(row["id"]) if row["id"] in with_images else []
                yield some(self._fields(row) | own | {"images": images})
            after = rows[-1]["number"]

    def _fields(self, row: Mapping[Any, Any]) -> Fields:
        fields = {name: plain(row[name]) for name in (*OF_ITEM, *BESIDES)}
        if fields["origin_id"] is not None:
            fields["origin_id"] = self.numbers[fields["origin_id"]]
        return fields | {"place": self.places.get(row["id"])}

    def _images(self, item: int) -> list[Fields]:
        """The images of one item. The images of several items would take too much memory."""
        return [_image(row) for row in self.connection.execute(_IMAGES, {"team": self.team, "item": item})]

    def _by_item(
        self, query: Select[Any], ids: Sequence[int], made: Callable[[Any], Any]
    ) -> defaultdict[int, list[Any]]:
        return _by_item(self.connection, query, {"team": self.team, "items": ids}, made)

    def _note(self, row: Any) -> Fields:
        """A note with its author's name. An imported note begins with that name."""
        author, words = None if row.agent else row.name, row.words
        begun = _AUTHOR.match(words) if not author and not row.agent else None
        if begun is not None and begun[1] in self.former:
            author, words = begun[1], words[begun.end() :]
        note = {"n": self.notes[row.id], "words": words, "author": author, "agent": row.agent, "at": plain(row.at)}
        return some(note | {"corrected_at": plain(row.corrected_at)})


def areas_by_item(connection: Connection, team: int, ids: Sequence[int]) -> defaultdict[int, list[Any]]:
    """{id of an item: the names of its areas}."""
    return _by_item(connection, _AREAS, {"team": team, "items": ids}, _area)


def _by_item(
    connection: Connection, query: Select[Any], which: Fields, made: Callable[[Any], Any]
) -> defaultdict[int, list[Any]]:
    of_item: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(query, which):
        of_item[row.item_id].append(made(row))
    return of_item


def some(fields: Fields) -> Fields:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value}


def _area(row: Any) -> str:
    return str(row.name)


def _block(row: Any) -> Fields:
    return some({name: plain(getattr(row, name)) for name in OF_BLOCK})


def _wait(row: Any) -> Fields:
    return {name: plain(getattr(row, name)) for name in OF_WAIT}


def _step(row: Any) -> Fields:
    return some({"words": row.words, "done_at": plain(row.done_at)})


def _image(row: Any) -> Fields:
    content = b64encode(row.content).decode() if row.content else None
    image = {"n": row.n, "alt": row.alt, "at": plain(row.at), "removed_at": plain(row.removed_at)}
    return some(image | {"content": content})
