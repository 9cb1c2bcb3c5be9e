"""Edit the title, description, reference and areas of an item. The history keeps the old values, so nothing is lost."""

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
    """Change the inputs that are present; an empty `reference` removes it. `version` is the version that the person saw.

    Raises NotFound, EditedMeanwhile (with the current texts), ReferenceTaken, InputError.
    """
    facts = edit_facts(tx.conn, tx.team.id, item)
    if facts is None:
        raise NotFound
    new_texts: dict[str, Any] = {"title": title, "words": words, "areas": _areas(tx, facts, areas)}
    new_texts = {name: value for name, value in new_texts.items() if value is not None}
    if reference is not None:
        new_texts["reference"] = reference or None
    edited = rule.edit_texts(facts, new_texts, version)
    if edited is None:
        return {"item": item, "version": facts.item.version}
    if "areas" in edited.was:
        area_store.retag(tx.conn, tx.team.id, edited.item.id, edited.texts.areas)
    tx.record("edited", [Change(facts.item, edited.item)], was={n: v for n, v in edited.was.items() if n != "title"})
    if edited.was.keys() & {"words", "reference"}:
        tx.flush()  # Both write the search text, and `write_texts` has all of it.
        write_texts(tx.conn, tx.team.id, edited.item.id, edited.texts)
    return {"item": item, "version": edited.item.version}


@write(Right.WORK)
def set_areas(tx: Tx, *, item: int, areas: Sequence[int]) -> Result:
    """Set the areas of the item (ids, none to three). Raises NotFound, InputError."""
    return edit(tx, item=item, areas=areas)


def _areas(tx: Tx, facts: EditFacts, areas: Sequence[int] | None) -> tuple[int, ...] | None:
    """The new areas; None if the input is missing, or holds the same areas in another order."""
    present = facts.texts.areas
    if areas is None or set(areas) == set(present):
        return None
    return area_rule.check_areas(areas, area_store.active_areas(tx.conn, tx.team.id), present)


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
