"""The forecast page: one question of three, its answer, what it rests on, and how often earlier answers came true.

Reads the forecast page: a fixed number of statements for each question, however long the queue is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from queue_app.domain.cover.away_days import FewLeft, few_left
from queue_app.domain.forecast.fan import Fan, fan
from queue_app.domain.forecast.forecast import day_meant
from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.asked import SOME, Many, Odds, Question, Subject, WhenAnswer, answer_of, subject_of
from queue_app.screens.frame import Scene, Viewer, cover_of, scene
from queue_app.screens.queue.running import running_items, sle_of
from queue_app.screens.queue.waiting import waiting_page
from queue_app.screens.search import Filter
from queue_app.screens.values import Frame, ItemLink, Sle
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class ForecastScreen:
    """Everything the forecast page shows. `answer` is None where there is nothing to say a date of. `choices` are the first
    waiting items, all of them unless `more`; `found` what a search found. `by` stands in a field for a day at first.
    `few_left`: days up to the one of the answer on which half are away."""

    frame: Frame
    told: TeamForecast
    question: Question
    by: date
    subject: Subject | None = None
    answer: WhenAnswer | Many | Odds | None = None
    fan: Fan | None = None
    running: tuple[ItemLink, ...] = ()
    choices: tuple[ItemLink, ...] = ()
    more: bool = False
    found: tuple[ItemLink, ...] = ()
    waiting: int = 0
    sle: Sle | None = None
    sle_of: int = 0
    few_left: FewLeft | None = None


CHOICES, FOUND = 60, 12
"""So many items are offered to choose from; where more wait one looks for them by words."""

WIDER = 1.3
"""The fan goes on beyond the last date that stands on it."""

_TEAM: BindParameter[int] = bindparam("team")
_FIRST = (
    select(ITEM.c.number, ITEM.c.title)
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
    .order_by(ITEM.c.rank)
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, waiting(ITEM))


def forecast_screen(connection: Connection, viewer: Viewer, question: Question) -> ForecastScreen:
    """The page for this question; without one it is about the last item of the top. Raises NotFound."""
    seen = scene(connection, viewer)
    told = viewer.forecasts(connection, viewer.team, viewer.now)
    count: int = connection.execute(_COUNT, {"team": viewer.team}).scalar_one()
    choices = _links(connection.execute(_FIRST, {"team": viewer.team, "most": CHOICES}).all())
    found = _search(connection, seen, question)
    asked = _completed(question, seen, choices, found)
    subject = subject_of(connection, viewer.team, told, asked, count)
    answer = answer_of(connection, viewer.team, told, asked, subject) if told.any else None
    past = finished_in_past(connection, viewer.team, seen.frame.today)
    return ForecastScreen(
        frame=seen.frame,
        told=told,
        question=asked,
        by=day_meant(asked.by, told.forecast),
        subject=subject,
        answer=answer,
        fan=_fan(told, answer) if told.any else None,
        running=tuple(ItemLink(row["number"], row["title"]) for row in running_items(connection, viewer.team)),
        choices=choices,
        more=count > len(choices),
        found=found,
        waiting=count,
        sle=sle_of(past),
        sle_of=len(past.days),
        few_left=_few_left(connection, viewer, seen, answer),
    )


def _completed(asked: Question, seen: Scene, choices: Sequence[ItemLink], found: Sequence[ItemLink]) -> Question:
    """With what was left out: the one item that was found, or the last one of the top; ten items."""
    if asked.ask == "many" or asked.item or asked.items:
        return asked
    if len(found) == 1:
        return replace(asked, item=found[0].number)
    if asked.ask == "odds":
        return replace(asked, items=SOME)
    usual = choices[: seen.frame.team.top][-1:]
    return replace(asked, item=usual[0].number) if usual and not asked.words else asked


def _search(connection: Connection, seen: Scene, asked: Question) -> tuple[ItemLink, ...]:
    if not asked.words or asked.item:
        return ()
    who = {"team": seen.team.id, "by": seen.frame.me.person, "today": seen.frame.today}
    page = waiting_page(connection, who, Filter(words=asked.words, size=FOUND), None)
    return tuple(ItemLink(row["number"], row["title"], position=place) for place, row in page.rows)


def _fan(told: TeamForecast, answer: WhenAnswer | Many | Odds | None) -> Fan:
    today = told.forecast.today
    until = _until(answer) or (told.forecast.last if answer else today)
    return fan(told.forecast, today + (until - today) * WIDER)


def _until(answer: WhenAnswer | Many | Odds | None) -> date | None:
    """The last day that the answer speaks of."""
    if isinstance(answer, WhenAnswer):
        return answer.dates.p85 or answer.dates.p50
    return answer.by if answer else None


def _few_left(
    connection: Connection, viewer: Viewer, seen: Scene, answer: WhenAnswer | Many | Odds | None
) -> FewLeft | None:
    until = _until(answer)
    if until is None:
        return None
    cover = cover_of(connection, viewer, seen)
    return few_left(tuple(cover.members), cover.absences, seen.frame.today, until)


def _links(rows: Iterable[Any]) -> tuple[ItemLink, ...]:
    return tuple(ItemLink(row.number, row.title, position=place) for place, row in enumerate(rows, start=1))
