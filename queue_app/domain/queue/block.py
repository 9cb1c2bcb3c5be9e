"""A block is a spell on an open item: a sentence, from, to. It is a flag with a reason, not a place to park work.

Events write a spell like an item: {"id", "was": {field: value}, "now": {field: value}}; a new spell has no "was".
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.changes import ChangeRecord
from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import AlreadyBlocked, NotBlocked, NotOpen


@dataclass(frozen=True, slots=True)
class Block:
    """What is said of a spell. Only the sentence is required; `kind` is the id of one of the team's kinds."""

    sentence: str
    kind: int | None = None
    next_step: str | None = None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """An open block as it is stored."""

    id: int
    said: Block


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """The item, its open spell (None: not blocked) and whether the wanted kind is on the team's list."""

    item: Item
    open: OpenBlock | None
    kind_known: bool


def started(facts: BlockFacts, block: Block, today: date) -> None:
    """Whether a block may begin. Raises NotOpen, AlreadyBlocked, or InputError for `kind` and `look_again`."""
    if not facts.item.open:
        raise NotOpen(title=facts.item.title, state=facts.item.state)
    if facts.open is not None:
        raise AlreadyBlocked(title=facts.item.title, sentence=facts.open.said.sentence)
    _check(facts, block, today, Block(""))


def edited(facts: BlockFacts, block: Block, today: date) -> ChangeRecord | None:
    """What an edit changes; None: nothing. Raises NotBlocked, or InputError as `started` does.

    What stands there already may stay: a day that has come, a kind that was taken off the list.
    """
    spell = open_spell(facts)
    _check(facts, block, today, spell.said)
    before, after = _plain(spell.said), _plain(block)
    was = {name: before[name] for name in before if before[name] != after[name]}
    return {"id": spell.id, "was": was, "now": {name: after[name] for name in was}} if was else None


def open_spell(facts: BlockFacts) -> OpenBlock:
    """What blocks the item. Raises NotBlocked."""
    if facts.open is None:
        raise NotBlocked(title=facts.item.title)
    return facts.open


def _check(facts: BlockFacts, block: Block, today: date, was: Block) -> None:
    if block.kind is not None and block.kind != was.kind and not facts.kind_known:
        raise InputError("kind", N_("This kind of block is not on the team's list. Choose another one."))
    if block.look_again is not None and block.look_again != was.look_again and block.look_again < today:
        raise InputError("look_again", N_("This day is over. Choose today or a later day."))


def new_record(block_id: int, block: Block) -> ChangeRecord:
    """A spell that began, as the history keeps it."""
    return {"id": block_id, "now": _plain(block)}


def end_record(block_id: int, to_at: datetime) -> ChangeRecord:
    """A spell that ended, as the history keeps it."""
    return {"id": block_id, "was": {"to_at": None}, "now": {"to_at": to_at.isoformat()}}


def end_of(from_at: datetime, at: datetime, finished_at: datetime | None) -> datetime:
    """When the block of an item ends that leaves the order: an earlier finish ends it then, never before it began."""
    return max(from_at, at if finished_at is None else finished_at)


def _plain(block: Block) -> Mapping[str, Any]:
    fields = asdict(block)
    return fields | {"look_again": block.look_again.isoformat() if block.look_again else None}
