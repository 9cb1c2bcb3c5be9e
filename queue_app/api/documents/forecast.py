"""The forecast: one question, its answer with odds, and how often earlier dates came true."""

from datetime import date
from functools import partial

from flask import Response

from queue_app.api.blueprint import api
from queue_app.api.documents.lines import DATES, ITEM_LINE, SLE, dates, item_line, sle
from queue_app.api.hal import Document, document, reply
from queue_app.api.links import links_here
from queue_app.api.parameters import WORDS, Asked, given, query_template, takes
from queue_app.api.schemas import (
    DAY,
    FLAG,
    INTEGER,
    NUMBER,
    TEXT,
    answers,
    asking,
    either,
    embedding,
    linked,
    many,
    maybe,
    one_of,
    values,
)
from queue_app.api.shapes import STATE, plain
from queue_app.domain.errors import Sentence
from queue_app.domain.forecast.quality import LEAST_SURE, SUREST
from queue_app.domain.forecast.record import PlaceRecord
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.team.rights import Right
from queue_app.screens.forecast.asked import MOST_ITEMS, Many, Odds, Question, Subject, WhenAnswer
from queue_app.screens.forecast.forecast import ForecastScreen, forecast_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.language import localized
from queue_app.service.process.chores import wake_chores
from queue_app.usecases import fields

ASKS = ("when", "many", "odds")
_SCORES = values(
    place=INTEGER,
    scores=many(values(odds=NUMBER, quoted=INTEGER, kept=INTEGER, open=INTEGER, verdict=maybe(TEXT))),
)
_WHEN = values(dates=DATES, later_than=DAY, at_habit=values(a_month=NUMBER, dates=DATES))
_MANY = values(by=DAY, counts=many(values(odds=NUMBER, items=INTEGER)), reaches=maybe(ITEM_LINE))
_ODDS = values(by=DAY, items=INTEGER, percent=values(value=INTEGER, more_than=FLAG, less_than=FLAG))
FORECAST = linked(
    seq=INTEGER,
    waiting=INTEGER,
    quality=values(
        level=TEXT,
        sentence=maybe(TEXT),
        items=INTEGER,
        since=maybe(DAY),
        split=NUMBER,
        **{"from": DAY},
    ),
    question=values(
        ask=one_of(*ASKS), item=maybe(INTEGER), down=FLAG, by=DAY, items=maybe(INTEGER), place=maybe(INTEGER)
    ),
    subject=maybe(
        values(
            number=maybe(INTEGER),
            title=maybe(TEXT),
            state=maybe(STATE),
            place=maybe(INTEGER),
            items=INTEGER,
            blocked=FLAG,
            waits=FLAG,
            needed=INTEGER,
            blocked_above=INTEGER,
            started=maybe(DAY),
            finished_on=maybe(DAY),
        )
    ),
    answer=either(_WHEN, _MANY, _ODDS, {"type": "null"}),
    record=values(next=_SCORES, items=_SCORES),
    sle=SLE,
    sle_of=INTEGER,
    _embedded=embedding(running=ITEM_LINE, waiting=ITEM_LINE, matches=ITEM_LINE),
)
QUESTION = (
    fields.choice("ask", ASKS),
    fields.number("item"),
    fields.flag("down"),
    fields.number("items", high=MOST_ITEMS),
    fields.number("place"),
    fields.day("by"),
    WORDS,
)


@api.get("/teams/<number:team>/forecast", endpoint="forecast")
@in_team(Right.SEE)
@takes(*QUESTION)
@answers(asking(FORECAST))
def forecast(caller: Caller, asked: Asked) -> Response:
    """The answer to one question: when, how many, or how likely.

    `ask=when`: the day when an `item`, everything `down` to it, or a number of new `items` at a `place` are finished.
    `ask=many`: how many items are finished `by` a day. `ask=odds`: how likely the `item` or `items` are finished by then.
    Without a question: when the last item of the top is finished.
    """
    said = {name: value for name, value in asked.items() if value is not None}
    read = partial(forecast_screen, question=Question(**said))
    # A missing record may be added at any time, so the ETag changes each minute.
    return fresh(caller, read, lambda screen: reply(_forecast(caller, screen, asked)), each_minute=True)


