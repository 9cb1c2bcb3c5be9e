"""The items of an export with all that belongs to them, and the checks of each single item."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from queue_app.domain import images, inputs
from queue_app.domain.cover import areas as area_rule
from queue_app.domain.errors import N_, InputError
from queue_app.domain.exporting.schema import BESIDES, OF_BLOCK
from queue_app.domain.exporting.told import ITEM_FIELDS
from queue_app.domain.exporting.values import Read, day, line, list_of, moment, number, object_of, optional, text
from queue_app.domain.importing.decoding.packed import Packed, packed
from queue_app.domain.importing.rows import PERSON
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.plan import LONGEST_STEP, MOST_STEPS, Step
from queue_app.domain.waits.wait import MOST as MOST_WAITS

MOST_NOTES, MOST_BLOCKS = 100_000, 10_000


@dataclass(frozen=True, slots=True)
class ToldBlock:
    """A block of an item. `kind` is a name."""

    sentence: str
    kind: str | None
    next_step: str | None
    look_again: date | None
    from_at: datetime
    edited_at: datetime
    to_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToldNote:
    """A note. `author` and `agent` are names; the agent's sponsor is not exported. `n`: its position among all notes."""

    n: int
    words: Packed
    author: str | None
    agent: str | None
    at: datetime
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldImage:
    """An image. Without a `picture` it was removed, and its number stays used. The history says who added it."""

    n: int
    alt: str
    at: datetime
    removed_at: datetime | None
    content: bytes


@dataclass(frozen=True, slots=True)
class ToldWait:
    """A wait for another item of the team, given by its number. `n` numbers the waits of an item."""

    on: int
    n: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ToldItem:
    """An item. Its id is its number, its rank the position in the order from 1. `areas` are names."""

    item: Item
    words: Packed
    reference: str | None
    created_at: datetime
    came_on: date | None
    dropped_on: date | None
    areas: tuple[str, ...]
    blocks: tuple[ToldBlock, ...]
    plan: tuple[Step, ...]
    notes: tuple[ToldNote, ...]
    images: tuple[ToldImage, ...] = ()
    waits: tuple[ToldWait, ...] = ()


_TIMES: Mapping[str, Read] = {
    **dict.fromkeys(("started_at", "put_back_at", "finished_at", "dropped_at"), optional(moment)),
    **dict.fromkeys(("started_on", "finished_on"), optional(day)),
}
_EMPTY = {"urgent": False, "placed": False, "imported": False, "improvement": False, "run": 0, "words": ""}
"""The defaults of missing fields, if not null."""
_BLOCK = object_of(
    {
        "sentence": line(inputs.REASON),
        "kind": optional(line(inputs.AREA)),
        "next_step": optional(line(inputs.REASON)),
        "look_again": optional(day),
        "from_at": moment,
        "edited_at": moment,
        "to_at": optional(moment),
    }
)
_NOTE = object_of(
    {
        "n": number(1),
        "words": lambda field, raw: inputs.text(field, raw, inputs.WORDS, 1),
        "author": optional(line(PERSON)),
        "agent": optional(line(inputs.NAME)),
        "at": moment,
        "corrected_at": optional(moment),
    }
)


def _base64(field: str, raw: Any) -> bytes:
    """The bytes of a base64 string; empty if missing."""
    try:
        return b64decode(raw or "", validate=True)
    except (TypeError, ValueError) as wrong:
        raise InputError(field, N_("This must be base64.")) from wrong


_IMAGE = object_of(
    {
        "n": number(1, images.MOST_NUMBERS),
        "alt": lambda field, raw: inputs.text(field, "" if raw is None else raw, images.ALT),
        "at": moment,
        "removed_at": optional(moment),
        "content": _base64,
    }
)
_FIELDS: Mapping[str, Read] = {
    **ITEM_FIELDS,
    **_TIMES,
    "place": optional(number(1)),
    "words": text(inputs.WORDS),
    "reference": optional(line(inputs.REFERENCE)),
    "created_at": moment,
    "came_on": optional(day),
    "dropped_on": optional(day),
    "areas": list_of(line(inputs.AREA), area_rule.MOST),
    "blocks": list_of(_BLOCK, MOST_BLOCKS),
    "plan": list_of(object_of({"words": line(LONGEST_STEP), "done_at": optional(moment)}), MOST_STEPS),
    "notes": list_of(_NOTE, MOST_NOTES),
    "images": list_of(_IMAGE, images.MOST_NUMBERS),
    "waits": list_of(object_of({"on": number(1), "n": number(1, MOST_WAITS), "at": moment}), MOST_WAITS),
}
_OBJECT = object_of(_FIELDS)


