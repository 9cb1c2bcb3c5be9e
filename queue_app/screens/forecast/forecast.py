"""The forecast page: one of three questions, its answer, its basis, and how often earlier answers came true.

Each question takes a fixed number of statements, however long the queue is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.cover.away_days import FewLeft, few_left
from queue_app.domain.filters import Filter
from queue_app.domain.forecast.fan import Fan, fan
from queue_app.domain.forecast.forecast import chosen_day
from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.asked import SOME, Many, Odds, Question, Subject, WhenAnswer, answer_of, subject_of
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.queue.positions import WAITING_ITEMS
from queue_app.screens.queue.running import running_items, sle_of
from queue_app.screens.queue.waiting import waiting_page
from queue_app.screens.values import Frame, ItemLink, Sle
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class ForecastScreen:
    """The forecast page.

    `answer` is None if the subject has no date. `choices` are the first waiting items, all of them unless `more`;
    `matches` are the search results. `by` is the first value of a day field. `few_left`: days up to the answer's day on
    which half of the team is away.
    """

    frame: Frame
    team_forecast: TeamForecast
    question: Question
    by: date
    subject: Subject | None = None
    answer: WhenAnswer | Many | Odds | None = None
    fan: Fan | None = None
    running: tuple[ItemLink, ...] = ()
    choices: tuple[ItemLink, ...] = ()
    more: bool = False
    matches: tuple[ItemLink, ...] = ()
    waiting: int = 0
    sle: Sle | None = None
    sle_of: int = 0
    few_left: FewLeft | None = None


CHOICES, FOUND = 60, 12
"""The number of items offered as choices; a search finds the others."""

WIDER = 1.3
"""The fan extends beyond the last date in the answer."""

_TEAM: BindParameter[int] = bindparam("team")
_FIRST = (
    select(ITEM.c.number, ITEM.c.title)
    .where(ITEM.c.team_id == _TEAM, waiting(ITEM))
    .order_by(ITEM.c.rank)
    .limit(bindparam("most"))
)


def forecast_screen(connection: Connection, viewer: Viewer, question: Question) -> ForecastScreen:
    """The page for this question, by default about the last item of the top. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    count: int = connection.execute(WAITING_ITEMS, {"team": viewer.team}).scalar_one()
    choices = _links(connection.execute(_FIRST, {"team": viewer.team, "most": CHOICES}).all())
    matches = _search(connection, scene, question)
    completed = _completed(question, scene, choices, matches)
    elsewhere = Elsewhere(viewer.forecasts, viewer.now)
    subject = subject_of(connection, viewer.team, team_forecast, completed, count, elsewhere)
    answer = answer_of(connection, viewer.team, team_forecast, completed, subject) if team_forecast.has_dates else None
    until, today, year = _until(answer, team_forecast), team_forecast.forecast.today, team_forecast.forecast.year
    past = finished_in_past(connection, viewer.team, scene.frame.today)
    return ForecastScreen(
        frame=scene.frame,
        team_forecast=team_forecast,
        question=completed,
        by=chosen_day(completed.by, team_forecast.forecast),
        subject=subject,
        answer=answer,
        fan=_fan(team_forecast, until or (year if answer else today)) if team_forecast.has_dates else None,
        running=tuple(ItemLink(row["number"], row["title"]) for row in running_items(connection, viewer.team)),
        choices=choices,
        more=count > len(choices),
        matches=matches,
        waiting=count,
        sle=sle_of(past),
        sle_of=len(past.days),
        few_left=_few_left(connection, viewer, scene, until),
    )


def _completed(question: Question, scene: Scene, choices: Sequence[ItemLink], matches: Sequence[ItemLink]) -> Question:
    """The question with defaults: the only search result, the last item of the top, or ten items."""
    if question.ask == "many" or question.item or question.items:
        return question
    if len(matches) == 1:
        return replace(question, item=matches[0].number)
    if question.ask == "odds":
        return replace(question, items=SOME)
    usual = choices[: scene.frame.team.top][-1:]
    return replace(question, item=usual[0].number) if usual and not question.words else question


def _search(connection: Connection, scene: Scene, question: Question) -> tuple[ItemLink, ...]:
    if not question.words or question.item:
        return ()
    params = {"team": scene.team.id, "by": scene.frame.me.person, "today": scene.frame.today}
    page = waiting_page(connection, params, Filter(words=question.words, size=FOUND), None)
    return tuple(ItemLink(row["number"], row["title"], position=place) for place, row in page.rows)


def _fan(team_forecast: TeamForecast, until: date) -> Fan:
    today = team_forecast.forecast.today
    return fan(team_forecast.forecast, today + (until - today) * WIDER)


def _until(answer: WhenAnswer | Many | Odds | None, team_forecast: TeamForecast) -> date | None:
    """The last day in the answer; of dates, within a year."""
    if isinstance(answer, WhenAnswer):
        dates = answer.dates.until(team_forecast.forecast.year)
        return dates.p85 or dates.p50
    return answer.by if answer else None


def _few_left(connection: Connection, viewer: Viewer, scene: Scene, until: date | None) -> FewLeft | None:
    if until is None:
        return None
    cover = cover_of(connection, viewer, scene)
    return few_left(tuple(cover.members), cover.absences, scene.frame.today, until)


def _links(rows: Iterable[Any]) -> tuple[ItemLink, ...]:
    return tuple(ItemLink(row.number, row.title, position=place) for place, row in enumerate(rows, start=1))