def _forecast(caller: Caller, screen: ForecastScreen, asked: Asked) -> Document:
    if not screen.team_forecast.recorded:
        wake_chores()
    team, links = caller.team.id, links_here(caller, "forecast", **given(asked))
    body: Document = {
        "seq": screen.frame.revision,
        "waiting": screen.waiting,
        "quality": _quality(screen.team_forecast),
    }
    body["question"] = _question(screen.question, screen.by)
    body |= {"subject": _subject(screen.subject), "answer": _answer(team, screen), "record": _record(screen)}
    body |= {"sle": sle(screen.sle), "sle_of": screen.sle_of}
    body["_embedded"] = {
        "running": [item_line(team, item) for item in screen.running],
        "waiting": [item_line(team, item) for item in screen.choices],
        "matches": [item_line(team, item) for item in screen.matches],
    }
    return document(links, body, query_template(forecast, links["self"]))


def _question(question: Question, by: date) -> Document:
    """The question, with the defaults that the answer used for missing parts."""
    said: Document = {"ask": question.ask, "item": question.item, "down": question.down, "by": plain(by)}
    return said | {"items": question.items, "place": question.place}


def _quality(team_forecast: TeamForecast) -> Document:
    of = team_forecast.forecast
    said = localized(Sentence(of.quality.sentence, of.quality.facts)) if of.quality.sentence else None
    about = {"level": of.quality.level, "sentence": said, "from": plain(of.today), "items": of.items}
    return about | {"since": plain(of.since), "split": round(team_forecast.split, 2)}


def _subject(subject: Subject | None) -> Document | None:
    if subject is None:
        return None
    about = {"number": subject.number, "title": subject.title, "state": subject.state if subject.number else None}
    about |= {"place": subject.place or None, "items": subject.count, "blocked": subject.blocked}
    about |= {
        "waits": subject.held,
        "needed": subject.needed,
        "blocked_above": subject.blocked_above,
        "started": plain(subject.started),
    }
    return about | {"finished_on": plain(subject.finished)}


def _answer(team: int, screen: ForecastScreen) -> Document | None:
    year = screen.team_forecast.forecast.year
    match screen.answer:
        case WhenAnswer() as when:
            habit = {"a_month": round(when.habit, 1), "dates": dates(when.at_habit, year)}
            return {"dates": dates(when.dates, year), "later_than": plain(year), "at_habit": habit}
        case Many() as many:
            counts = [{"odds": odds, "items": count} for odds, count in many.counts]
            return {"by": plain(many.by), "counts": counts, "reaches": item_line(team, many.reaches)}
        case Odds() as odds:
            return {"by": plain(odds.by), "items": odds.items, "percent": _percent(odds.odds)}
    return None


def _percent(odds: float) -> Document:
    """A forecast is never certain: odds beyond LEAST_SURE or SUREST are given as that bound."""
    rounded = min(SUREST, max(LEAST_SURE, int(odds * 100 + 0.5)))
    return {"value": rounded, "more_than": odds * 100 > SUREST, "less_than": int(odds * 100 + 0.5) < LEAST_SURE}


def _record(screen: ForecastScreen) -> Document:
    record = screen.team_forecast.record
    return {"next": _scores(record.next_shown), "items": _scores(record.items_shown)}


def _scores(of: PlaceRecord) -> Document:
    scores = [
        {
            "odds": one.odds,
            "quoted": one.resolved,
            "kept": one.kept,
            "open": one.open,
            "verdict": one.calibration or None,
        }
        for one in of.scores
    ]
    return {"place": of.place, "scores": scores}