def read_item(raw: Any) -> ToldItem:
    """The item in a JSON value. Raises InputError."""
    given = _EMPTY | raw if isinstance(raw, dict) else raw
    clean = _OBJECT("", given)
    fields = {name: clean[name] for name in ITEM_FIELDS} | {"state": State(clean["state"])}
    told = ToldItem(
        item=Item(id=clean["number"], rank=clean["place"], **fields),
        **{name: clean[name] for name in BESIDES} | {"words": packed(clean["words"])},
        areas=tuple(clean["areas"]),
        blocks=tuple(ToldBlock(**{name: block[name] for name in OF_BLOCK}) for block in clean["blocks"]),
        plan=tuple(Step(**step) for step in clean["plan"]),
        notes=tuple(ToldNote(**note | {"words": packed(note["words"])}) for note in clean["notes"]),
        images=tuple(ToldImage(**image) for image in clean["images"]),
        waits=tuple(ToldWait(**wait) for wait in clean["waits"]),
    )
    for field, sentence in _faults(told):
        raise InputError(field, sentence)
    return told


def _faults(told: ToldItem) -> Iterator[tuple[str, str]]:
    """The flaws of an item, each with the first field that shows it: the constraints of the item table as sentences."""
    yield from _faults_of_state(told.item)
    yield from _faults_of_times(told)
    yield from _faults_of_blocks(told)
    yield from _faults_of_images(told)
    if len({wait.n for wait in told.waits}) < len(told.waits):
        yield "waits n", N_("A wait is here twice.")
    if len({area.casefold() for area in told.areas}) < len(told.areas):
        yield "areas", N_("An area is here twice.")


def _faults_of_state(item: Item) -> Iterator[tuple[str, str]]:
    running = item.state is State.IN_PROGRESS
    if item.open is (item.rank is None):
        yield "place", N_("An open item has a place in the order, and no other item has one.")
    if running is (item.slot is None):
        yield "slot", N_("An item in progress has a slot, and no other item has one.")
    if not running and (item.agent_slot or item.ready):
        yield "agent_slot", N_("Only an item in progress is with an agent, or ready to be looked at.")
    if item.urgent and not item.open:
        yield "urgent", N_("Only an open item is urgent.")
    if item.origin_id == item.number:
        yield "origin_id", N_("An item cannot be split from itself.")


def _faults_of_times(told: ToldItem) -> Iterator[tuple[str, str]]:
    item = told.item
    finished = item.state is State.FINISHED
    if finished is (item.finished_on is None) or (item.finished_at and not finished):
        yield "finished_on", N_("A finished item has the day of its finish, and no other item has one.")
    if finished and item.finished_at is None and not item.imported:
        yield "finished_at", N_("The moment of the finish is missing.")
    if (item.state is State.DROPPED) is (item.dropped_at is None):
        yield "dropped_at", N_("A dropped item has the moment when it was dropped, and no other item has one.")
    if item.started_on is None and (item.started_at or ((item.slot or finished) and not item.imported)):
        yield "started_on", N_("The day of the start is missing.")
    if item.started_on and item.finished_on and item.finished_on < item.started_on:
        yield "finished_on", N_("This is before the start.")


def _faults_of_blocks(told: ToldItem) -> Iterator[tuple[str, str]]:
    if any(block.to_at is not None and block.to_at < block.from_at for block in told.blocks):
        yield "blocks", N_("A block ends before it begins.")
    still = [block for block in told.blocks if block.to_at is None]
    if len(still) > 1 or (still and not told.item.open):
        yield "blocks", N_("An open item has at most one open block, and no other item has one.")


def _faults_of_images(told: ToldItem) -> Iterator[tuple[str, str]]:
    if len({image.n for image in told.images}) < len(told.images):
        yield "images", N_("An image is here twice.")
    if any((image.removed_at is None) is not bool(image.content) for image in told.images):
        yield "images", N_("An image has a content, or the moment when it was removed.")
    there = [len(image.content) for image in told.images if image.content]
    if len(there) > images.OF_ITEM or sum(there) > images.BYTES_OF_ITEM or max(there, default=0) > images.STORED:
        yield "images", N_("This item has too many images, or too large ones.")
