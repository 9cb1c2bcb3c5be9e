"""TOPMOST_URL determines the accepted host names, the name of the cookie and the addresses of links."""

import shutil

import pytest

from config import ENVIRONMENTS, ConfigurationError
from queue_app.app import create_app
from queue_app.service.http.hosts import own_path
from queue_app.store.db.engine import Doors, open_engine
from tests.cast import make_cast


@pytest.fixture
def made(request, tmp_path):
    """Makes an application with its own database."""
    shutil.copyfile(request.getfixturevalue("_sqlite").template, tmp_path / "topmost.sqlite3")
    engine = open_engine(f"sqlite:///{tmp_path}/topmost.sqlite3")
    make_cast(Doors(engine))
    engine.dispose()

    def make(**environment):
        return create_app(ENVIRONMENTS["testing"]({"TOPMOST_DATA": str(tmp_path), **environment}))

    return make


@pytest.mark.parametrize(
    ("url", "host", "status"),
    [
        ("", "localhost:8000", 200),
        ("", "127.0.0.1", 200),
        ("", "[::1]:99", 200),
        ("", "evil.example", 400),
        ("", "localhost.evil.example", 400),
        ("", "", 400),
        ("", "localhost:port", 400),
        ("https://queue.example.org", "queue.example.org", 200),
        ("https://queue.example.org", "QUEUE.example.org:443", 200),
        ("https://queue.example.org", "queue.example.org:8443", 400),
        ("https://queue.example.org", "localhost", 400),
        ("http://queue.example.org:8080", "queue.example.org:8080", 200),
        ("http://queue.example.org:8080", "queue.example.org", 400),
        ("http://b\u00fccher.example", "xn--bcher-kva.example", 200),  # W3
        ("http://xn--bcher-kva.example", "XN--bcher-kva.example", 200),
    ],
)
def test_only_own_names_are_answered(made, url, host, status):
    client = made(TOPMOST_URL=url).test_client()
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == status
    if status == 400:
        assert "TOPMOST_URL" in answer.text


def test_the_name_that_is_listened_on_is_an_own_name(made):
    client = made(HOST="queue.lan").test_client()
    assert client.get("/sign-in", headers={"Host": "queue.lan:8000"}).status_code == 200


def test_health_is_told_by_any_name(made):
    client = made(TOPMOST_URL="https://queue.example.org").test_client()
    assert client.get("/livez", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_behind_https_the_cookie_belongs_to_this_host_alone(made):
    client = made(TOPMOST_URL="https://queue.example.org").test_client()
    answer = client.get("/sign-in", headers={"Host": "queue.example.org"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-topmost=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == f"max-age={365 * 24 * 3600}"


def test_without_https_the_cookie_has_a_plain_name(made):
    answer = made().test_client().get("/sign-in")
    assert answer.headers["Set-Cookie"].startswith("topmost=")
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize("url", ["queue.example.org", "ftp://x", "https://x/a b", "https://x?q"])
def test_an_address_that_is_none_is_refused(made, url):
    with pytest.raises(ConfigurationError, match="TOPMOST_URL"):
        made(TOPMOST_URL=url)


@pytest.mark.parametrize("wanted", ["/", "/teams/1", "/teams/1?q=a%20b#top", "/account"])
def test_an_own_path_is_one(wanted):
    assert own_path(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    ["", None, "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "teams/1",
     "/a\r\nSet-Cookie: x", "/\t/evil.example", " /x", "/%09\\evil", "\\\\evil", "/a b", "/" + "x" * 3000],
)  # fmt: skip
def test_anything_else_is_not(wanted):
    assert own_path(wanted) is None
