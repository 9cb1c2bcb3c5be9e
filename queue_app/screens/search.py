"""Filters of the list: words in title, reference, description or notes; areas; and conditions such as “blocked”.

Statements are built once per shape of the filter. A word of digits also matches the item with that number.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, or_, select

from queue_app.domain.filters import Condition, Filter
from queue_app.domain.folding import search_fold
from queue_app.domain.inputs import LARGEST_NUMBER
from queue_app.store.queue.items import NOT_PLACED
from queue_app.store.tables import ITEM, ITEM_AREA, NOTE, STINT
from queue_app.store.waits.held import held

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


def in_areas() -> ColumnElement[bool]:
    """The condition that an item touches one of the areas.

    It is a sum over the item's tags, not a join, so that PostgreSQL uses the key of the tags, which are three at most.
    Measured with outdated statistics, it scanned all tags for each of 10,000 items.
    """
    tags = select(func.count()).where(
        ITEM_AREA.c.team_id == ITEM.c.team_id,
        ITEM_AREA.c.item_id == ITEM.c.id,
        (ITEM_AREA.c.area_id + 0).in_(bindparam("areas", expanding=True)),
    )
    touched: ColumnElement[bool] = tags.correlate(ITEM).scalar_subquery() > 0
    return touched


def _mine() -> ColumnElement[bool]:
    """The condition that the person is or was on the item. A sum, as in `in_areas`."""
    stints = select(func.count()).where(
        STINT.c.team_id == ITEM.c.team_id, STINT.c.item_id == ITEM.c.id, STINT.c.person_id + 0 == bindparam("by")
    )
    mine: ColumnElement[bool] = stints.correlate(ITEM).scalar_subquery() > 0
    return mine


def values_of(narrowed: Filter, person: int) -> dict[str, Any]:
    """The parameters of `narrowing`; `mine` is of the person."""
    return {"by": person, "areas": list(narrowed.areas), **search_values(words_of(narrowed.words))}


def shape_of(narrowed: Filter) -> tuple[int, bool, tuple[Condition, ...]]:
    """The arguments of `narrowing`: what a statement depends on."""
    return len(words_of(narrowed.words)), bool(narrowed.areas), narrowed.only


def narrowing(words: int, areas: bool, only: tuple[Condition, ...]) -> list[ColumnElement[bool]]:
    """The conditions of a filter."""
    conditions: Mapping[Condition, ColumnElement[bool]] = {
        "blocked": ITEM.c.block_id.is_not(None),
        "waits": held(ITEM),
        "mine": _mine(),
        "not_placed": NOT_PLACED,
    }
    return [*matches(words), *([in_areas()] if areas else []), *(conditions[word] for word in only)]


def _text(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=ITEM.c.folded.type)
