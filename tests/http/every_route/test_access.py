"""The access matrix, made from the URL map: every route and every kind of person, for their own team, another team and none.

With the right, the route's example succeeds and the revision rises. Without it, the status is right and nothing is written.
Answers about another team are byte for byte like those about something that does not exist.

On PostgreSQL the first success of each route is enough, because access does not depend on the engine. `make stress` tests
everybody there too.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.domain.team.rights import Right
from queue_app.service.http.access import anybody, in_team, refuse_undeclared
from queue_app.service.process.kept.kept_once import KeptOnce
from queue_app.store.db.engine import Doors
from queue_app.usecases.sign_in import sessions, tokens
from queue_app.usecases.sign_in.links import create_team
from queue_app.usecases.team import page_links
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.conftest import PAGES_ON
from tests.http.furnished import Furnished, SqliteFurnished
from tests.http.matrix import Cell, Matrix


@cache
def routes() -> list[tuple[str, str]]:
    """(method, endpoint) of every route."""
    app = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": "sqlite:///never-opened.sqlite3"}))
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(method, rule.endpoint) for rule in rules for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]


@pytest.fixture(scope="session", params=PAGES_ON)
def furnished(request, application, tmp_path_factory) -> Iterator[Furnished]:
    if request.param == "postgres":
        database = request.getfixturevalue("_postgres")
        database.empty()
        made = Furnished(application, lambda: Doors(database.engine))
    else:
        template = tmp_path_factory.mktemp("furnished") / "template.sqlite3"
        shutil.copyfile(request.getfixturevalue("_sqlite").template, template)
        made = SqliteFurnished(application, template)
    yield made
    made.close()


@pytest.fixture(params=routes(), ids=" ".join)
def matrix(request, furnished, monkeypatch) -> Matrix:
    monkeypatch.setattr("queue_app.web.example.play", short_play)
    return Matrix(furnished, *request.param)


def short_play(doors, person, zone, now, _progress):
    """Half a year of example work takes some seconds, and does not matter here."""
    return in_transaction(doors, create_team, person=person, name="Example", zone=zone, limit=3, now=now)


def test_who_may_not_is_told_so_changes_nothing_and_learns_nothing(matrix):
    (site, before), missing = matrix.fresh(), []
    for cell in (cell for cell in matrix.cells() if cell.expect):
        answer = matrix.ask(cell, matrix.furnished.browser(cell.who))
        assert answer.status_code == cell.expect, (cell, answer.text)
        if cell.foreign and cell.team:
            missing.append((answer.data, frozenset(told(answer))))
    assert site.mark() == before, "one of these was refused and something was written"
    assert len(set(missing)) <= 1, "another team's thing answers differently from what does not exist"


def told(answer: TestResponse) -> list[tuple[str, str]]:
    return [(name, value) for name, value in answer.headers if name != "X-Request-Id"]


def test_who_may_succeeds_and_it_is_written(matrix):
    allowed = matrix.allowed()
    assert allowed or not matrix.access.right
    for cell in allowed:
        succeeds(matrix, cell)


@pytest.mark.parametrize("furnished", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_every_route_succeeds_on_postgresql(matrix):
    for cell in matrix.allowed()[:1]:
        succeeds(matrix, cell)


def succeeds(matrix: Matrix, cell: Cell) -> None:
    site, before = matrix.fresh()
    revision = site.revision(cell.team) if cell.team else 0
    answer = matrix.ask(cell, matrix.furnished.browser(cell.who))
    assert answer.status_code in matrix.example.status, (cell, answer.status_code, answer.text)
    if (
        matrix.endpoint != "installation.check" or site.cast.doors.is_sqlite
    ):  # This changes no row, but SQLite counts the commit.
        assert (site.mark() != before) == (matrix.example.writes != "nothing"), cell
    if matrix.example.writes == "team":
        assert site.revision(cell.team) > revision, cell


_OF_EACH_PAGE = re.compile(r'(name="(?:csrf-token|csrf_token|key)" (?:content|value)=)"[^"]*"')


def queue_pages(matrix: Matrix) -> list[str]:
    """The queue as a member and an observer see it, without what differs on each page."""
    home = f"/teams/{matrix.world.cast.team}"
    texts = [matrix.furnished.browser(who).get(home).text for who in ("member", "observer")]
    return [_OF_EACH_PAGE.sub(r"\1", text) for text in texts]


def test_no_viewer_is_shown_what_was_read_before_a_write(matrix, monkeypatch):
    """Cached data and cached parts of pages equal what a process would read and render now, whatever was written since."""
    if matrix.example.writes == "nothing":
        return
    now = utc_now()
    monkeypatch.setattr("queue_app.service.http.viewing.utc_now", lambda: now)  # The ages change with each minute.
    for cell in matrix.allowed()[:1]:
        matrix.fresh()
        queue_pages(matrix)
        matrix.ask(cell, matrix.furnished.browser(cell.who))
        shared = queue_pages(matrix)
        with monkeypatch.context() as patch:
            patch.setattr(KeptOnce, "__call__", lambda _kept, _key, make: make())
            assert shared == queue_pages(matrix)


@pytest.mark.parametrize("verb", ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "FROB"])
def test_only_get_and_post_write(furnished, monkeypatch, verb):  # X2
    """GET does not even record the use of a session, token or link. A manager asks, with the example of each route.

    Only readiness and the operators' page open the door for writing, as a check. They write nothing.
    """
    asked, wrote = "", []

    def write(doors):
        wrote.append(asked)
        return writing(doors)

    writing = Doors.writing
    site = furnished.fresh()
    before = site.mark()
    monkeypatch.setattr(Doors, "writing", write)
    monkeypatch.setattr("queue_app.web.example.play", short_play)
    for module in (sessions, tokens, page_links):
        monkeypatch.setattr(module, "SEEN_EVERY", timedelta(0))
    for method, endpoint in routes():
        matrix = Matrix(furnished, method, endpoint, verb)
        managers = [cell for cell in matrix.cells() if cell.who == "manager" and cell.by != "agent"]
        for cell in (cell for cell in managers if not cell.foreign):
            asked = f"{verb} for {method} {endpoint} by {cell.by}"
            status = matrix.ask(cell, furnished.browser("manager")).status_code
            assert status < 500 if verb == "HEAD" else status == (200 if verb == "OPTIONS" else 405), (asked, status)
    assert [one for one in wrote if "health.can_work" not in one and "installation.show" not in one] == []
    assert site.mark() == before


def test_head_answers_as_get_does_without_the_body(furnished):  # X2
    site, browser = furnished.fresh(), furnished.browser("manager")
    home = furnished.world.homes[site.cast.team]
    item = f"/teams/{home.team}/items/{home.items['mine']}"
    for path in ("/account", item, f"{item}/edit", "/nothing", f"{item}/finish"):
        head, get = browser.client.head(path), browser.get(path)
        assert (head.status_code, head.mimetype, head.data) == (get.status_code, get.mimetype, b"")


@pytest.mark.parametrize("methods", [["PUT"], ["GET", "DELETE"], ["GET", "OPTIONS"]], ids=" ".join)
def test_a_route_that_takes_other_verbs_stops_the_application(methods):  # X2
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/open", "view", anybody(lambda: "for everybody"), methods=methods)
    with pytest.raises(LookupError, match="other verbs"):
        refuse_undeclared(app)


def test_a_route_that_says_who_may_come_in_is_fine():
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/open", "open", anybody(lambda: "for everybody"))
    app.add_url_rule("/teams/<int:team>", "team", in_team(Right.SEE)(lambda caller: "for the team"))
    refuse_undeclared(app)


@pytest.mark.parametrize(
    ("address", "view"),
    [
        ("/open", lambda: "nobody said who"),
        ("/teams/<int:team>/all", anybody(lambda team: "a team without a right")),
        ("/all", in_team(Right.SEE)(lambda caller: "a right without a team")),
    ],
)
def test_a_route_that_says_too_little_stops_the_application(address, view):
    app = Flask(__name__, static_folder=None)
    app.add_url_rule(address, "view", view)
    with pytest.raises(LookupError, match=address):
        refuse_undeclared(app)
