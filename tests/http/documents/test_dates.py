"""Dates for programs: the same forecast as on the page, with its odds, and answers that agree with each other."""

from datetime import date, timedelta

import pytest

from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top
from tests.http.program import Program
from tests.http.reading import Shown
from tests.store.rows import history

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def program(site, cast):
    """Sixty days with one finished item each; Search runs, ten items wait."""
    history(cast)
    cast.add("Search", *(f"Item {n}" for n in range(2, 12)))
    cast.do(pull_top, by=cast.alice)
    return Program(site, cast.bob, "read")


def asked(program, **question):
    address = program.follow("team")["_links"]["forecast"]["href"]
    return program.get(address + "?" + "&".join(f"{name}={said}" for name, said in question.items())).json


def test_an_item_has_later_dates_the_surer_they_are(program):
    forecast = asked(program, item=7)
    days = [forecast["answer"]["dates"]["days"][odds] for odds in ("50", "70", "85", "95")]
    assert days == sorted(days)
    assert (forecast["subject"]["title"], forecast["subject"]["place"]) == ("Item 7", 6)
    assert (forecast["quality"]["level"], forecast["quality"]["items"]) == ("good", 58)


def test_without_a_question_it_is_the_last_item_of_the_top_as_on_the_page(program, site, cast, queue):
    forecast = asked(program)
    page = Shown(site.browser(cast.bob).get(f"{queue}/forecast")).words
    assert forecast["question"]["item"] == 4
    day = date.fromisoformat(forecast["answer"]["dates"]["days"]["85"])
    assert f"{day.day} {day:%b}" in page


def test_the_three_questions_agree(program):
    day = asked(program, item=7)["answer"]["dates"]["days"]["85"]
    before = f"{date.fromisoformat(day) - timedelta(days=3):%Y-%m-%d}"
    odds, earlier = (asked(program, ask="odds", item=7, by=by)["answer"]["percent"]["value"] for by in (day, before))
    assert earlier < 85 <= odds
    many = asked(program, ask="many", by=day)["answer"]
    by_odds = {one["odds"]: one["items"] for one in many["counts"]}
    assert by_odds[0.95] <= by_odds[0.85] <= by_odds[0.5]
    assert many["reaches"]["position"] >= 6


def test_odds_are_never_certain(program):
    far = asked(program, ask="odds", items=1, by="2027-11-01")["answer"]["percent"]
    near = asked(program, ask="odds", items=90, by="2026-11-24")["answer"]["percent"]
    assert far == {"value": 95, "more_than": True, "less_than": False}
    assert near == {"value": 1, "more_than": False, "less_than": True}


def test_what_is_blocked_has_no_date(program, cast):
    cast.do(block, by=cast.bob, item=7, sentence="waits for the bank")
    forecast = asked(program, item=7)
    assert (forecast["subject"]["blocked"], forecast["answer"]) == (True, None)
