"""What waits for what, by the links of a file: a tool tells them at one end, at the other, or at both."""

from collections.abc import Sequence

from queue_app.domain.importing.facts.source_item import SourceItem


def key_of(item: SourceItem) -> str:
    """What links name the item by."""
    return item.key or item.reference


def waits_of(items: Sequence[SourceItem]) -> dict[str, tuple[str, ...]]:
    """{key of an item: the keys of those that it waits for}, each once, those that it names itself first."""
    waits: dict[str, dict[str, None]] = {}
    for item in items:
        if item.waits_for and (key := key_of(item)):
            waits.setdefault(key, {}).update(dict.fromkeys(item.waits_for))
    for item in items:
        for other in item.holds:
            if key := key_of(item):
                waits.setdefault(other, {})[key] = None
    return {key: tuple(on for on in others if on != key) for key, others in waits.items()}
