"""The stand-up as plain lines for a chat: the same as the page, for each role what it may see, and nobody's name."""

from datetime import timedelta

import pytest

from queue_app.domain.queue.order import Target
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from tests.screens.test_queue import BECAUSE

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def text(standup):
    return f"{standup}/text"


def test_it_is_plain_text_in_the_order_of_the_page(alice, busy, standup, text):
    answer = alice.browser.get(alice.look(standup).link("Copy as text"))
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "Stand-up of Tigers, Tue 24 Nov: what is the team doing to help?"
    heads = (
        "Blocked:",
        "Older",
        "Nobody on it:",
        "Top item in progress:",
        "2 of 4",
        "Next pulls:",
        "Order",
        "Finished",
    )
    places = [next(n for n, line in enumerate(lines) if line.startswith(head)) for head in heads]
    assert places == sorted(places)
    assert "- Search (#2): just now, waits for the bank. No next step yet" in lines
    assert "- WIP limit changed from 3 to 4: a fourth person came" in lines
    assert "- Search (#2): just now" in lines
    assert "- Tax (#4), skipped once: “I do not know this area”" in lines
    assert "- Photos (#5): looking for somebody who draws" in lines
    assert "- Logo (#1): one day" in lines


@pytest.mark.parametrize("who", ["alice", "bob", "carol"])
def test_nobody_is_named(request, busy, text, who):
    said = request.getfixturevalue(who).browser.get(text).text
    assert not [name for name in ("Alice", "Bob", "Carol") if name in said]
    assert ("Next pulls:" in said) is (who != "carol")


def test_what_people_wrote_stands_there_as_they_wrote_it(cast, alice, text):
    cast.add("One & <two>", "A", "B", "C")
    cast.do(move, items=[4], target=Target(end="top"), reason=BECAUSE)
    said = alice.browser.get(text).text
    assert "- One & <two> (#1)" in said
    assert "- C (#4) moved to the top: Guests ask for it." in said


def test_when_all_is_well_it_is_short_and_says_so(cast, alice, text):
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    said = alice.browser.get(text).text
    assert "Nothing blocked, nothing old." in said
    assert "Blocked: nothing" in said
    assert len(said.splitlines()) <= 12


def test_since_is_asked_like_on_the_page(cast, alice, busy, text):
    cast.now += timedelta(days=7)
    assert "Logo" not in alice.browser.get(text).text
    assert "Logo" in alice.browser.get(f"{text}?since=2026-11-23").text
    assert alice.browser.get(f"{text}?since=2027-11-23").status_code == 422


def test_a_foreign_one_is_missing(site, text):
    assert site.browser(site.cast.mallory).get(text).status_code == 404
