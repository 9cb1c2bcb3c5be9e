"""The forecast page, looked at in a browser without scripts: what is asked, what is said, what is refused, how it is shared."""

import gzip
import re
from datetime import date, timedelta

import pytest

from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.forecast.record import keep_record
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.pull import pull_top
from tests.conftest import BOTH_ENGINES
from tests.http.reading import Shown
from tests.imports import imports
from tests.statements import counted
from tests.store.rows import fill, history

DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def forecast(queue):
    return f"{queue}/forecast"


@pytest.fixture
def worked(cast):
    """Sixty days of an item a day; Search runs, ten wait."""
    history(cast)
    cast.add("Search", *(f"Item {n}" for n in range(2, 12)))
    cast.do(pull_top, by=cast.alice)
    return cast


def send(person, page: Shown, button: int = 0, **typed: str) -> Shown:
    """Send a form of the page as a browser does: its fields are the address."""
    form = [form for form in page.forms if form.method == "get"][button]
    fields = dict(form.fields) | typed
    return Shown(person.browser.get(form.action, query_string=fields))


def test_everybody_of_the_team_reads_it_and_nobody_is_named(worked, alice, bob, carol, forecast):
    for person in (alice, bob, carol):
        page = person.look(forecast)
        assert "From 58 items finished over" in page.words
        assert "If the order stays as it is by " in page.words
        assert "It is at position 3 now." in page.words
        assert "85 % sure" in page.words
        shown = page.words.split("Signed in as")[0]
        assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]


def test_each_question_is_a_form_and_each_answer_an_address(worked, alice, forecast):
    page = alice.look(forecast)
    chosen = send(alice, page, item="7")
    assert "It is at position 6 now." in chosen.words
    all_of_it = send(alice, page, item="7", down="1")
    assert "Everything down to position 6, if the order stays as it is by " in all_of_it.words
    fresh = send(alice, page, 1, items="3", place="2")
    assert "3 new items at position 2, if the order stays as it is by " in fresh.words
    many = alice.look(page.link("How many"))
    answered = send(alice, many, by="2026-12-18").words
    assert re.search(r"Finished by the end of Fri 18 Dec \d+ items or more 85 % sure Even odds: \d+ items", answered)
    odds = alice.look(page.link("How likely"))
    assert "8 items are finished by the end of Fri 18 Dec" in send(alice, odds, items="8", by="2026-12-18").words
    assert "“Item 7”, position 6, is finished by the end of" in send(alice, odds, 1, item="7").words


def test_what_is_nearly_sure_is_never_said_to_be_sure(worked, alice, forecast):
    page = alice.look(f"{forecast}?ask=odds&items=1&by=2027-06-30")
    assert "> 95 %" in page.words
    assert "100 %" not in page.words.split("Our own record")[0]


@pytest.mark.parametrize(
    "asked",
    [
        "item=4711", "item=x", "items=0", "items=99999", "place=-1", "ask=many&by=yesterday", "ask=odds&by=2026-01-01",
        "ask=many&by=9999-12-31",
    ],
)  # fmt: skip
def test_odd_questions_get_a_sentence_and_the_page(worked, alice, forecast, asked):
    answer = alice.browser.get(f"{forecast}?{asked}")
    assert answer.status_code == 422
    assert "refusal" in answer.text
    assert (
        "85\u00a0% sure" in answer.text or "are finished by" in answer.text or "finished by the end of" in answer.text
    )


def test_what_makes_no_sense_beside_a_question_is_passed_over(worked, alice, forecast):
    assert alice.browser.get(f"{forecast}?ask=luck&q=&unknown=1").status_code == 200


def test_what_runs_is_told_from_its_age(worked, alice, forecast):
    page = alice.look(f"{forecast}?item=1")
    assert re.search(
        r"In progress since today\. The date comes from items that took as long\. by 25 Nov 85 % sure", page.words
    )
    odds = alice.look(f"{forecast}?ask=odds&item=1&by=2026-11-25").words
    assert "“Search” is finished by the end of Wed 25 Nov. This comes from items that took as long." in odds
    assert '<optgroup label="In progress"><option value="1">Search' in alice.browser.get(forecast).text


def test_a_blocked_item_has_no_date(worked, alice, forecast, queue):
    worked.do(block, item=3, sentence="waits")
    assert "No date while it is blocked" in alice.look(f"{forecast}?item=3").words
    assert "No date while it is blocked." in alice.look(f"{queue}/items/3").words
    assert "One item above is blocked. The dates assume that it moves on." in alice.look(f"{forecast}?item=4").words
    assert "One item above is blocked. The dates assume that it moves on." in alice.look(f"{queue}/items/4").words


