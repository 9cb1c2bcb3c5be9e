"""Edit: the title, words, reference and areas of an item. What stood there before goes into the history, so nothing is lost."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from queue_app.domain.cover import areas as area_rule
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.queue import edit as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.edit import EditFacts
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas as area_store
from queue_app.store.queue.facts import edit_facts, write_texts
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def edit(
    tx: Tx,
    *,
    item: int,
    version: int | None = None,
    title: str | None = None,
    words: str | None = None,
    reference: str | None = None,
    areas: Sequence[int] | None = None,
) -> Result:
    """Change what is given; an empty reference takes it away. `version` is the one that was seen.

    Raises NotFound, EditedMeanwhile (it carries the texts as they are), ReferenceTaken, InputError.
    """
    facts = edit_facts(tx.conn, tx.team.id, item)
    if facts is None:
        raise NotFound
    wanted: dict[str, Any] = {"title": title, "words": words, "areas": _areas(tx, facts, areas)}
    wanted = {name: value for name, value in wanted.items() if value is not None}
    if reference is not None:
        wanted["reference"] = reference or None
    done = rule.edited(facts, wanted, version)
    if done is None:
        return {"item": item, "version": facts.item.version}
    if "areas" in done.was:
        area_store.retag(tx.conn, tx.team.id, done.item.id, done.texts.areas)
    tx.record("edited", [Change(facts.item, done.item)], was={n: v for n, v in done.was.items() if n != "title"})
    if done.was.keys() & {"words", "reference"}:
        tx.flush()  # Both write what search reads, and the texts know all of it.
        write_texts(tx.conn, tx.team.id, done.item.id, done.texts)
    return {"item": item, "version": done.item.version}


@write(Right.WORK)
def set_areas(tx: Tx, *, item: int, areas: Sequence[int]) -> Result:
    """Say which areas (ids, none to three) the item touches. Raises NotFound, InputError."""
    return edit(tx, item=item, areas=areas)


def _areas(tx: Tx, facts: EditFacts, areas: Sequence[int] | None) -> tuple[int, ...] | None:
    """The wanted areas; None when they are not asked for, or the same in another order."""
    present = facts.texts.areas
    if areas is None or set(areas) == set(present):
        return None
    return area_rule.checked(areas, area_store.listed(tx.conn, tx.team.id), present)


EDIT = Action(
    "edit",
    edit,
    "item",
    N_("Edit"),
    (
        fields.number("expect", N_("The version you saw"), required=True),
        fields.optional(fields.TITLE),
        fields.emptied(fields.WORDS),
        fields.emptied(fields.REFERENCE),
        fields.emptied(fields.AREAS),
    ),
    renamed(expect="version"),
)
AREAS = Action(
    "areas",
    set_areas,
    "item",
    N_("Set areas"),
    (replace(fields.emptied(fields.AREAS), required=True),),
)
