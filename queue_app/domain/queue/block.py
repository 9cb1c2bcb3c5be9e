"""A block is a spell on an open item: a sentence, a start and an end. It is a flag with a reason, not a place to park work.

Events store a spell like an item: {"id", "was": {field: value}, "now": {field: value}}; a new spell has no "was".
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
    """The fields of a spell that a person edits. Only the sentence is required; `kind` is the id of one of the team's kinds."""

    sentence: str
    kind: int | None = None
    next_step: str | None = None
    look_again: date | None = None


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """A stored open block."""

    id: int
    block: Block
    from_at: datetime


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """The item, its open spell (None: not blocked) and whether the chosen kind is on the team's list."""

    item: Item
    open: OpenBlock | None
    kind_known: bool


def check_block(facts: BlockFacts, block: Block, today: date) -> None:
    """Check that a block may begin. Raises NotOpen, AlreadyBlocked, or InputError for `kind` and `look_again`."""
    if not facts.item.open:
        raise NotOpen(title=facts.item.title, state=facts.item.state)
    if facts.open is not None:
        raise AlreadyBlocked(title=facts.item.title, sentence=facts.open.block.sentence)
    _check(facts, block, today, Block(""))


def edit_record(facts: BlockFacts, block: Block, today: date) -> ChangeRecord | None:
    """The record of an edit; None if nothing changes. Raises NotBlocked, or InputError as `check_block` does.

    Unchanged values may stay, even a day in the past or an archived kind.
    """
    spell = open_spell(facts)
    _check(facts, block, today, spell.block)
    before, after = plain_block(spell.block), plain_block(block)
    was = {name: before[name] for name in before if before[name] != after[name]}
    return {"id": spell.id, "was": was, "now": {name: after[name] for name in was}} if was else None


def open_spell(facts: BlockFacts) -> OpenBlock:
    """The open spell of the item. Raises NotBlocked."""
    if facts.open is None:
        raise NotBlocked(title=facts.item.title)
    return facts.open


def _check(facts: BlockFacts, block: Block, today: date, was: Block) -> None:
    if block.kind is not None and block.kind != was.kind and not facts.kind_known:
        raise InputError("kind", N_("This kind of block is not on the team's list. Choose another one."))
    if block.look_again is not None and block.look_again != was.look_again and block.look_again < today:
        raise InputError("look_again", N_("This day is over. Choose today or a later day."))


def new_record(block_id: int, block: Block) -> ChangeRecord:
    """The history record of a spell that began."""
    return {"id": block_id, "now": plain_block(block)}


def end_record(block_id: int, to_at: datetime) -> ChangeRecord:
    """The history record of a spell that ended."""
    return {"id": block_id, "was": {"to_at": None}, "now": {"to_at": to_at.isoformat()}}


def end_of(from_at: datetime, at: datetime, finished_at: datetime | None) -> datetime:
    """The end of a block whose item leaves the order at `at`, or was finished earlier. It is never before the block began."""
    return max(from_at, at if finished_at is None else finished_at)


def plain_block(block: Block) -> Mapping[str, Any]:
    """The fields as JSON values."""
    fields = asdict(block)
    return fields | {"look_again": block.look_again.isoformat() if block.look_again else None}
