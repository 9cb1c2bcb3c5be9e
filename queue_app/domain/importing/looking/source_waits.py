"""Which item waits for which, from the links in a file. A tool can store a link at one end, at the other, or at both."""

from collections.abc import Sequence

from queue_app.domain.importing.facts.source_item import SourceItem


def key_of(item: SourceItem) -> str:
    """The key that links use for the item."""
    return item.key or item.reference


def waits_of(items: Sequence[SourceItem]) -> dict[str, tuple[str, ...]]:
    """{key of an item: the keys of the items that it waits for}, without duplicates. Its own links come first."""
    waits: dict[str, dict[str, None]] = {}
    for item in items:
        if item.waits_for and (key := key_of(item)):
            waits.setdefault(key, {}).update(dict.fromkeys(item.waits_for))
    for item in items:
        for other in item.holds:
            if key := key_of(item):
                waits.setdefault(other, {})[key] = None
    return {key: tuple(on for on in others if on != key) for key, others in waits.items()}
