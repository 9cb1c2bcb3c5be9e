"""A filter of the queue: words to search for, areas, and what is so of an item. A team keeps some with a name, as views."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

Condition = Literal["blocked", "waits", "mine", "not_placed"]
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
MOST_AREAS = 20
"""So many areas can be in one filter."""
MOST_VIEWS = 20
"""So many views a team keeps."""


@dataclass(frozen=True, slots=True)
class Filter:
    """An item is in one of `areas` (ids) and is all of `only`.

    Blocked; waits for another item; mine: the viewer is or was on it; new: not placed. `size`: rows of a page.
    """

    words: str = ""
    areas: tuple[int, ...] = ()
    only: tuple[Condition, ...] = ()
    size: int = 100

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.areas or self.only)

    @property
    def address(self) -> Mapping[str, str | list[Any]]:
        """The parameters of the address of the list."""
        every: Mapping[str, str | list[Any]] = {"q": self.words, "area": list(self.areas), "only": list(self.only)}
        return {name: value for name, value in every.items() if value}

    @property
    def parts(self) -> tuple[tuple[str, Any], ...]:
        """Each part of it: the name of its parameter, and the value."""
        words = [("q", self.words)] if self.words else []
        return (*words, *(("area", area) for area in self.areas), *(("only", only) for only in self.only))

    def without(self, name: str, value: Any) -> "Filter":
        """The filter without one of its parts."""
        areas = tuple(area for area in self.areas if (name, value) != ("area", area))
        only = tuple(word for word in self.only if (name, value) != ("only", word))
        return replace(self, words="" if name == "q" else self.words, areas=areas, only=only)

    def also(self, name: str, value: Any) -> "Filter":
        """The filter with one part more."""
        if name == "area":
            return replace(self, areas=(*self.areas, value))
        return replace(self, only=in_order({*self.only, value}))

    def same_as(self, other: "Filter") -> bool:
        """Whether both show the same items."""
        return (self.words, set(self.areas), self.only) == (other.words, set(other.areas), other.only)


NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter under a name. `n` is its place among the team's own."""

    id: int
    n: int
    name: str
    filter: Filter


def in_order(words: set[str]) -> tuple[Condition, ...]:
    """These words, as a filter has them."""
    return tuple(word for word in CONDITIONS if word in words)


def to_record(narrowed: Filter) -> dict[str, Any]:
    """The filter as JSON values."""
    return {"words": narrowed.words, "areas": list(narrowed.areas), "only": list(narrowed.only)}


def of_record(record: Mapping[str, Any]) -> Filter:
    """The filter of such values."""
    return Filter(record["words"], tuple(record["areas"]), in_order(set(record["only"])))
