"""The stand-up, asked oddly: what cannot be told, other days, foreign teams; and what it costs."""

import re
from datetime import timedelta

import pytest

from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top
from tests.cast import MONDAY
from tests.conftest import BOTH_ENGINES
from tests.statements import counted
from tests.store.rows import fill

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"text": " "}, 422, "This cannot be empty."),
        ({"text": "x" * 201}, 422, "Shorten it to 200"),
        ({"text": "waits", "item": "x"}, 422, "This must be a whole number."),
        ({"text": "waits", "item": "4"}, 303, ""),
        ({"text": "waits", "item": "2"}, 409, "already blocked"),
        ({"text": "waits", "item": "77"}, 404, ""),
    ],
)
def test_what_cannot_be_told_says_why_and_loses_nothing(site, alice, busy, standup, typed, status, sentence):
    before = site.revision(busy.team)
    answer = alice.browser.post(standup, typed)
    assert answer.status_code == status
    assert sentence in answer.text
    assert status in (303, 404) or f'value="{typed["text"].strip()}"' in answer.text or typed["text"] in answer.text
    assert site.revision(busy.team) == before + (status == 303)


def test_observers_tell_nothing(site, carol, busy, standup):
    before = site.mark()
    assert carol.browser.post(standup, {"text": "Paint the door"}).status_code == 403
    assert site.mark() == before


def test_since_can_be_another_day(cast, alice, busy, standup):
    cast.now += timedelta(days=7)
    page = alice.look(standup)
    assert "Logo" not in page.words
    earlier = alice.look(f"{standup}?since={MONDAY.date()}")
    assert re.search(r"Logo #\d+ took one day", earlier.words)
    assert "Since the last stand-up" in earlier.words
    assert 'name="since" type="date" value="2026-11-23"' in earlier.response.text


@pytest.mark.parametrize(
    "since", ["2027-11-23", "0001-01-01", "9999-12-31", "2026-02-30", "yesterday", "2026-11-23T09:00", "%F0%9F%98%80"]
)
def test_a_day_without_a_standup_is_refused_beside_its_field(alice, busy, standup, since):
    page = alice.look(f"{standup}?since={since}")
    assert page.response.status_code == 422
    assert 'id="since-wrong"' in page.response.text
    assert "What is the team doing to help?" in page.words


@pytest.mark.parametrize(("query", "status"), [("since=%00", 400), ("since=%zz", 400), ("since=" + "9" * 8200, 400)])
def test_a_malformed_question_gets_a_clear_answer(alice, standup, query, status):
    assert alice.browser.get(f"{standup}?{query}").status_code == status


def test_a_foreign_standup_is_as_missing_as_none(site, standup):
    mallory = site.browser(site.cast.mallory)
    foreign, missing = mallory.get(standup), mallory.get("/teams/999/standup")
    assert (foreign.status_code, foreign.data) == (404, missing.data)
    assert mallory.post(standup, {"text": "x"}).status_code == 404


def test_asking_again_costs_nothing_until_something_changes_or_a_day_passes(cast, alice, busy, standup):
    etag = alice.browser.get(standup).headers["ETag"]
    asked = {"If-None-Match": etag}
    assert alice.browser.get(standup, headers=asked).status_code == 304
    cast.now += timedelta(days=1)
    assert alice.browser.get(standup, headers=asked).status_code == 200


@BOTH_ENGINES
def test_it_costs_as_many_statements_with_a_hundred_items(cast, alice, standup):
    fill(cast, 100)
    cast.do(block, item=50, sentence="waits")
    alice.look(standup)  # Forecast and cover are kept from now on.
    counts = []
    for number in (1, 2, 3):
        cast.do(pull_top, by=cast.alice, others="both")
        cast.do(block, item=number, sentence="waits")
        with counted(cast.doors) as sent:
            assert alice.browser.get(standup).status_code == 200
        counts.append(len(sent))
    assert len(set(counts)) == 1
    assert counts[0] <= 20
