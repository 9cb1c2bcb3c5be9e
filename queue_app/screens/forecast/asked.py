"""What a question of the forecast page is about, and its answer: an item, items that nobody queued yet, a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, func, select

from queue_app.domain.errors import N_, InputError
from queue_app.domain.forecast.forecast import ODDS, Range, day_meant
from queue_app.domain.forecast.record import ODDS_TOLD
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.screens.forecast.when import RUNNING_PIECES, likely_finishes
from queue_app.screens.values import ItemLink
from queue_app.store.forecast.open_items import piece
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM

Ask = Literal["when", "many", "odds"]


@dataclass(frozen=True, slots=True)
class Question:
    """What an address asks. `item`: a number; `down`: everything down to it. `items`: so many of them, at `place` where that is
    said. `by`: a day. `words`: looks for an item."""

    ask: Ask = "when"
    item: int | None = None
    down: bool = False
    items: int | None = None
    place: int | None = None
    by: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: an open or closed item, or `count` items that nobody has queued yet (without a `number`).

    `n`: as which completion it comes, 0 where it has no date. `blocked_above` items stand above it and are counted.
    """

    number: int | None = None
    title: str = ""
    state: State = State.WAITING
    place: int = 0
    n: int = 0
    blocked: bool = False
    blocked_above: int = 0
    started: date | None = None
    finished: date | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class WhenAnswer:
    """The dates, and those at our habit, which is `habit` items put above in a month; None where that is not known."""

    dates: Range
    at_habit: Range | None = None
    habit: float = 0.0


@dataclass(frozen=True, slots=True)
class Many:
    """How many items are finished by `by`, for each of the odds; and down to which waiting item that reaches."""

    by: date
    counts: tuple[tuple[float, int], ...]
    reaches: ItemLink | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """The odds of `items` completions, or of the subject, by `by`."""

    by: date
    odds: float
    items: int | None = None


SOME = 10
"""How many items are asked about where a question leaves it out."""

_TEAM: BindParameter[int] = bindparam("team")
_MOST: BindParameter[int] = bindparam("most")
_ITEM = select(
    *(ITEM.c[name] for name in ("id", "number", "title", "state", "started_on", "finished_on", "block_id"))
).where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))


def _numbered() -> Select[Any]:
    """The first waiting items, with how many of them are pieces and how many are blocked, each with those above it."""
    line = (
        select(ITEM.c.number, ITEM.c.title, ITEM.c.rank, ITEM.c.block_id, piece(ITEM).label("piece"))
        .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
        .order_by(ITEM.c.rank)
        .limit(_MOST)
        .subquery("line")
    )
    return select(
        line.c.number,
        line.c.title,
        func.count().over(order_by=line.c.rank).label("place"),
        func.count(case((line.c.piece, 1))).over(order_by=line.c.rank).label("pieces"),
        func.count(line.c.block_id).over(order_by=line.c.rank).label("blocked"),
    )


_LINE = _numbered().subquery("numbered")
_LAST = select(_LINE).order_by(_LINE.c.place.desc()).limit(1)
_REACHED = _LAST.where(
    bindparam("split") * (bindparam("items") + _LINE.c.place - bindparam("pieces") - _LINE.c.pieces)
    + bindparam("pieces")
    + _LINE.c.pieces
    < bindparam("n") + 0.5
)


def subject_of(connection: Connection, team: int, told: TeamForecast, asked: Question, count: int) -> Subject | None:
    """An item, or items that are not queued yet; None where the question is about a day. `count` items wait.

    Raises InputError.
    """
    found = _about(connection, team, told, asked, count)
    most = told.forecast.reach
    if asked.items and max(asked.items, found.n if found else 0) > most:
        wrong = N_("This forecast reaches {most} items. Ask for fewer.")
        raise InputError("items", wrong, most=most)
    return found


