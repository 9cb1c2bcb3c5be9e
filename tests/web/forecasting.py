"""Invented screens of the forecast page: each question, its answers and refusals, and the records."""

from dataclasses import replace
from datetime import date, timedelta

from queue_app.domain.cover.away_days import FewLeft
from queue_app.domain.forecast.fan import fan
from queue_app.domain.forecast.forecast import ODDS, Range, forecast
from queue_app.domain.forecast.hindcast import Evening
from queue_app.domain.forecast.quoting import PastFacts, past_quotes
from queue_app.domain.forecast.record import PLACES, ForecastRecord, PlaceRecord, Score, record
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.item import State
from queue_app.domain.team.calendar import Calendar
from queue_app.domain.team.rights import Role
from queue_app.screens.forecast.asked import Many, Odds, Question, Subject, WhenAnswer
from queue_app.screens.forecast.forecast import ForecastScreen
from queue_app.screens.values import ItemLink, Sle
from tests.web.values import FORECAST, TODAY, frame

CALENDAR = Calendar("Europe/Vienna")
DONE = [day for n in range(300, 0, -1) for day in [TODAY - timedelta(days=n)] * (n * 7919 % 3)]
BY = date(2026, 12, 18)
CHOICES = tuple(ItemLink(n + 20, f"Item & <{n}>", position=n) for n in range(1, 19))
RUNNING = (ItemLink(7, "Deposit"),)
SIXTH = Subject(26, "City tax for Vienna & <Lisbon>", place=6, n=8, blocked_above=1)


def _record(of_items: bool = True) -> ForecastRecord:
    days = [day for day in (TODAY - timedelta(days=n) for n in range(200, 0, -1)) if CALENDAR.works_on(day)]
    evenings = [Evening(day, tuple(one for one in DONE if one < day), (), frozenset()) for day in days]
    found = record(list(past_quotes(evenings, PastFacts(), CALENDAR)), {}, DONE, TODAY)
    scores = tuple(Score(odds, (True, False, True) * 8, 5, 2, 6) for odds in ODDS)
    return replace(found, items=(PlaceRecord(3, scores), PlaceRecord(10), PlaceRecord(1))) if of_items else found


RECORD = _record()
TOLD = replace(FORECAST, record=RECORD, recorded=True, split=1.4)


def forecast_page(told: TeamForecast = TOLD, role: Role = Role.MANAGER, **further: object) -> ForecastScreen:
    """The sixth item of eighteen."""
    drawn = fan(told.forecast, BY) if told.has_dates else None
    answer = WhenAnswer(told.range(8), told.range(11), 2.3) if told.has_dates else None
    screen = ForecastScreen(
        frame(role),
        told,
        Question(item=26),
        BY,
        SIXTH,
        answer,
        drawn,
        RUNNING,
        CHOICES,
        waiting=18,
        sle=Sle(9, 4),
        sle_of=50,
    )
    return replace(screen, **further)  # type: ignore[arg-type]


def _of(finished: list[date]) -> TeamForecast:
    return TeamForecast(forecast(CALENDAR.history(finished, TODAY), CALENDAR, TODAY), CALENDAR)


RUNS = Subject(7, "Deposit", State.IN_PROGRESS, started=TODAY - timedelta(days=2))
MANY = Many(
    BY, tuple((odds, n) for odds, n in zip(ODDS, (15, 12, 10, 7), strict=True)), ItemLink(33, "<Remember>", position=13)
)
NONE_AT_ALL = Many(BY, tuple((odds, 0) for odds in ODDS))
ROUGH = _of([TODAY - timedelta(days=n) for n in (1, 2, 3)])
EARLY, SILENT = _of([TODAY - timedelta(days=1)]), _of([TODAY - timedelta(days=n) for n in (200, 201, 202)])


def _next(*results: bool) -> TeamForecast:
    scores = tuple(Score(odds, results) for odds in ODDS)
    return replace(TOLD, record=replace(RECORD, next=tuple(PlaceRecord(place, scores) for place in PLACES)))


POOR, GOOD, EARLIER, FEW = _next(*[True, False] * 10), _next(*[True] * 12), _next(*[True] * 50), _next(True, False)
FAR = WhenAnswer(Range(TODAY, None, None, None))
NOTHING = {"subject": None, "answer": None, "choices": (), "waiting": 0}
LOOKED = {"question": Question(words="tax"), "more": True, "subject": None, "answer": None}
FORECAST_PAGES = {
    f"forecast, {name}": ("forecast/show.html", screen)
    for name, screen in {
        "when": forecast_page(),
        "when, of an observer": forecast_page(role=Role.OBSERVER),
        "when, everything down to it": forecast_page(question=Question(item=26, down=True)),
        "when, not queued yet": forecast_page(
            question=Question(items=5, place=2),
            subject=Subject(place=2, n=9, count=5),
            answer=WhenAnswer(TOLD.everything(9)),
        ),
        "when, blocked": forecast_page(subject=replace(SIXTH, blocked=True), answer=None),
        "when, in progress": forecast_page(subject=RUNS, answer=WhenAnswer(Range(TODAY, TODAY, BY, None))),
        "when, in progress and old": forecast_page(subject=RUNS, answer=WhenAnswer(Range(TODAY, None, None, None))),
        "when, in progress and older than all": forecast_page(subject=RUNS, answer=None),
        "when, in progress and blocked": forecast_page(subject=replace(RUNS, blocked=True), answer=None),
        "what odds, in progress": forecast_page(question=Question("odds", item=7), subject=RUNS, answer=Odds(BY, 0.9)),
        "when, finished": forecast_page(subject=Subject(7, "Deposit", State.FINISHED, finished=TODAY), answer=None),
        "when, in progress and rough": forecast_page(
            subject=RUNS, answer=WhenAnswer(Range(TODAY, TODAY, BY, None, rough=True))
        ),
        "when, no safe date at the habit": forecast_page(
            answer=WhenAnswer(TOLD.range(8), replace(TOLD.range(11), p85=None, p95=None), 7.2)
        ),
        "when, items above leave": forecast_page(answer=WhenAnswer(TOLD.range(8), TOLD.range(5), -0.4)),
        "when, far off": forecast_page(answer=FAR),
        "when, beyond the horizon": forecast_page(answer=WhenAnswer(Range(None, None, None, None))),
        "when, looked for": forecast_page(matches=CHOICES[:3], **LOOKED),
        "when, found nothing": forecast_page(**LOOKED),
        "when, nothing waits": forecast_page(**NOTHING),
        "how many": forecast_page(question=Question("many"), subject=None, answer=MANY),
        "how many, none": forecast_page(question=Question("many"), subject=None, answer=NONE_AT_ALL),
        "what odds": forecast_page(question=Question("odds", items=10), subject=None, answer=Odds(BY, 0.72, 10)),
        "what odds, of an item": forecast_page(question=Question("odds", item=26), answer=Odds(BY, 0.999)),
        "rough": forecast_page(replace(ROUGH, recorded=True)),
        "not enough yet": forecast_page(EARLY, **NOTHING),
        "silent": forecast_page(replace(SILENT, recorded=True), sle=None),
        "a poor record": forecast_page(POOR),
        "a good record": forecast_page(GOOD),
        "a record that is earlier than said": forecast_page(EARLIER),
        "a record of few dates": forecast_page(FEW),
        "a poor record while half are away": forecast_page(POOR, few_left=FewLeft(4, 6, TODAY, BY)),
    }.items()
}
