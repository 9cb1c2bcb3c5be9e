"""A link opens one page to whoever has it: by a cookie of that page, without a secret in the address, and only to read."""

import re

import pytest

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.usecases.forecast.record import keep_record
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.page_links import PAGES
from queue_app.usecases.team.settings import archive, unarchive
from queue_app.web.shared import VIEWS
from tests.http.reading import Person, Shown
from tests.store.rows import history


@pytest.fixture
def team(cast):
    """The address of the team page."""
    return f"/teams/{cast.team}/team/links"


@pytest.fixture
def link(bob, team):
    """The path of a link to the forecast that Bob made."""
    page = bob.press(bob.look(team), "Make a link", name="The sales people", page="forecast")
    found = re.search(r"http://localhost(/shared/[\w-]+)", page.words)
    assert found
    assert "/shared/" not in bob.look(team).words  # It is shown once.
    return found[1]


WALL = {"name": "The wall", "page": "radiator"}


@pytest.mark.parametrize(
    ("button", "typed", "rows"),
    [
        ("Make a link", WALL, "page_link"),
        ("Make an invitation", {"role": "member", "email": "nora@example.org"}, "one_time_link"),
    ],
)
def test_a_form_that_is_sent_twice_makes_one_link_and_shows_it_again(bob, team, site, button, typed, rows):
    page = bob.look(team if rows == "page_link" else team.removesuffix("/links"))
    shown = [bob.press(page, button, **typed).words for _ in range(2)]
    links = [re.findall(r"http://localhost/(?:shared|join)/[\w-]{43}(?![\w-])", words) for words in shown]
    assert links[0] == links[1] != []
    assert len(site.rows(rows)) == 1


def test_another_link_is_made_by_other_words_and_by_another_page(bob, team, site):
    page = bob.look(team)
    bob.press(page, "Make a link", **WALL)
    bob.press(page, "Make a link", **(WALL | {"name": "The other wall"}))
    bob.press(bob.look(team), "Make a link", **WALL)
    assert len({row["hash"] for row in site.rows("page_link")}) == 3


@pytest.fixture
def guest(site):
    """Somebody whom nobody knows."""
    return site.browser()


def open_link(guest, link):
    answer = guest.get(link)
    assert answer.status_code == 303
    return answer


def test_every_page_that_a_link_can_open_has_its_view():
    assert set(VIEWS) == set(PAGES)


def test_the_first_opening_takes_the_secret_out_of_the_address(guest, link):
    answer = open_link(guest, link)
    secret = link.rpartition("/")[2]
    assert secret not in answer.location
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"topmost-link={secret};")
    for part in ("HttpOnly", "SameSite=Lax", f"Path={answer.location}", "Max-Age=34560000"):
        assert part in cookie
    assert "Secure" not in cookie


def test_behind_https_the_cookie_travels_only_there(app, guest, link, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    cookie = open_link(guest, link).headers["Set-Cookie"]
    assert cookie.startswith("__Secure-topmost-link=")
    assert "; Secure" in cookie


def test_a_guest_reads_what_waits_and_why_and_nobodys_name(guest, link, cast):
    cast.add("Search", "Refunds", "Tax")
    cast.do(pull_top, by=cast.alice)
    cast.do(move, items=[3], target=Target(end="top"), reason=Reason("date", "The fair begins."))
    cast.do(note, by=cast.alice, item=3, words="Ask the printer.")
    answer = guest.get(open_link(guest, link).location)
    page = Shown(answer)
    assert answer.status_code == 200
    assert re.search(r"1 Tax #\d+ Reason: The fair begins. 2 Refunds #\d+", page.words)
    for hidden in ("Search", "Alice", "Bob", "Ask the printer"):
        assert hidden not in page.words
    assert page.forms == []
    assert page.links == []


def test_a_guest_reads_how_often_earlier_dates_came_true(guest, link, cast, bob):
    history(cast, days=100)
    cast.add("Search")
    keep_record(cast.doors, cast.team, cast.now)
    page = Shown(guest.get(open_link(guest, link).location))
    inside = bob.look(f"/teams/{cast.team}/forecast").words
    start = "Our own record"
    told = inside[inside.index(start) : inside.index("worked out from earlier finished items.")]
    assert re.search(r"The next \d+ items \d+ of \d+ dates kept at 85 %\.", told)
    assert "By number of items, at 85 %" in told
    assert told in page.words
    assert (page.forms, page.links) == ([], [])


def test_nobody_keeps_the_page_and_no_search_finds_it(guest, link):
    opening = open_link(guest, link)
    for answer in (opening, guest.get(opening.location)):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "topmost=" not in str(answer.headers.getlist("Set-Cookie"))


def test_the_link_opens_nothing_else(guest, link, cast):
    open_link(guest, link)
    assert guest.get(f"/teams/{cast.team}").status_code in (302, 401)
    assert guest.get("/api/teams").status_code == 401
    assert guest.get("/shared/radiator/1").status_code == 404


def test_a_revoked_link_and_one_that_never_was_answer_alike(bob, guest, link, team):
    path = open_link(guest, link).location
    bob.press(bob.look(team), "Revoke The sales people")
    assert "The sales people" not in bob.look(team).words
    answers = [guest.get(address) for address in (link, path, "/shared/there-is-no-such-link", "/shared/forecast/99")]
    assert [answer.status_code for answer in answers] == [404] * 4
    headers = [sorted((name, value) for name, value in answer.headers if name != "X-Request-Id") for answer in answers]
    assert [(answer.data, told) for answer, told in zip(answers, headers, strict=True)] == [
        (answers[2].data, headers[2])
    ] * 4


def test_the_links_of_an_archived_team_wait(guest, link, cast):
    cast.do(archive)
    assert guest.get(link).status_code == 404
    cast.do(unarchive)
    assert guest.get(link).status_code == 303


def test_the_log_shows_no_secret(guest, link, caplog):
    caplog.set_level("INFO", "topmost.requests")
    guest.get(link)
    assert link.rpartition("/")[2] not in caplog.text


def test_the_team_page_says_when_a_link_was_opened_last(bob, guest, link, site, team):
    assert "never opened" in bob.look(team).words
    open_link(guest, link)
    assert "last opened" in bob.look(team).words
    assert site.rows("page_link")[0]["opened_at"] is not None


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"name": ""}, 422), ({"name": "x" * 81}, 422), ({"page": "radiators"}, 422), ({"page": "queue"}, 422)],
)
def test_a_link_that_cannot_be_made_is_told(bob, site, team, typed, status):
    before = site.mark()
    page = bob.press(bob.look(team), "Make a link", **({"name": "Wall", "page": "forecast"} | typed))
    assert page.response.status_code == status
    assert site.mark() == before


def test_members_make_and_see_no_links(alice, cast, link, team):
    assert "The sales people" not in alice.look(team).words
    answer = alice.browser.post(f"/teams/{cast.team}/share-page", {"page": "forecast", "name": "x"})
    assert answer.status_code == 403


def test_signed_in_people_need_the_link_too(site, cast, link):
    person = Person(site.browser(cast.bob))
    assert person.look("/shared/forecast/1").response.status_code == 404
