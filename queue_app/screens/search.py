"""Filters of the list: words in title, reference, description or notes; an area; blocked or not placed.

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
from queue_app.store.tables import ITEM, ITEM_AREA, NOTE


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
        values[f"number{n}"] = number_of(word)
    return values


def number_of(word: str) -> int:
    """The number of an item that the word names, as `101` or `#101`; 0 if it names none."""
    digits = word.removeprefix("#")
    number = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else 0
    return number if number <= LARGEST_NUMBER else 0


@lru_cache(maxsize=16)
def matches(words: int) -> tuple[ColumnElement[bool], ...]:
    """The condition that an item or its notes contain each of so many words."""
    return tuple(
        or_(
            ITEM.c.folded.like(_text(f"word{n}"), escape="\\"),
            ITEM.c.number == bindparam(f"number{n}", type_=ITEM.c.number.type),
            _in_notes(f"word{n}"),
        )
        for n in range(words)
    )


def _in_notes(name: str) -> ColumnElement[bool]:
    """The condition that a note of the item contains the word.

    It is a sum, as `in_area` is: with EXISTS, PostgreSQL may read the notes of all items at once. `+ 0` leaves it only the
    index of an item's notes: with outdated statistics, it took that of a person's notes.
    """
    notes = select(func.count()).where(
        NOTE.c.item_id == ITEM.c.id,
        NOTE.c.team_id + 0 == ITEM.c.team_id,
        NOTE.c.folded.like(_text(name), escape="\\"),
    )
    noted: ColumnElement[bool] = notes.correlate(ITEM).scalar_subquery() > 0
    return noted


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
