"""What all viewers see is drawn once, and anew as soon as anything that it was drawn from is another."""

from dataclasses import fields, replace
from datetime import timedelta
from gc import collect
from weakref import ref

import pytest
from markupsafe import Markup

from queue_app.domain.team.rights import Role
from queue_app.service.http import language
from queue_app.web.html import drawn_once
from queue_app.web.html.drawn_once import KEPT, DrawnOnce, form_key, form_token
from queue_app.web.html.queue_parts import PageDay, RowTexts, order_part, page_day
from tests.web.values import FORECAST, NOW, frame, queue, rows


class Macro:
    """Counts how often it draws."""

    def __init__(self):
        self.drawn = 0

    def __call__(self, *values):
        self.drawn += 1
        return Markup("{}").format(values)


@pytest.fixture
def macro():
    return Macro()


def test_the_same_values_are_drawn_once(macro):
    once = DrawnOnce()
    texts = {once("rows", macro, rows(18), page_day(frame(role))) for role in (Role.MANAGER, Role.MEMBER)}
    assert (macro.drawn, len(texts)) == (1, 1)


@pytest.mark.parametrize(
    "other",
    [
        lambda shown, day: (shown[1:], day),
        lambda shown, day: ((replace(shown[0], skipped=True), *shown[1:]), day),
        lambda shown, day: (shown, replace(day, now=day.now + timedelta(minutes=1))),
        lambda shown, day: (shown, replace(day, team=replace(day.team, name="Lions"))),
    ],
    ids=["other rows", "skipped by this person", "a minute later", "another team"],
)
def test_anything_else_is_drawn_anew(macro, other):
    once = DrawnOnce()
    once("rows", macro, rows(18), page_day(frame()))
    once("rows", macro, *other(rows(18), page_day(frame())))
    assert macro.drawn == 2


def test_another_language_is_drawn_anew(macro, monkeypatch):
    once = DrawnOnce()
    for spoken in ("en", "de", "en"):
        monkeypatch.setattr(drawn_once, "language", lambda spoken=spoken: spoken)
        once("rows", macro, 1)
    assert macro.drawn == 2
    assert language.language() == "en"


def test_the_oldest_is_forgotten(macro):
    once = DrawnOnce()
    for n in (*range(KEPT), 0, KEPT, 0, 1):
        once("rows", macro, n)
    assert macro.drawn == KEPT + 2, "0 was used again and is kept; 1 was the oldest"


def test_each_answer_gets_a_token_and_a_key_of_its_own(monkeypatch):
    once, drawn = DrawnOnce(), []

    def form() -> Markup:
        drawn.append(1)
        return Markup("{} {}").format(form_token(), once("inner", lambda: Markup("{}").format(form_key())))

    monkeypatch.setattr(drawn_once, "_form_token", iter(["first token", "second token"]).__next__)
    monkeypatch.setattr(drawn_once, "page_key", iter(["first key", "second key"]).__next__)
    assert [once("form", form) for _ in range(2)] == ["first token first key", "second token second key"]
    assert len(drawn) == 1


def test_a_move_draws_the_words_of_no_row_again_that_stays_in_its_place():
    """Of rows that it passes only position and dates are filled in again."""
    words, texts = Macro(), RowTexts()
    shown = rows(18)
    for order in (shown, (shown[-1], *shown[:-1])):
        part = order_part(queue(rows=tuple(replace(row, position=n) for n, row in enumerate(order, 1))))
        drawn = texts(words, Macro(), part, "/items/", FORECAST, None)
        assert [str(n) in text for n, (_, text) in enumerate(drawn, 1)] == [True] * 18
    assert words.drawn == 18 + 2, "the moved one came into the top, and another one left it"


def test_what_is_shared_of_a_frame_is_no_person():
    assert {field.name for field in fields(PageDay)} == {"team", "now", "today", "urgent"}
    assert page_day(frame()).now == NOW.replace(second=0, microsecond=0)


def test_two_viewers_with_one_right_get_the_same_rows(render):
    pages = [render("queue/show.html", queue(Role.MANAGER, frame=replace(frame(), revision=n))) for n in (41, 42)]
    of = [page.partition('<ol class="rows')[2].partition("</ol>")[0] for page in pages]
    assert of[0] == of[1] != ""


def test_a_text_keeps_no_forecast_in_memory(macro):
    once, forecast = DrawnOnce(), replace(FORECAST)
    once("rows", macro, forecast)
    once("rows", macro, forecast)
    known = ref(forecast)
    del forecast
    collect()
    assert (macro.drawn, known()) == (1, None)
    once("rows", macro, replace(FORECAST))
    assert macro.drawn == 2
