"""Block, edit a block, unblock: an open item waits for something. A pull skips it; it keeps its position and slot."""

from dataclasses import replace
from datetime import date

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import block as rule
from queue_app.domain.queue.block import Block, BlockFacts
from queue_app.domain.queue.changes import Change
from queue_app.domain.team.rights import Right
from queue_app.store.queue import blocks
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK, agents="on_its_item")
def block(
    tx: Tx,
    *,
    item: int,
    sentence: str,
    kind: int | None = None,
    next_step: str | None = None,
    look_again: date | None = None,
) -> Result:
    """Block the item. `kind` is an id of the team's list.

    Raises NotFound, NotOpen, AlreadyBlocked, InputError.
    """
    new_block = Block(sentence, kind, next_step, look_again)
    facts = _facts(tx, item, kind)
    rule.check_block(facts, new_block, tx.today)
    block_id = blocks.begin(tx.conn, tx.team.id, facts.item.id, new_block, tx.at)
    blocked = replace(facts.item, block_id=block_id)
    tx.record("blocked", [Change(facts.item, blocked)], block=rule.new_record(block_id, new_block))
    return {"item": item}


@write(Right.WORK, agents="on_its_item")
def edit_block(
    tx: Tx,
    *,
    item: int,
    sentence: str,
    kind: int | None = None,
    next_step: str | None = None,
    look_again: date | None = None,
) -> Result:
    """Replace the text of the block; the block itself goes on. Raises NotFound, NotBlocked, InputError."""
    new_block = Block(sentence, kind, next_step, look_again)
    facts = _facts(tx, item, kind)
    changed = rule.edit_record(facts, new_block, tx.today)
    if changed is not None:
        blocks.edit(tx.conn, tx.team.id, changed["id"], new_block, tx.at)
        tx.record("block_edited", [Change(facts.item, facts.item)], block=changed)
    return {"item": item}


@write(Right.WORK, agents="on_its_item")
def unblock(tx: Tx, *, item: int) -> Result:
    """End the block. Raises NotFound, NotBlocked."""
    facts = _facts(tx, item)
    spell = rule.open_spell(facts)
    to_at = rule.end_of(spell.from_at, tx.at, None)
    blocks.end(tx.conn, tx.team.id, spell.id, to_at)
    ended = rule.end_record(spell.id, to_at)
    tx.record("unblocked", [Change(facts.item, replace(facts.item, block_id=None))], block=ended)
    return {"item": item}


def _facts(tx: Tx, number: int, kind: int | None = None) -> BlockFacts:
    facts = blocks.block_facts(tx.conn, tx.team.id, number, kind)
    if facts is None:
        raise NotFound
    return facts


_WORDS = (
    fields.line(
        "reason",
        limits.REASON,
        N_("What does it wait for?"),
        required=True,
        hint=N_("One sentence, such as “waits for the bank's test account”."),
    ),
    fields.number("kind", N_("Kind of block, from the team's list"), label=N_("Kind")),
    fields.line("next_step", limits.REASON, N_("Next step")),
    fields.day("look_again", N_("Look again on")),
)
BLOCK = Action("block", block, "item", N_("Block"), _WORDS, renamed(reason="sentence"))
EDIT_BLOCK = Action("edit-block", edit_block, "item", N_("Edit reason"), _WORDS, renamed(reason="sentence"))
UNBLOCK = Action("unblock", unblock, "item", N_("Unblock"))
