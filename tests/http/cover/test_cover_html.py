"""Cover as people use it, without scripts: the page and its small forms, the request at the pull, away and leaving."""

import re
from datetime import timedelta

import pytest

from queue_app.usecases.cover.claims import claim
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import utc_now
from tests import given
from tests.cast import Cast
from tests.http.reading import Person
from tests.store.rows import area


@pytest.fixture
def cover(queue: str) -> str:
    return f"{queue}/cover"


@pytest.fixture
def payments(cast: Cast) -> int:
    """Four are in the team, and Alice alone can take Payments, which the first two items touch."""
    cast.now = utc_now()
    given.member(cast, "Dora")
    given.member(cast, "Emil")
    cast.add("Refunds", "Invoice", "Search")
    found = area(cast, "Payments", 1, 2)
    cast.do(declare, by=cast.alice, can=[found])
    return found


def test_the_page_says_what_hurts_first_in_words_and_with_a_dot(bob, cover, payments):
    page = bob.look(cover)
    assert "If one person were away, half of the next items would stop." in page.words
    assert "Payments one person, said so but has not done it yet" in page.words
    assert "2 of the next ten items, the first at position 1" in page.words
    assert "#d-single" in page.response.text
    assert "Ask Alice" not in page.words


def test_a_member_is_told_whom_to_ask(alice, cover, payments):
    assert "Ask Alice." in alice.look(cover).words


def test_a_team_of_three_reads_words_without_dots(bob, cast, cover):
    given.member(cast, "Dora")
    cast.do(declare, by=cast.alice, can=[given.area(cast, "Payments")])
    page = bob.look(cover)
    assert "Payments one person" in page.words
    assert "#d-" not in page.response.text


def test_observers_neither_see_the_page_nor_are_led_to_it(carol, alice, cover, queue, payments):
    assert carol.look(cover).response.status_code == 403
    assert carol.look(f"{cover}/away").response.status_code == 403
    assert "Cover" not in [words for words, _ in carol.look(queue).links]
    assert "Cover" in [words for words, _ in alice.look(queue).links]
    assert "one person" not in carol.look(queue).words


def test_i_say_what_i_can_take_and_it_is_kept(bob, cover, payments):
    page = bob.look(cover)
    page = bob.press(page, "Save", **{f"area-{payments}": "teach"})
    assert "Saved what you can take. It counts for 180 days" in page.words
    assert (f"area-{payments}", "teach") in [field for form in page.forms for field in form.fields]
    assert "two people" in page.words
    page = bob.press(page, "Save", **{f"area-{payments}": ""})
    assert "Payments one person" in page.words


def test_an_absence_is_entered_and_removed(bob, cast, cover, payments):
    day = (cast.now + timedelta(days=4)).date().isoformat()
    page = bob.look(cover)
    last = (cast.now + timedelta(days=6)).date().isoformat()  # Three days hold a working day.
    page = bob.press(page, "Add", person=str(cast.alice), first=day, last=last)
    assert "The absence is added" in page.words
    assert f'<b>Alice</b> <time datetime="{day}"' in page.response.text
    away = bob.look(page.link("What stops then?"))
    assert "Nobody can start these 1 Refunds 2 Invoice" in away.words
    page = bob.press(bob.look(cover), "Remove Alice")
    assert "No absences entered." in page.words


def test_an_absence_that_cannot_be_comes_back_with_what_was_typed(bob, cast, cover, payments):
    page = bob.press(bob.look(cover), "Add", first="2036-11-30", last="2036-11-24")
    assert page.response.status_code == 422
    assert "The last day is before the first day. Choose a later last day." in page.words
    assert ("last", "2036-11-24") in [field for form in page.forms for field in form.fields]


def test_the_request_at_the_pull_is_published_on_the_item(bob, queue, payments):
    page = bob.look(queue)
    assert "Payments: One person can take it. Ask or pair with Alice." in page.words
    page = bob.press(page, "Look for a second person")
    assert "Looking for: a second person for Payments" in page.words
    assert "Ask or pair with" not in page.words


def test_who_knows_it_is_offered_to_take_somebody_along(alice, queue, payments):
    words = alice.look(queue).words
    assert re.search(r"Payments: One person can take it\. Take \w+ or \w+ along\.", words)


def test_a_member_looks_what_is_to_hand_over_and_it_is_kept_nowhere(alice, site, cast, cover, payments):
    before = site.mark()
    page = alice.look(f"{cover}/away?people={cast.alice}")
    assert "What needs a handover?" in page.words
    assert "Nobody can start these 1 Refunds 2 Invoice" in page.words
    assert "Areas left with one person or nobody Payments" in page.words
    assert site.mark() == before


@pytest.mark.parametrize("asked", [
    "first=tomorrow", "people=x", "people=999999", "first=2026-11-30&last=2026-11-24", "first=9999-12-31", "first=0001-01-01",
    "first=2026-11-30&last=9999-12-31",
])  # fmt: skip
def test_days_and_people_that_cannot_be_are_refused_in_words(alice, cover, payments, asked):
    page = alice.look(f"{cover}/away?{asked}")
    assert page.response.status_code == 422
    assert 'class="refusal"' in page.response.text


def test_what_i_did_not_work_on_counts_for_me_no_more(bob, cast, cover, payments):
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1, worked_along=[cast.alice, cast.bob])
    assert "two people" in bob.look(cover).words
    today = cast.now.date().isoformat()
    page = bob.press(bob.look(cover), "Not mine", area=str(payments), on=today)
    assert "That day no longer counts for you in that area" in page.words
    assert "Payments one person" in page.words
    page = bob.press(page, "Not mine", area=str(payments), on=today)
    assert "Nothing changed: it is already like that" in page.words


def test_a_name_of_former_times_is_claimed_by_a_click(bob, alice, cast, cover, payments):
    anna = given.former(cast.doors, cast.team, "Anna of old")
    page = bob.press(bob.look(cover), "That was me", former_person=str(anna))
    assert "Anna of old that was me" in page.words
    assert "Anna of old" not in alice.look(cover).words
    page = bob.press(page, "Not me")
    assert "that was me Not me" not in page.words
    cast.do(claim, by=cast.alice, former_person=anna)
    assert "Anna of old" not in bob.look(cover).words


def test_without_areas_it_says_how_to_begin(bob, alice, cover):
    assert "Add areas" in bob.look(cover).words
    assert "A manager can add them on the team page." in alice.look(cover).words


def test_a_page_that_is_there_already_costs_nothing(site, cast, cover, payments):
    browser = site.browser(cast.alice)
    first = browser.get(cover)
    assert browser.get(cover, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    cast.do(declare, by=cast.bob, can=[payments])
    assert browser.get(cover, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_another_teams_cover_is_not_there(site, cast, cover):
    mallory = Person(site.browser(cast.mallory))
    for path in (cover, f"{cover}/away"):
        assert mallory.look(path).response.data == mallory.look("/teams/2147483647").response.data
