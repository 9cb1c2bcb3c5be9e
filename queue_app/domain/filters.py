"""A filter of the queue: search words, areas and conditions. A team can save filters under names, as views."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

Condition = Literal["blocked", "waits", "mine", "not_placed"]
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
MOST_AREAS = 20
"""The most areas in one filter."""
MOST_VIEWS = 20
"""The most views of a team."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Items that match the search `words`, are in one of `areas` (ids), and meet all conditions of `only`.

    `waits`: for another item. `mine`: the viewer is or was on the item. `size`: rows on a page.
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
        """The filter as query parameters."""
        every: Mapping[str, str | list[Any]] = {"q": self.words, "area": list(self.areas), "only": list(self.only)}
        return {name: value for name, value in every.items() if value}

    @property
    def parts(self) -> tuple[tuple[str, Any], ...]:
        """The parts of the filter, as (query parameter, value)."""
        words = [("q", self.words)] if self.words else []
        return (*words, *(("area", area) for area in self.areas), *(("only", only) for only in self.only))

    def without(self, name: str, value: Any) -> "Filter":
        """The filter without one of its parts."""
        areas = tuple(area for area in self.areas if (name, value) != ("area", area))
        only = tuple(word for word in self.only if (name, value) != ("only", word))
        return replace(self, words="" if name == "q" else self.words, areas=areas, only=only)

    def also(self, name: str, value: Any) -> "Filter":
        """The filter with one more part."""
        if name == "area":
            return replace(self, areas=(*self.areas, value))
        return replace(self, only=in_order({*self.only, value}))

    def same_as(self, other: "Filter") -> bool:
        """Whether both filters show the same items."""
        return (self.words, set(self.areas), self.only) == (other.words, set(other.areas), other.only)


NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter with a name. `n` is its place among the team's views."""

    id: int
    n: int
    name: str
    filter: Filter


def in_order(words: set[str]) -> tuple[Condition, ...]:
    """The conditions in the order of `CONDITIONS`."""
    return tuple(word for word in CONDITIONS if word in words)


def to_record(narrowed: Filter) -> dict[str, Any]:
    """The filter as JSON values."""
    return {"words": narrowed.words, "areas": list(narrowed.areas), "only": list(narrowed.only)}


def of_record(record: Mapping[str, Any]) -> Filter:
    """The filter from the values of `to_record`."""
    return Filter(record["words"], tuple(record["areas"]), in_order(set(record["only"])))
