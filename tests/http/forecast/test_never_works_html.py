"""A team without any working day within the horizon: every page still answers, and its input is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from queue_app.domain.forecast.forecast import HORIZON
from queue_app.store.tables import TEAM
from queue_app.store.team import days_off as store
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import utc_now
from tests.store.rows import history

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
EVERY_DAY = [TODAY + n * DAY for n in range(HORIZON + 20)]
PAGES = ("", "/order", "/items/{n}", "/items/{n}/move", "/items/{n}/finish", "/forecast", "/forecast?item={n}&down=1",
    "/forecast?by=2027-01-08", "/flow", "/radiator", "/standup", "/cover", "/cover/away", "/team/work", "/finished")  # fmt: skip

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture(params=["1111100", "1000000"])
def never_works(cast, request):
    """An existing team with a history, one running item, some waiting ones, and no working day left."""  # D1
    history(cast)
    numbers = cast.add("Search", "Login", "Export")
    cast.do(pull_top, by=cast.alice)
    off = [day for day in EVERY_DAY if request.param[day.weekday()] == "1"]

    def write(conn):
        store.write(conn, cast.team, dict.fromkeys(off, ""))
        conn.execute(update(TEAM).where(TEAM.c.id == cast.team).values(working_days=request.param))

    cast.untold(write)
    return numbers


def test_every_page_answers_and_says_later_than(never_works, alice, bob, site, cast, queue):
    for n in never_works[:2]:
        for page in PAGES:
            assert bob.look(queue + page.format(n=n)).response.status_code == 200, page
    assert "later than" in alice.look(queue).words
    assert "no date within a year" in alice.look(f"{queue}/items/{never_works[1]}").words
    bearer = {"Authorization": f"Bearer {site.token(cast.bob, cast.team)}"}
    for path in ("queue", f"items/{never_works[0]}", f"items/{never_works[1]}"):
        answer = site.browser().get(f"/api/teams/{cast.team}/{path}", headers=bearer)
        assert answer.status_code == 200, path
    running = alice.look(f"{queue}/items/{never_works[0]}/finish")
    today = utc_now().date()  # The form has the day of the cast, and a write the real one.
    assert alice.press(running, "Finish", on=today.isoformat()).response.status_code == 200


def test_a_list_that_leaves_no_working_day_is_refused(bob, site, cast, queue):  # D1
    lines = [f"{TODAY + 365 * n * DAY} to {TODAY + (365 * n + 364) * DAY}" for n in range(4)]
    before = site.mark()
    page = bob.press(bob.look(f"{queue}/team/work"), "Save days off", text="\n".join(lines))
    assert page.response.status_code == 422
    assert "With these days the team never works for a year. Leave some out." in page.words
    assert site.mark() == before


def test_weekdays_that_are_all_days_off_are_refused(bob, site, cast, queue):  # D1
    mondays = "\n".join(str(day) for day in EVERY_DAY if day.weekday() == 0)
    bob.press(bob.look(f"{queue}/team/work"), "Save days off", text=mondays)
    before = site.mark()
    page = bob.press(bob.look(f"{queue}/team/settings"), "Save settings", working_days="1")
    assert page.response.status_code == 422
    assert "Choose more weekdays." in page.words
    assert site.mark() == before
