"""The question of the forecast page and its answer: about an item, items that are not in the queue yet, or a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, func, select

from queue_app.domain.errors import N_, InputError
from queue_app.domain.forecast.forecast import ODDS, Range, chosen_day
from queue_app.domain.forecast.record import RECORD_ODDS
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import RUNNING_PIECES, LikelyFinish, likely_finishes
from queue_app.screens.values import ItemLink
from queue_app.store.forecast.open_items import piece
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM
from queue_app.store.waits.held import held, needed_elsewhere

Ask = Literal["when", "many", "odds"]


@dataclass(frozen=True, slots=True)
class Question:
    """The question in an address.

    `item`: a number; `down`: everything down to it. `items`: a count, at position `place` if that is set. `by`: a day.
    `words`: a search for an item.
    """

    ask: Ask = "when"
    item: int | None = None
    down: bool = False
    items: int | None = None
    place: int | None = None
    by: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of the question: an open or closed item, or `count` items that are not in the queue yet (no
    `number`).

    `n`: its number among the coming completions, 0 if it has no date. `blocked_above` items above it are blocked and
    still counted. `when` are its dates while it waits; `held`: it waits for another item, `needed` items of other teams
    wait for it.
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
    when: LikelyFinish | None = None
    held: bool = False
    needed: int = 0


@dataclass(frozen=True, slots=True)
class WhenAnswer:
    """The dates, and the dates at our habit: `habit` items added above it per month. None if unknown."""

    dates: Range
    at_habit: Range | None = None
    habit: float = 0.0


@dataclass(frozen=True, slots=True)
class Many:
    """How many items are finished by `by`, for each of the odds, and down to which waiting item that reaches."""

    by: date
    counts: tuple[tuple[float, int], ...]
    reaches: ItemLink | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """The odds of `items` completions, or of the subject, by `by`."""

    by: date
    odds: float
    items: int | None = None


SOME, MOST_ITEMS = 10, 10_000
"""The default number of items in a question, and the largest one."""

_TEAM: BindParameter[int] = bindparam("team")
_MOST: BindParameter[int] = bindparam("most")
_ITEM = select(
    *(ITEM.c[name] for name in ("id", "number", "title", "state", "started_on", "finished_on", "block_id")),
    held(ITEM).label("held"),
    needed_elsewhere(ITEM).label("needed"),
).where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))


def _numbered() -> Select[Any]:
    """The first waiting items with running counts, each including those above: items, pieces, blocked ones."""
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


def subject_of(
    connection: Connection,
    team: int,
    team_forecast: TeamForecast,
    question: Question,
    count: int,
    elsewhere: Elsewhere | None = None,
) -> Subject | None:
    """The subject of the question; None for a question about a day. `count` items wait.

    Raises InputError.
    """
    subject = _about(connection, team, team_forecast, question, count, elsewhere)
    most = team_forecast.forecast.reach
    if question.items and max(question.items, subject.n if subject else 0) > most:
        wrong = N_("This forecast reaches {most} items. Ask for fewer.")
        raise InputError("items", wrong, most=most)
    return subject


def _about(
    connection: Connection,
    team: int,
    team_forecast: TeamForecast,
    question: Question,
    count: int,
    elsewhere: Elsewhere | None,
) -> Subject | None:
    if question.item:
        return _item(connection, team, team_forecast, question.item, elsewhere)
    if question.ask == "when" and question.items:
        return _unqueued(connection, team, team_forecast, question.items, min(question.place or count + 1, count + 1))
    return None


def _item(
    connection: Connection, team: int, team_forecast: TeamForecast, number: int, elsewhere: Elsewhere | None
) -> Subject:
    row = connection.execute(_ITEM, {"team": team, "number": number}).one_or_none()
    if row is None:
        raise InputError("item", N_("There is no item with this number. Choose a waiting one."))
    waits = row.state == State.WAITING
    when = likely_finishes(connection, team, team_forecast, [row.id], elsewhere)[row.id] if waits else None
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
        when=when,
        held=row.held,
        needed=row.needed,
    )


def _unqueued(connection: Connection, team: int, team_forecast: TeamForecast, items: int, place: int) -> Subject:
    """The subject for new items at this place: whole ones, split at the team's usual rate."""
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()
    above = connection.execute(_LAST, {"team": team, "most": place - 1}).one_or_none()
    last, pieces = place + items - 1, above.pieces if above else 0
    n = team_forecast.number(runs.items + last, runs.pieces + pieces)
    return Subject(place=place, n=n, blocked_above=above.blocked if above else 0, count=items)


def answer_of(
    connection: Connection, team: int, team_forecast: TeamForecast, question: Question, subject: Subject | None
) -> WhenAnswer | Many | Odds | None:
    """The answer, None if the subject has none. Raises InputError for a day beyond the horizon."""
    if question.ask == "many":
        return _many(connection, team, team_forecast, chosen_day(question.by, team_forecast.forecast))
    if question.ask == "odds" and subject is None:
        return _odds(team_forecast, question)
    if subject is not None and subject.state is State.IN_PROGRESS:
        return _running(team_forecast, question, subject)
    if subject is None or not subject.n:
        return None
    if question.ask == "odds":
        by, n = chosen_day(question.by, team_forecast.forecast), subject.n
        if n > team_forecast.forecast.reach or (subject.when and not subject.when.range):
            return None
        odds: float | None = team_forecast.forecast.place_odds(n, by)
        odds = subject.when.odds(odds, by) if subject.when and odds is not None else odds
        return Odds(by, odds) if odds is not None else None
    return _when(team_forecast, question, subject)


def _when(team_forecast: TeamForecast, question: Question, subject: Subject) -> WhenAnswer | None:
    if question.down or subject.number is None:
        dates = team_forecast.everything(subject.n)
        return WhenAnswer(dates) if dates else None
    when = subject.when
    if when is None or when.range is None:
        return None
    habit = team_forecast.above_a_month(subject.n, subject.place)
    return WhenAnswer(when.range, when.not_before(team_forecast.at_habit(subject.n, subject.place)), habit)


def _running(team_forecast: TeamForecast, question: Question, subject: Subject) -> WhenAnswer | Odds | None:
    """The answer for an item in progress, from its age. None while it is blocked or waits for others."""
    if subject.started is None or subject.blocked or subject.held:
        return None
    if question.ask == "odds":
        by = chosen_day(question.by, team_forecast.forecast)
        odds = team_forecast.likely_by(subject.started, by)
        return None if odds is None else Odds(by, odds)
    dates = team_forecast.likely(subject.started)
    return WhenAnswer(dates) if dates else None


def _odds(team_forecast: TeamForecast, question: Question) -> Odds:
    items, by = question.items or SOME, chosen_day(question.by, team_forecast.forecast)
    return Odds(by, team_forecast.forecast.odds(items, by), items)


def _many(connection: Connection, team: int, team_forecast: TeamForecast, by: date) -> Many:
    counts = tuple((odds, team_forecast.forecast.how_many(by, odds)) for odds in ODDS)
    n = dict(counts)[RECORD_ODDS]
    runs = connection.execute(RUNNING_PIECES, {"team": team}).one()._mapping
    query = {"team": team, "most": n, "n": n, "split": team_forecast.split, **runs}
    row = connection.execute(_REACHED, query).one_or_none()
    return Many(by, counts, ItemLink(row.number, row.title, position=row.place) if row else None)