def _about(connection: Connection, team: int, told: TeamForecast, asked: Question, count: int) -> Subject | None:
    if asked.item:
        return _item(connection, team, told, asked.item)
    if asked.ask == "when" and asked.items:
        return _unqueued(connection, team, told, asked.items, min(asked.place or count + 1, count + 1))
    return None


def _item(connection: Connection, team: int, told: TeamForecast, number: int) -> Subject:
    row = connection.execute(_ITEM, {"team": team, "number": number}).one_or_none()
    if row is None:
        raise InputError("item", N_("There is no item with this number. Choose a waiting one."))
    when = likely_finishes(connection, team, told, [row.id])[row.id] if row.state == State.WAITING else None
    return Subject(
        number=row.number,
        title=row.title,
        state=State(row.state),
        place=when.place if when else 0,
        n=when.n if when else 0,
        blocked=row.block_id is not None,
        blocked_above=when.blocked_above if when else 0,
        started=row.started_on,
        finished=row.finished_on,
    )


def _unqueued(connection: Connection, team: int, told: TeamForecast, items: int, place: int) -> Subject:
    """So many items, were they put in at this place: whole ones, which are split as items are here."""
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()
    above = connection.execute(_LAST, {"team": team, "most": place - 1}).one_or_none()
    last, pieces = place + items - 1, above.pieces if above else 0
    n = told.number(runs.items + last, runs.pieces + pieces)
    return Subject(place=place, n=n, blocked_above=above.blocked if above else 0, count=items)


def answer_of(
    connection: Connection, team: int, told: TeamForecast, asked: Question, subject: Subject | None
) -> WhenAnswer | Many | Odds | None:
    """None where nothing can be said of the subject. Raises InputError for a day that is out of reach."""
    if asked.ask == "many":
        return _many(connection, team, told, day_meant(asked.by, told.forecast))
    if asked.ask == "odds" and subject is None:
        return _odds(told, asked)
    if subject is not None and subject.state is State.IN_PROGRESS:
        return _running(told, asked, subject)
    if subject is None or not subject.n:
        return None
    if asked.ask == "odds":
        by, n = day_meant(asked.by, told.forecast), subject.n
        known = n <= told.forecast.reach and not subject.blocked
        return Odds(by, told.forecast.place_odds(n, by)) if known else None
    return _when(told, asked, subject)


def _when(told: TeamForecast, asked: Question, subject: Subject) -> WhenAnswer | None:
    if asked.down or subject.number is None:
        dates = told.everything(subject.n)
        return WhenAnswer(dates) if dates else None
    dates = told.range(subject.n) if not subject.blocked else None
    if dates is None:
        return None
    habit = told.habit.above(subject.place) if told.habit else 0.0
    return WhenAnswer(dates, told.at_habit(subject.n, subject.place), habit)


def _running(told: TeamForecast, asked: Question, subject: Subject) -> WhenAnswer | Odds | None:
    """Of an item in progress its age tells. While it is blocked nobody knows."""
    if subject.started is None or subject.blocked:
        return None
    if asked.ask == "odds":
        by = day_meant(asked.by, told.forecast)
        odds = told.likely_by(subject.started, by)
        return None if odds is None else Odds(by, odds)
    dates = told.likely(subject.started)
    return WhenAnswer(dates) if dates else None


def _odds(told: TeamForecast, asked: Question) -> Odds:
    items, by = asked.items or SOME, day_meant(asked.by, told.forecast)
    return Odds(by, told.forecast.odds(items, by), items)


def _many(connection: Connection, team: int, told: TeamForecast, by: date) -> Many:
    counts = tuple((odds, told.forecast.how_many(by, odds)) for odds in ODDS)
    n = dict(counts)[ODDS_TOLD]
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()._mapping
    asked = {"team": team, "most": n, "n": n, "split": told.split, **runs}
    row = connection.execute(_REACHED, asked).one_or_none()
    return Many(by, counts, ItemLink(row.number, row.title, position=row.place) if row else None)
