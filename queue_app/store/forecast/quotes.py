"""Quotes, a few rows a day for each team, and what happened afterwards. Never deleted: they are small and make the record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, select, update

from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.record import NO_RECORD, Fate, ForecastRecord, Quote, record, record_start
from queue_app.domain.queue.item import State
from queue_app.domain.team.calendar import Calendar
from queue_app.store.chores import RECORD, release
from queue_app.store.db.upsert import insert_new
from queue_app.store.tables import ITEM, QUOTE

_TEAM: BindParameter[int] = bindparam("team")
_DATES = ("p50", "p70", "p85", "p95")
_COLUMNS = [QUOTE.c[name] for name in ("day", "place", "n", *_DATES, "item_id", "overtaken")]
_QUOTES = (
    select(*_COLUMNS, ITEM.c.state, ITEM.c.finished_on)
    .select_from(QUOTE.outerjoin(ITEM, and_(ITEM.c.team_id == QUOTE.c.team_id, ITEM.c.id == QUOTE.c.item_id)))
    .where(QUOTE.c.team_id == _TEAM, QUOTE.c.day >= bindparam("since", type_=QUOTE.c.day.type))
    .order_by(QUOTE.c.day, QUOTE.c.place)
)
_OVERTAKEN = (
    update(QUOTE)
    .where(
        QUOTE.c.team_id == bindparam("of_team"),
        QUOTE.c.item_id == bindparam("of_item"),
        QUOTE.c.day < bindparam("later", type_=QUOTE.c.day.type),
    )
    .values(overtaken=True)
)


def record_of(
    connection: Connection,
    team: int,
    calendar: Calendar,
    finished: Iterable[tuple[date, int]],
    today: date,
    since: date | None,
) -> ForecastRecord:
    """The record of the quotes of the last 36 weeks, without those before the day `since`. One statement.

    `finished` is (day, number of items finished). As in every forecast, a day off counts as the next working day.
    """
    first = max(since or date.min, record_start(today))
    rows = connection.execute(_QUOTES, {"team": team, "since": first}).all()
    if not rows:
        return NO_RECORD
    quotes = [Quote(row[0], row[1], row[2], Range(*row[3:7]), row[7]) for row in rows]
    fates = {quote: _fate(row, calendar) for quote, row in zip(quotes, rows, strict=True) if quote.item is not None}
    done = calendar.history_by_day(finished, today)
    asked = done.days >= np.datetime64(first)  # A quote concerns completions from its day on.
    days: list[date] = done.days[asked].repeat(done.counts[asked]).astype(object).tolist()
    return record(quotes, fates, days, today)


def quoted(connection: Connection, team: int, since: date) -> set[tuple[date, int | None]]:
    """The stored quotes as (day, item). The item is None for a quote of the n-th completion."""
    return {(row.day, row.item_id) for row in connection.execute(_QUOTES, {"team": team, "since": since})}


def write(connection: Connection, team: int, quotes: Sequence[Quote], *, backwards: bool) -> None:
    """Store the quotes. An existing quote for the same day, place and question stays."""
    insert_new(connection, QUOTE, [_row(team, quote) | {"backwards": backwards} for quote in quotes])


def mark_overtaken(connection: Connection, team: int, latest: Mapping[int, date]) -> None:
    """Mark quotes as overtaken: `latest` is {item: day}, and quotes before that day are marked."""
    rows = [{"of_team": team, "of_item": item, "later": day} for item, day in latest.items()]
    if rows:
        connection.execute(_OVERTAKEN, rows)


def forget_backward_quotes(connection: Connection, team: int) -> None:
    """Delete the quotes that were computed later, after a change of the team's past or calendar, so that they are computed again.
    Quotes made on their own day always stay."""
    connection.execute(delete(QUOTE).where(QUOTE.c.team_id == team, QUOTE.c.backwards.is_(True)))
    release(connection, RECORD, team)


def _row(team: int, quote: Quote) -> dict[str, Any]:
    dates = quote.dates
    return {
        "team_id": team,
        "day": quote.day,
        "place": quote.place,
        "about": "next" if quote.item is None else "item",
        "item_id": quote.item,
        "n": quote.n,
        **dict(zip(_DATES, (dates.p50, dates.p70, dates.p85, dates.p95), strict=True)),
    }


def _fate(row: Any, calendar: Calendar) -> Fate:
    done = row.finished_on and calendar.first_working_day(row.finished_on)
    return Fate(done, row.state == State.DROPPED, row.overtaken)
