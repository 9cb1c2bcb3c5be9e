"""Cover without scripts: the page and its small forms, the request at the pull, and the Away page."""

import logging
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from queue_app.store.tables import FORMER
from queue_app.usecases.cover.claims import claim
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import utc_now
from tests import given
from tests.cast import Cast
from tests.http.reading import Person
from tests.imports import imports
from tests.store.rows import area


@pytest.fixture
def payments(cast: Cast) -> int:
    """A team of four. Only Alice can take Payments, which the first two items touch."""
    cast.now = utc_now()
    given.member(cast, "Dora")
    given.member(cast, "Emil")
    cast.add("Refunds", "Invoice", "Search")
    found = area(cast, "Payments", 1, 2)
    cast.do(declare, by=cast.alice, can=[found])
    return found


def test_the_page_says_what_hurts_first_in_words_and_with_a_dot(bob, cover, payments):
    page = bob.look(cover)
    assert "2 of the next 3 items rest on one person each. Pair on #1 first." in page.words
    assert "If one person were away, nobody could start half of the next items." in page.words
    assert "one person if this person is away, nobody else could start Payments" in page.words
    assert "2 of the next 3: #1, #2, at positions 1 and 2" in page.words
    assert "One says so and has not done it yet." in page.words
    assert "#d-single" in page.response.text
    assert "Ask Alice" not in page.words


def test_a_member_is_told_whom_to_ask(alice, cover, payments):
    assert "Ask Alice." in alice.look(cover).words


def test_a_team_of_three_reads_words_without_dots(bob, cast, cover):
    given.member(cast, "Dora")
    cast.do(declare, by=cast.alice, can=[given.area(cast, "Payments")])
    page = bob.look(cover)
    assert "one person if this person is away, nobody else could start Payments" in page.words
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
    assert "Payments until" in page.words
    assert "two people one can be away" in page.words
    page = bob.press(page, "Save", **{f"area-{payments}": ""})
    assert "one person if this person" in page.words


def test_an_absence_is_entered_and_removed(bob, cast, cover, payments):
    day = (cast.now + timedelta(days=4)).date().isoformat()
    page = bob.look(cover)
    last = (cast.now + timedelta(days=6)).date().isoformat()  # Three days contain a working day.
    page = bob.press(page, "Add", person=str(cast.alice), first=day, last=last)
    assert "The absence is added" in page.words
    assert f'<b>Alice</b> <time datetime="{day}"' in page.response.text
    away = bob.look(page.link("What could nobody start then?"))
    assert "Nobody could start these 1 Refunds 2 Invoice" in away.words
    assert "Payments nobody a pause is likely" in away.words
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
    page = alice.press(alice.look(f"{cover}/away"), "Show", people=str(cast.alice), first="", last="")
    assert "What needs a handover?" in page.words
    assert "Nobody could start these 1 Refunds 2 Invoice" in page.words
    assert "Areas left with one person or nobody Payments" in page.words
    assert site.mark() == before


def test_whom_somebody_chose_stands_in_no_address_and_in_no_log(alice, cast, cover, payments, caplog):
    with caplog.at_level(logging.INFO, logger="topmost.requests"):
        page = alice.press(alice.look(f"{cover}/away"), "Show", people=str(cast.alice), first="", last="")
    assert page.response.request.query_string == b""
    assert {" ".join(line.split(" ")[:2]) for line in caplog.messages} == {f"GET {cover}/away", f"POST {cover}/away"}
    asked = alice.look(f"{cover}/away?people={cast.alice}")
    assert "What needs a handover?" not in asked.words


def test_more_than_may_be_asked_about_is_refused_with_the_ticks_kept(alice, cast, cover, payments):
    page = alice.press(alice.look(f"{cover}/away"), "Show", people=[str(cast.alice), str(cast.bob)], first="", last="")
    assert page.response.status_code == 422
    assert "Choose at most 1, so that three or more stay." in page.words
    assert [value for form in page.forms for name, value in form.fields if name == "people"] == [
        str(cast.alice),
        str(cast.bob),
    ]
    assert "Nobody could start" not in page.words


def test_after_an_import_nothing_alarms(bob, alice, cast, cover, queue):  # I6
    """All names are of former people, so cover is not known yet."""
    cast.now = utc_now()
    given.member(cast, "Dora")
    day = cast.now.date().isoformat()
    rows = [f"Done {n},Anna;Otto,Payments,{day}," for n in range(30)] + ["Refunds,,Payments,,", "Invoice,,Payments,,"]
    imports(cast, "title,people,area,finished,words\n" + "\n".join(rows) + "\n")
    for look in (cover, queue, f"{cover}/away", queue.removesuffix("/cover") + "/standup"):
        words = alice.look(look).words
        assert not re.search("nobody (here )?could|nobody$|one person|rest on|Swarm|half of the next", words, re.I), (
            look
        )
    page = bob.look(cover)
    assert "It is not known yet who could start the next items." in page.words
    assert "Only people we do not know finished it." in page.words
    assert "Payments: not known yet who can take it." in alice.look(queue).words
    cast.do(claim, by=cast.alice, former_person=former_of(cast, "Anna"))
    assert "one person if this person is away" in bob.look(cover).words


def former_of(cast: Cast, name: str) -> int:
    with cast.doors.reading() as conn:
        return conn.execute(select(FORMER.c.id).where(FORMER.c.name == name)).scalar_one()


@pytest.mark.parametrize("asked", [
    "first=tomorrow", "first=2026-11-30&last=2026-11-24", "first=9999-12-31", "first=0001-01-01",
    "first=2026-11-30&last=9999-12-31",
])  # fmt: skip
def test_days_and_people_that_cannot_be_are_refused_in_words(alice, cover, payments, asked):
    page = alice.look(f"{cover}/away?{asked}")
    assert page.response.status_code == 422
    assert 'class="refusal"' in page.response.text
    page = alice.press(alice.look(f"{cover}/away"), "Show", **dict(one.split("=") for one in asked.split("&")))
    assert page.response.status_code == 422


@pytest.mark.parametrize("people", ["x", "999999"])
def test_people_that_cannot_be_are_refused_in_words(alice, cover, payments, people):
    page = alice.press(alice.look(f"{cover}/away"), "Show", people=people, first="", last="")
    assert page.response.status_code == 422
    assert 'class="refusal"' in page.response.text


def test_what_i_did_not_work_on_counts_for_me_no_more(bob, cast, cover, payments):
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1, worked_along=[cast.alice, cast.bob])
    assert "two people one can be away" in bob.look(cover).words
    today = cast.now.date().isoformat()
    page = bob.press(bob.look(cover), "Not mine", area=str(payments), on=today)
    assert "That day no longer counts for you in that area" in page.words
    assert "one person if this person" in page.words
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