def test_without_enough_finished_work_the_next_step_is_said(cast, alice, bob, forecast):
    cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(finish, by=cast.alice, item=1)
    cast.now += DAY
    page = bob.look(forecast)
    assert "Not enough finished work yet: 1 of 3 days." in page.words
    assert bob.look(page.link("Import finished items")).response.status_code == 200
    assert "Import finished items" not in alice.look(forecast).words


def test_what_was_finished_today_is_not_told_as_no_work(cast, alice, forecast, queue):  # P10
    for number in cast.add("Search", "Refunds", "Tax"):
        cast.do(pull_top, by=cast.alice, expect=number)
        cast.do(finish, by=cast.alice, item=number)
    cast.add("Fax")
    for address in (forecast, queue):
        assert "yet: 0 of 3 days. Today counts once it is over." in alice.look(address).words


def test_of_a_long_queue_one_looks_for_an_item_by_words(cast, alice, forecast):
    history(cast)
    fill(cast, 200)
    page = alice.look(forecast)
    assert 'name="q"' in page.response.text
    found = send(alice, page, q="item 19")
    assert "It is at position 190 now." in alice.look(found.link("190. Item 190")).words
    assert "No item matches “nowhere”." in send(alice, page, q="nowhere").words
    assert len(gzip.compress(page.response.data, 6)) <= 12 * 1024


def test_the_record_stands_there_once_it_is_worked_out_and_asks_for_it_until_then(
    worked, alice, forecast, app, monkeypatch
):
    woken = []
    monkeypatch.setattr(app.extensions["chores"], "wake", lambda: woken.append(True))
    address = forecast + "?item=4"
    first = alice.browser.get(address)
    assert "The record is being worked out." in first.text
    keep_record(worked.doors, worked.team, worked.now)
    second = alice.browser.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert len(woken) == 1
    assert "dates kept at 85\u00a0%" in second.text
    assert alice.browser.get(address, headers={"If-None-Match": second.headers["ETag"]}).status_code == 304


def test_an_import_is_looked_back_at_anew(cast, alice, forecast):
    history(cast, days=20)
    keep_record(cast.doors, cast.team, cast.now)
    assert "The record is being worked out." not in alice.look(forecast).words
    day = date(2026, 6, 1)
    lines = [f"Old {n},{day + n * DAY}" for n in range(100)]
    imports(cast, "\n".join(["title,finished", *lines]))
    assert "The record is being worked out. Look again in a moment." in alice.look(forecast).words
    keep_record(cast.doors, cast.team, cast.now)
    assert "dates kept at 85 %" in alice.look(forecast).words


def test_the_record_stands_under_the_dates_of_the_queue(worked, alice, queue):
    keep_record(worked.doors, worked.team, worked.now)
    assert re.search(r"\d+ of \d+ dates at 85 % were kept\.", alice.look(queue).words)


def test_a_poor_record_is_said_wherever_dates_are(cast, alice, forecast, queue):
    history(cast, days=20, each=5)
    cast.now += 45 * DAY
    cast.add("Search")
    keep_record(cast.doors, cast.team, cast.now)
    for address in (forecast, queue):
        assert re.search(r"Only \d+ of \d+ dates at 85 % were kept\.", alice.look(address).words)


def test_where_half_are_away_that_stands_beside_the_dates(worked, alice, forecast, queue):
    today = worked.now.date()
    for person in (worked.alice, worked.bob):
        worked.do(add_absence, person=person, first=today, last=today + DAY)
    for address in (forecast, queue):
        told = alice.look(address).words
        assert "2 of 2 people are away from 23 Nov to 24 Nov. The forecast does not count this." in told


def test_a_running_item_says_when_it_is_likely_finished(worked, alice, queue):
    for address in (queue, f"{queue}/items/1", f"{queue}/flow"):
        assert "likely finished 25 Nov (50 to 85 %)" in alice.look(address).words


def test_a_waiting_item_says_its_range_and_leads_to_the_question(worked, alice, queue):
    page = alice.look(f"{queue}/items/5")
    assert re.search(r"If the order stays as it is by \d+ \w+ \(85 % sure\), even odds \d+ \w+", page.words)
    assert "It is at position 4 now." in alice.look(next(to for _, to in page.links if "forecast?item=5" in to)).words


@BOTH_ENGINES
def test_a_page_that_is_known_costs_few_statements(worked, alice, forecast):
    alice.look(forecast)
    with counted(worked.doors) as sent:
        alice.look(forecast)
    assert len(sent) <= 14, "\n".join(sent)
