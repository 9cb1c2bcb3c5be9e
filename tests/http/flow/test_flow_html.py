"""The flow page, looked at in a browser: what leads where, what is said, and what stands there before there is anything."""

import gzip
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from queue_app.store.tables import ITEM
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.waits.wait import wait_for
from tests.conftest import BOTH_ENGINES
from tests.given import block_kind
from tests.http.reading import Person
from tests.statements import counted
from tests.store.rows import finished

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def flow(queue):
    return f"{queue}/flow"


def test_twenty_minutes_are_not_told_as_a_week(cast, alice, flow):  # P10
    cast.add("Search", "Refunds", "Tax")
    assert "The queue grew by 3 items. Averages show after 7 full days." in alice.look(flow).words
    cast.now += 7 * DAY
    assert "Each week on average 3.0 items came in and 0.0 went out" in alice.look(flow).words


@pytest.fixture
def worked(cast):
    """Half a year of finished items; Search runs and waits for a decision, Refunds waits."""
    for week in range(20):
        finished(cast, 3, 1 + week, on=FRIDAY - 7 * week * DAY, first=1_000 + 10 * week)
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    cast.do(block, by=cast.alice, item=1, sentence="waits", kind=block_kind(cast, "a decision"))
    return cast


def test_everybody_of_the_team_reads_it_and_nobody_is_named(worked, alice, bob, carol, flow):
    for person in (alice, bob, carol):
        page = person.look(flow)
        assert "40 of 40 finished items have a start." in page.words
        assert "older than" not in page.words
        shown = page.words.split("Signed in as")[0]
        assert not [name for name in ("Alice", "Bob", "Carol") if name in shown]


def test_each_span_is_a_link_and_two_days_can_be_typed(worked, alice, flow):
    page = alice.look(flow)
    assert "items finished a week; the dashed line is the median, 2" in page.words
    assert "items finished a day" in alice.look(page.link("30 days")).words
    assert "items finished a week" in alice.look(f"{flow}?span=2y").words, "there is no item of two years ago"
    finished(worked, 1, on=FRIDAY - 700 * DAY, first=9_000)
    assert "items finished a month" in alice.look(f"{flow}?span=2y").words
    typed = alice.look(f"{flow}?from=2026-11-20&to=2026-11-20")
    assert "2 of 2 finished items have a start." in typed.words


def test_a_bar_leads_to_the_items_behind_it(worked, alice, flow, queue):
    week = f"{queue}/finished?from=2026-11-16&to=2026-11-22"
    assert f'href="{week.replace("&", "&amp;")}" tabindex="-1"><title>week of 16 Nov: 2 items finished</title>' in (
        alice.look(flow).response.text
    )
    page = alice.look(week)
    assert "16 Nov to 22 Nov: 2 items" in page.words
    assert "Done 1000" in page.words
    assert "Done 1010" not in page.words


def test_a_dot_leads_to_its_item(worked, alice, flow, queue):
    text = alice.look(flow).response.text
    assert f'<a href="{queue}/items/1000" tabindex="-1"><title>Done 1000: finished 20 Nov after 3 days</title>' in text
    assert alice.browser.get(f"{queue}/items/1000").status_code == 200


def test_what_was_added_is_a_list_of_its_own(worked, alice, flow, queue):
    added = alice.look(f"{queue}/finished?only=added&from=2026-11-23&to=2026-11-23")
    assert "Search" in added.words
    assert "in progress" in added.words
    assert "<h1>Added</h1>" in added.response.text


def test_the_worst_kind_of_block_becomes_an_item_at_the_bottom(worked, alice, carol, flow):
    page = alice.press(alice.look(flow), "Add an item for “a decision”")
    assert alice.address == flow
    assert "Added “Fewer blocked days: a decision” at position" in page.words
    assert worked.order()[-1] == "Fewer blocked days: a decision"
    assert not [form for form in carol.look(flow).forms if form.method == "post"]


def test_days_of_waiting_for_another_item_are_blocked_days(worked, alice, flow):
    worked.do(wait_for, by=worked.alice, item=1, number=2)
    worked.now += 3 * DAY
    assert "another item inside the team" in alice.look(flow).words
    worked.do(unblock, by=worked.alice, item=1)
    worked.now += 31 * DAY
    page = alice.look(flow)
    assert "Add an item for “another item”" in page.words
    assert "a decision" not in page.words


def test_an_empty_team_reads_what_will_stand_there(cast, alice, flow):
    page = alice.look(flow)
    for words in (
        "After the first finished item, a bar shows here",
        "After the first finished item, a dot shows here",
        "Nothing in progress. After a pull, each item shows here",
        "After the first item, three bands grow here",
        "Nothing was blocked in the last 30 days.",
        "After the first item, each week shows here",
    ):
        assert words in page.words
    assert '<svg class="chart' not in page.response.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("span=all", 200),
        ("span=", 200),
        ("span=everything", 200),
        ("from=2026-11-01", 422),
        ("to=2026-11-01", 422),
        ("from=2026-11-02&to=2026-11-01", 422),
        ("from=2026-12-01&to=2026-12-02", 422),
        ("from=0001-01-01&to=9999-12-31", 422),
        ("from=1970-01-01&to=2199-12-31", 200),
        ("from=1980-01-01&to=1981-12-31", 200),
        ("from=x&to=%27", 422),
        ("from=%00&to=2026-11-01", 400),
    ],
)
@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
def test_odd_questions_get_a_clear_answer(cast, alice, flow, query, status, full):
    if full:
        finished(cast, 3, on=FRIDAY)
    answer = alice.browser.get(f"{flow}?{query}")
    assert answer.status_code == status
    if status == 422:
        assert 'role="alert"' in answer.text or "refusal" in answer.text


@pytest.mark.parametrize("query", ["from=2026-11-02&to=2026-11-01", "from=0001-01-01&to=9999-12-31", "to=2026-11-01"])
def test_the_list_of_finished_items_takes_no_days_that_are_none(cast, alice, queue, query):
    assert alice.browser.get(f"{queue}/finished?{query}").status_code == 422


@BOTH_ENGINES
def test_asking_again_reads_no_chart(worked, alice, flow):
    asked = {"If-None-Match": alice.browser.get(flow).headers["ETag"]}
    with counted(worked.doors) as sent:
        assert alice.browser.get(flow, headers=asked).status_code == 304
    assert len(sent) <= 5
    worked.add("Tax")
    assert alice.browser.get(flow, headers=asked).status_code == 200


def test_the_page_of_thousands_stays_small(cast, alice: Person, flow):
    def write(conn):
        conn.execute(insert(ITEM), [_row(cast, n) for n in range(6_000)])

    cast.untold(write)
    page = alice.browser.get(f"{flow}?span=all")
    words = " ".join(page.text.split())
    assert "1,000 of 1,000 finished items have a start. Cycle times are those of the newest 1,000 items." in words
    assert "A larger dot is several items" in page.text
    assert len(gzip.compress(page.data, 6)) <= 40 * 1024


def _row(cast, n):
    ended = FRIDAY - (n % 700) * DAY
    started = ended - (n * 7919 % 97) * DAY
    row = {"team_id": cast.team, "number": n + 1, "title": f"Done {n}", "state": "finished", "imported": True}
    return row | {"came_on": started, "started_on": started, "finished_on": ended, "created_at": cast.now}
