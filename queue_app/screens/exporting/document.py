"""Streams a team as one JSON document: memory does not grow with texts, notes and events."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select

from queue_app.domain.errors import NotFound
from queue_app.domain.exporting.schema import FORMAT, LEFT_OUT, OF_QUOTE, SETTINGS, VERSION
from queue_app.domain.queue.changes import plain
from queue_app.screens.exporting.events import EventReader
from queue_app.screens.exporting.items import CHUNK, Fields, ItemReader, numbers_of
from queue_app.screens.exporting.places import Places
from queue_app.store.tables import AGENT_SLOT, AREA, COIN, DAY_OFF, KIND, QUOTE, SLOT, TEAM

_TEAM: Any = bindparam("team")
_OF_TEAM = select(TEAM.c.name, *(TEAM.c[name] for name in SETTINGS)).where(TEAM.c.id == _TEAM)
_INTO = AREA.alias("into")
_AREAS = (
    select(AREA.c.name, AREA.c.for_agents, AREA.c.archived_at, _INTO.c.name.label("merged_into"))
    .select_from(AREA.outerjoin(_INTO, _INTO.c.id == AREA.c.merged_into))
    .where(AREA.c.team_id == _TEAM)
    .order_by(AREA.c.id)
)
_KINDS = (
    select(KIND.c.name, KIND.c.inside, KIND.c.is_date, KIND.c.archived_at)
    .where(KIND.c.team_id == _TEAM)
    .order_by(KIND.c.id)
)
_LISTS = {
    "slots": select(SLOT.c.n, SLOT.c.closing).where(SLOT.c.team_id == _TEAM).order_by(SLOT.c.n),
    "agent_slots": select(AGENT_SLOT.c.n, AGENT_SLOT.c.closing)
    .where(AGENT_SLOT.c.team_id == _TEAM)
    .order_by(AGENT_SLOT.c.n),
    "areas": _AREAS,
    "block_kinds": _KINDS,
    "days_off": select(DAY_OFF.c.day, DAY_OFF.c.name).where(DAY_OFF.c.team_id == _TEAM).order_by(DAY_OFF.c.day),
}
_COINS = select(COIN.c.low_id, COIN.c.high_id, COIN.c.winner_id, COIN.c.at).where(COIN.c.team_id == _TEAM)
_QUOTES = (
    select(*(QUOTE.c[name] for name in OF_QUOTE), QUOTE.c.item_id)
    .where(QUOTE.c.team_id == _TEAM, QUOTE.c.backwards.is_(False))
    .order_by(QUOTE.c.day, QUOTE.c.place, QUOTE.c.about)
)


def team_document(connection: Connection, team: int, at: datetime) -> Iterator[str]:
    """The text of the document in pieces. Raises NotFound before the first one."""
    row = connection.execute(_OF_TEAM, {"team": team}).mappings().one_or_none()
    if row is None:
        raise NotFound
    return _pieces(connection, team, row, at)


def _pieces(connection: Connection, team: int, row: RowMapping, at: datetime) -> Iterator[str]:
    head = {"format": FORMAT, "version": VERSION, "exported_at": plain(at), "team": row["name"]}
    head |= {"left_out": list(LEFT_OUT), "settings": {name: plain(row[name]) for name in SETTINGS}}
    yield "{" + ",\n".join(f"{_text(name)}: {_text(value)}" for name, value in head.items())
    numbers = numbers_of(connection, team)
    for name, query in _LISTS.items():
        yield from _listed(name, map(_object, connection.execute(query, {"team": team}).mappings()))
    yield from _listed("items", ItemReader.of(connection, team, numbers).items())
    yield from _listed("coins", _coins(connection, team, numbers))
    yield from _listed("quotes", _quotes(connection, team, numbers))
    yield from _listed("events", EventReader(connection, team, numbers).events())
    yield "}\n"


def _listed(name: str, entries: Iterable[Fields]) -> Iterator[str]:
    """A list with one entry per line."""
    yield f",\n{_text(name)}: ["
    before = "\n"
    for entry in entries:
        yield before + _text(entry)
        before = ",\n"
    yield "\n]"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(row: Any) -> Fields:
    return {name: plain(value) for name, value in row.items()}


def _coins(connection: Connection, team: int, numbers: Places) -> Iterator[Fields]:
    coins = (
        {"items": sorted((numbers[low], numbers[high])), "winner": numbers[winner], "at": plain(at)}
        for low, high, winner, at in connection.execute(_COINS, {"team": team})
    )
    yield from sorted(coins, key=lambda coin: (coin["at"], coin["items"]))


def _quotes(connection: Connection, team: int, numbers: Places) -> Iterator[Fields]:
    rows = connection.execute(_QUOTES, {"team": team}, execution_options={"yield_per": CHUNK}).mappings()
    for row in rows:
        fields = {name: plain(row[name]) for name in OF_QUOTE}
        yield fields | {"item": None if row["item_id"] is None else numbers[row["item_id"]]}
