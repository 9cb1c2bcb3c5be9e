"""Edit: title, words, reference and areas of an item in any state. An edit of an old version is refused with both texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import EditedMeanwhile


@dataclass(frozen=True, slots=True)
class Texts:
    """The fields that an edit can change. `areas` are ids in order."""

    title: str
    words: str = ""
    reference: str | None = None
    areas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EditFacts:
    """The item and its present texts."""

    item: Item
    texts: Texts


@dataclass(frozen=True, slots=True)
class EditResult:
    """The new item and texts, and the old values of the changed fields, by name."""

    item: Item
    texts: Texts
    was: Mapping[str, Any]


def edit_texts(facts: EditFacts, values: Mapping[str, Any], version: int | None) -> EditResult | None:
    """The edit that sets `values`, by the names of `Texts`; None if nothing changes.

    Raises EditedMeanwhile if the item no longer has `version`.
    """
    texts = replace(facts.texts, **values)
    was = {name: getattr(facts.texts, name) for name in values if getattr(facts.texts, name) != getattr(texts, name)}
    if not was:
        return None
    if version is not None and version != facts.item.version:
        raise EditedMeanwhile(**_shown(facts))
    return EditResult(replace(facts.item, title=texts.title, version=facts.item.version + 1), texts, was)


def _shown(facts: EditFacts) -> dict[str, Any]:
    texts = facts.texts
    return {
        "title": texts.title,
        "words": texts.words,
        "reference": texts.reference,
        "areas": list(texts.areas),
        "version": facts.item.version,
    }
