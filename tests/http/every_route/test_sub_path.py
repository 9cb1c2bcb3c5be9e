"""With `TOPMOST_URL=https://example.org/queue` everything is below /queue: every link, form, redirect and cookie."""

import json
import re
import shutil

import pytest
from flask import Flask

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.cli.server.serve import welcome
from queue_app.service.http.gate import body_limit
from queue_app.service.http.hosts import link, own_path
from tests.http.every_route.test_access import routes
from tests.http.furnished import SqliteFurnished
from tests.http.matrix import Matrix

BELOW = "/queue"
HOST = {"base_url": "http://localhost"}
ADDRESSES = re.compile(r'(?:href|src|action|formaction|data-(?!key)[a-z-]+|content)="(/[^"]*|[0-9]+; *url=[^"]*)"')
LOOKED_AT = [(method, endpoint) for method, endpoint in routes() if not endpoint.startswith("health.")]


@pytest.fixture(scope="session")
def below(tmp_path_factory) -> Flask:
    folder = tmp_path_factory.mktemp("below")
    environment = {"DATABASE_URL": f"sqlite:///{folder / 'nobody.sqlite3'}", "TOPMOST_DATA": str(folder)}
    environment |= {"TOPMOST_OPERATORS": "bob@example.org", "TOPMOST_URL": f"http://localhost{BELOW}"}
    return create_app(ENVIRONMENTS["testing"](environment))


@pytest.fixture(scope="session")
def furnished_below(request, below, tmp_path_factory):
    template = tmp_path_factory.mktemp("furnished-below") / "template.sqlite3"
    shutil.copyfile(request.getfixturevalue("_sqlite").template, template)
    made = SqliteFurnished(below, template)
    yield made
    made.close()


def inside(address):
    return address == BELOW or address.startswith((f"{BELOW}/", f"{BELOW}?"))


def addresses_in(value):
    """Every text in a document that begins like a path."""
    if isinstance(value, dict):
        return [found for each in value.values() for found in addresses_in(each)]
    if isinstance(value, list):
        return [found for each in value for found in addresses_in(each)]
    return [value] if isinstance(value, str) and value.startswith("/") else []


@pytest.mark.parametrize("route", LOOKED_AT, ids=" ".join)
def test_nothing_leaves_the_path(route, furnished_below, monkeypatch):
    monkeypatch.setattr("queue_app.web.example.play", lambda *_: 1)
    matrix = Matrix(furnished_below, *route)
    for cell in matrix.allowed()[:1]:
        matrix.fresh()
        answer = matrix.ask(cell, furnished_below.browser(cell.who))
        assert answer.status_code in matrix.example.status, answer.text
        found = [answer.headers["Location"]] if "Location" in answer.headers else []
        found += re.findall(r"Path=([^;]+)", " ".join(answer.headers.getlist("Set-Cookie")))
        if answer.mimetype == "text/html":
            found += ADDRESSES.findall(answer.text)
        if "json" in answer.mimetype:
            found += addresses_in(json.loads(answer.data))
        assert [address for address in found if not inside(address)] == []


def test_the_test_sees_an_address():
    assert ADDRESSES.findall('<a class="x" href="/teams/1">') == ["/teams/1"]
    assert addresses_in({"_links": {"self": {"href": "/api"}}}) == ["/api"]


@pytest.mark.parametrize("path", ["/sign-in", "/", "/queues/sign-in", "/other"])
def test_what_is_not_below_it_is_refused_with_what_to_do(below, path):
    answer = below.test_client().get(path, **HOST)
    assert (answer.status_code, "TOPMOST_URL" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [(BELOW, 401), (f"{BELOW}/", 401), (f"{BELOW}/none", 404), ("/livez", 200), (f"{BELOW}/livez", 200)],
)
def test_what_is_below_it_is_found(furnished_below, path, status):
    furnished_below.fresh()
    assert furnished_below.app.test_client().get(path, **HOST).status_code == status


def test_the_cookie_is_of_the_path_and_of_https(tmp_path):
    environment = {"TOPMOST_DATA": str(tmp_path), "TOPMOST_URL": "https://example.org/queue"}
    client = create_app(ENVIRONMENTS["testing"](environment)).test_client()
    cookie = client.get("/queue/none", base_url="https://example.org").headers.get("Set-Cookie", "")
    config = client.application.config
    assert (config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_PATH"]) == ("__Secure-topmost", "/queue")
    assert "__Host-" not in cookie


def test_links_for_people_and_the_set_up_link_have_it(furnished_below):
    app = furnished_below.fresh().app
    with app.test_request_context("/", base_url=f"http://localhost{BELOW}"):
        assert link("join.come", link="x") == "http://localhost/queue/join/x"
    assert welcome(app, app.config["TOPMOST_URL"]).startswith("Topmost listens at http://localhost/queue")


def test_the_way_back_stays_below_it(below):
    with below.test_request_context("/sign-in", base_url=f"http://localhost{BELOW}"):
        assert own_path("/queue/teams/1?q=a") == "/queue/teams/1?q=a"
        for other in ("/teams/1", "/queues", "/queue/../mail", "/"):
            assert own_path(other) is None


def test_a_file_may_be_large_below_it_too(furnished_below):
    app = furnished_below.fresh().app
    headers = {"COOKIE": f"topmost={furnished_below.browser('manager').cookie}"}
    assert body_limit(app, f"{BELOW}/teams/1/import", headers) == app.config["SERVER_BODY_LIMIT"]
    assert body_limit(app, f"{BELOW}/teams/1/add", headers) < app.config["SERVER_BODY_LIMIT"]
