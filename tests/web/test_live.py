"""What a page says of itself so that it stays live, and what it says others did."""

import re
from dataclasses import replace

import pytest

from queue_app.domain.queue.events import EVENT_KINDS, OF_WHAT_IS_TOLD
from queue_app.screens.values import ToldLine
from queue_app.web.html.form import Form
from tests.web.looking_back import standup
from tests.web.pages import PAGES
from tests.web.values import frame, item, queue

LIVE = ("queue", "item", "stand-up", "home", "radiator, 2 running", "forecast of a guest")
NOT_LIVE = ("add", "item, edit", "move", "coin", "account", "finished", "flow", "order history")


def told(render, line):
    page = render("queue/show.html", queue(frame=replace(frame(), told=line)))
    return re.search(r'data-told="([^"]*)"', page)[1]


@pytest.mark.parametrize("name", LIVE)
def test_pages_that_people_leave_open_are_live(render, name):
    page = render(*PAGES[name])
    assert re.search(r'<html [^>]*data-live="[^"]+" data-seen="1.41"', page)
    assert all(f'id="{line}"' in page for line in ("told", "connection"))


@pytest.mark.parametrize("name", NOT_LIVE)
def test_a_page_of_a_form_or_of_the_past_is_not(render, name):
    template, screen = PAGES[name]
    page = render(template, screen, made_token=None, zones=(), made={}, asks_password=True, changes_address=True)
    assert "data-live" not in page
    assert 'id="connection"' not in page


@pytest.mark.parametrize(("template", "screen"), [("item/show.html", item()), ("standup/show.html", standup())])
def test_a_form_that_was_refused_is_shown_as_it_was_sent(render, template, screen):
    assert "data-live" not in render(template, screen, Form(refusal="No."))


@pytest.mark.parametrize("kind", OF_WHAT_IS_TOLD)
def test_each_kind_names_who_and_what_or_the_item_alone(render, kind):
    assert told(render, ToldLine(kind, 88, "Lin")).startswith(("Lin ", "#88"))
    without = told(render, ToldLine(kind, 88))
    assert without == ("#88 moved" if kind == "moved" else f"#88 {EVENT_KINDS[kind].words}")


def test_a_name_cannot_leave_the_attribute(render):
    assert told(render, ToldLine("finished", 88, '"><b>Lin')) == "&#34;&gt;&lt;b&gt;Lin finished #88"


@pytest.mark.parametrize(("more", "words"), [(1, " and one more change"), (7, " and 7 more changes")])
def test_what_came_before_is_counted(render, more, words):
    assert told(render, ToldLine("finished", 88, "Lin", more)) == f"Lin finished #88{words}"
