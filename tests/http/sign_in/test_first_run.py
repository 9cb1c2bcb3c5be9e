"""The first run: one link, printed at every start until it was used, makes the first team and its manager."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from queue_app.cli.server.serve import welcome
from queue_app.usecases.sign_in.links import SET_UP_LASTS, set_up_link
from queue_app.usecases.transaction import utc_now
from tests.cast import Cast
from tests.http.reading import Person
from tests.http.site import Site

TYPED = {
    "team": "Tigers",
    "people": "5",
    "zone": "Europe/Vienna",
    "name": "Ines",
    "email": "ines@tigers.example",
    "password": "a sentence of Ines",
}


@pytest.fixture
def empty(app, doors):
    """A new installation without any account."""
    return Site(app, Cast(doors, 0, 0, 0, 0, 0, 0))


def printed(app):
    found = re.search(
        r"http://127\.0\.0\.1:8000(/set-up/[\w-]{43})$",
        welcome(app, "http://127.0.0.1:8000"),
    )
    return found[1] if found else None


def opened(site, link):
    browser = site.browser()
    browser.get(link)
    return browser


def make(site, link, **other):
    person = Person(site.browser())
    return person.press(person.look(link), "Make the team", **(TYPED | other))


def test_the_link_makes_a_team_and_signs_its_manager_in(app, empty):
    page = make(empty, printed(app))
    assert page.response.status_code == 200
    assert "Tigers" in page.words
    (team,) = empty.rows("team")
    assert (team["name"], team["time_zone"]) == ("Tigers", "Europe/Vienna")
    assert len(empty.rows("wip_slot")) == 3  # Half of five, rounded up.
    assert [row["role"] for row in empty.rows("membership")] == ["manager"]


def test_who_is_alone_is_asked_to_invite_after_the_first_items(app, empty):
    assert "Invite your team" not in make(empty, printed(app)).words
    person = Person(empty.browser(empty.rows("person")[0]["id"]))
    page = person.look(f"/teams/{empty.rows('team')[0]['id']}")
    assert "Invite your team" in person.press(page, "Add items", text="One\nTwo\nThree").words


def test_it_is_printed_at_every_start_until_one_was_used(app, empty):
    first, second = printed(app), printed(app)
    assert first != second
    make(empty, first)
    assert printed(app) is None
    for link in (first, second):
        assert empty.browser().get(link).status_code == 409


def test_it_is_kept_as_a_hash_for_a_week(app, empty):
    secret = printed(app).removeprefix("/set-up/")
    (row,) = empty.rows("one_time_link")
    assert secret not in str(row)
    assert abs((row["expires_at"] - utc_now() - SET_UP_LASTS).total_seconds()) < 60


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"team": " "}, "cannot be empty"),
        ({"people": "0"}, "from 1 to 99"),
        ({"people": "many"}, "whole number"),
        ({"zone": "Mars"}, "time zone does not exist"),
        ({"email": "ines"}, "not an e-mail address"),
        ({"password": "Password1234"}, "easy to guess"),
        ({"name": "x" * 81}, "Shorten it to 80"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost_but_the_password(app, empty, wrong, told):
    page = make(empty, printed(app), **wrong)
    assert page.response.status_code == 422
    assert told in page.words
    kept = dict(field for form in page.forms for field in form.fields)
    assert {name: kept[name] for name in TYPED if name not in ("password", *wrong)} == {
        name: value for name, value in TYPED.items() if name not in ("password", *wrong)
    }
    assert kept["password"] == ""
    assert empty.rows("person") == []


def test_two_who_open_it_at_the_same_time_make_one_team(app, empty):
    pages = [opened(empty, printed(app)) for _ in range(4)]  # Once a team is there, no link opens.
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda page: page.post("/set-up", TYPED).status_code, pages))
    assert sorted(codes) == [303, 409, 409, 409]
    assert len(empty.rows("team")) == 1


def test_there_is_none_once_a_script_made_an_account(app, cast):
    assert set_up_link(cast.doors) is None
    assert printed(app) is None
