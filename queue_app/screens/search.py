"""Filters of the list: words in title, reference or description; an area; blocked or not placed.

Statements are built once per shape of the filter. A word of digits also matches the item with that number.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, or_, select

from queue_app.domain.folding import search_fold
from queue_app.domain.inputs import LARGEST_NUMBER
from queue_app.store.tables import ITEM, ITEM_AREA


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter of a list. `only` restricts it to blocked items, or to new items that are not placed."""

    words: str = ""
    area: int | None = None
    only: Literal["", "blocked", "not_placed"] = ""
    size: int = 100

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.area is not None or self.only)


NO_FILTER = Filter()


MOST_WORDS = 8


def words_of(typed: str) -> list[str]:
    """The words to search for, at most eight."""
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in typed)
    return search_fold(text).split()[:MOST_WORDS]


def search_values(words: list[str]) -> dict[str, Any]:
    """The parameters of `matches`."""
    values: dict[str, Any] = {}
    for n, word in enumerate(words):
        values[f"word{n}"] = "%" + re.sub(r"([%_\\])", r"\\\1", word) + "%"
        digits = word.removeprefix("#")
        number = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else 0
        values[f"number{n}"] = number if number <= LARGEST_NUMBER else 0
    return values


@lru_cache(maxsize=16)
def matches(words: int) -> tuple[ColumnElement[bool], ...]:
    """The condition that an item contains each of so many words."""
    return tuple(
        or_(
            ITEM.c.folded.like(_text(f"word{n}"), escape="\\"),
            ITEM.c.number == bindparam(f"number{n}", type_=ITEM.c.number.type),
        )
        for n in range(words)
    )


def in_area() -> ColumnElement[bool]:
    """The condition that an item touches the area.

    It is a sum over the item's tags, not a join, so that PostgreSQL uses the key of the tags, which are three at most.
    Measured with outdated statistics, it scanned all tags for each of 10,000 items.
    """
    tags = select(func.count()).where(
        ITEM_AREA.c.team_id == ITEM.c.team_id,
        ITEM_AREA.c.item_id == ITEM.c.id,
        ITEM_AREA.c.area_id + 0 == bindparam("area"),
    )
    touched: ColumnElement[bool] = tags.correlate(ITEM).scalar_subquery() > 0
    return touched


def _text(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=ITEM.c.folded.type)
