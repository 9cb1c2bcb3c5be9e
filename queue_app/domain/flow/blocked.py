"""Blocked days by kind: the team's calendar days on which an item was blocked. Overlapping spells count a day once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from queue_app.domain.flow.span import Span

LOOK_BACK = 30


@dataclass(frozen=True, slots=True)
class BlockedSpell:
    """An item was blocked from `first` to `last`, both included. `inside`: the cause is inside the team. The kind may be None.

    `waits`: the item waited for another one, so it has no kind.
    """

    number: int
    title: str
    kind: str | None
    inside: bool | None
    first: date
    last: date
    waits: bool = False


@dataclass(frozen=True, slots=True)
class BlockedItem:
    """An item and its number of blocked days."""

    number: int
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class BlockedKind:
    """The days of all items of one kind, and the items, longest first."""

    kind: str | None
    inside: bool | None
    items: tuple[BlockedItem, ...]
    waits: bool = False

    @property
    def days(self) -> int:
        return sum(item.days for item in self.items)


@dataclass(frozen=True, slots=True)
class Blocked:
    """The kinds, most days first. `days` counts each day of an item once, even with two kinds on it."""

    kinds: tuple[BlockedKind, ...] = ()
    days: int = 0

    @property
    def worst(self) -> BlockedKind | None:
        """The kind with the most days. Waits for other items count as one; blocks without a kind are left out."""
        return next((kind for kind in self.kinds if kind.kind or kind.waits), None)


def blocked(spells: Iterable[BlockedSpell], span: Span) -> Blocked:
    """The blocked days within `span`."""
    by_kind: defaultdict[tuple[str | None, bool | None, bool], list[BlockedSpell]] = defaultdict(list)
    inside_span = []
    for spell in spells:
        if spell.first <= span.last and spell.last >= span.first:
            by_kind[spell.kind, spell.inside, spell.waits].append(spell)
            inside_span.append(spell)
    kinds = [BlockedKind(kind, inside, _items(group, span), waits) for (kind, inside, waits), group in by_kind.items()]
    kinds.sort(key=lambda kind: (-kind.days, kind.kind or ""))
    return Blocked(tuple(kinds), sum(item.days for item in _items(inside_span, span)))


def while_running(
    wait: tuple[datetime, datetime], running: tuple[datetime | None, datetime]
) -> tuple[datetime, datetime] | None:
    """The part of a wait in which its item was in progress; None if there is none, as for an item that was never started."""
    began, ended = running
    if began is None or max(wait[0], began) > min(wait[1], ended):
        return None
    return max(wait[0], began), min(wait[1], ended)


def _items(spells: Sequence[BlockedSpell], span: Span) -> tuple[BlockedItem, ...]:
    days: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for spell in spells:
        first, last = max(spell.first, span.first), min(spell.last, span.last)
        days[spell.number, spell.title].update(range(first.toordinal(), last.toordinal() + 1))
    items = [BlockedItem(number, title, len(on)) for (number, title), on in days.items()]
    return tuple(sorted(items, key=lambda item: (-item.days, item.number)))
