"""Blocked days by kind: the days of the team's calendar on which an item was blocked, each once however many spells touch it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from queue_app.domain.flow.span import Span

LOOK_BACK = 30


@dataclass(frozen=True, slots=True)
class BlockedSpell:
    """An item was blocked from `first` to `last`. `inside`: the kind is the team's own matter; a spell may have no kind."""

    number: int
    title: str
    kind: str | None
    inside: bool | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class BlockedItem:
    """On how many days an item was blocked."""

    number: int
    title: str
    days: int


@dataclass(frozen=True, slots=True)
class BlockedKind:
    """The days of all items of one kind, and the items, longest first."""

    kind: str | None
    inside: bool | None
    items: tuple[BlockedItem, ...]

    @property
    def days(self) -> int:
        return sum(item.days for item in self.items)


@dataclass(frozen=True, slots=True)
class Blocked:
    """The kinds, worst first. `days` counts a day of an item once, also where two kinds touch it."""

    kinds: tuple[BlockedKind, ...] = ()
    days: int = 0

    @property
    def worst(self) -> BlockedKind | None:
        """The kind with a name that cost most."""
        return next((kind for kind in self.kinds if kind.kind), None)


def blocked(spells: Iterable[BlockedSpell], span: Span) -> Blocked:
    """The blocked days within `span`."""
    by_kind: defaultdict[tuple[str | None, bool | None], list[BlockedSpell]] = defaultdict(list)
    everything = []
    for spell in spells:
        if spell.first <= span.last and spell.last >= span.first:
            by_kind[spell.kind, spell.inside].append(spell)
            everything.append(spell)
    kinds = [BlockedKind(kind, inside, _items(group, span)) for (kind, inside), group in by_kind.items()]
    kinds.sort(key=lambda one: (-one.days, one.kind or ""))
    return Blocked(tuple(kinds), sum(item.days for item in _items(everything, span)))


def _items(spells: Sequence[BlockedSpell], span: Span) -> tuple[BlockedItem, ...]:
    days: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for spell in spells:
        first, last = max(spell.first, span.first), min(spell.last, span.last)
        days[spell.number, spell.title].update(range(first.toordinal(), last.toordinal() + 1))
    items = [BlockedItem(number, title, len(on)) for (number, title), on in days.items()]
    return tuple(sorted(items, key=lambda item: (-item.days, item.number)))
