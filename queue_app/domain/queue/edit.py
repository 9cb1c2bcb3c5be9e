"""Edit: title, words, reference and areas of an item in any state. Whoever wrote from an older version sees both texts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from queue_app.domain.queue.item import Item
from queue_app.domain.refusals import EditedMeanwhile


@dataclass(frozen=True, slots=True)
class Texts:
    """What an edit can change. `areas` are ids in their order."""

    title: str
    words: str = ""
    reference: str | None = None
    areas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EditFacts:
    """The item and its texts as they are."""

    item: Item
    texts: Texts


@dataclass(frozen=True, slots=True)
class Edited:
    """The item and its texts as they become, and what stood there before, by the names of the fields that changed."""

    item: Item
    texts: Texts
    was: Mapping[str, Any]


def edited(facts: EditFacts, wanted: Mapping[str, Any], version: int | None) -> Edited | None:
    """The edit of the fields that `wanted` names; None when they are so already.

    Raises EditedMeanwhile when the item has another version by now.
    """
    texts = replace(facts.texts, **wanted)
    was = {name: getattr(facts.texts, name) for name in wanted if getattr(facts.texts, name) != getattr(texts, name)}
    if not was:
        return None
    if version is not None and version != facts.item.version:
        raise EditedMeanwhile(**_shown(facts))
    return Edited(replace(facts.item, title=texts.title, version=facts.item.version + 1), texts, was)


def _shown(facts: EditFacts) -> dict[str, Any]:
    texts = facts.texts
    return {
        "title": texts.title,
        "words": texts.words,
        "reference": texts.reference,
        "areas": list(texts.areas),
        "version": facts.item.version,
    }
