"""Every answer has security headers, including errors and files. Pages are not cached."""

import pytest

from queue_app.service.http.headers import HEADERS
from queue_app.web.html.assets import Assets

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


ANSWERS = {
    "page": lambda bob, _: bob.get("/account"),
    "sign in": lambda _, nobody: nobody.get("/sign-in"),
    "asset": lambda _, nobody: nobody.get(f"/assets/{Assets().digest}/style.css"),
    "health": lambda _, nobody: nobody.get("/livez"),
    "missing": lambda bob, _: bob.get("/there-is-nothing-here"),
    "not signed in": lambda _, nobody: nobody.post("/account/password"),
    "malformed": lambda bob, _: bob.get("/?a=%zz"),
    "api": lambda _, nobody: nobody.get("/api/there-is-nothing-here"),
    "method": lambda _, nobody: nobody.post("/livez"),
}


@pytest.fixture(params=ANSWERS)
def answer(request, site):
    return ANSWERS[request.param](site.browser(site.cast.bob), site.browser())


def test_all_eight_stand_on_every_answer(answer):
    assert len(HEADERS) == 8
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert len(answer.headers["X-Request-Id"]) == 16
    assert "Server" not in answer.headers


def test_no_other_origin_is_let_in(answer):
    assert [name for name, _ in answer.headers if name.startswith("Access-Control-")] == []


def test_text_says_its_letters(answer):
    kind = answer.headers["Content-Type"]
    assert kind == "application/problem+json" or kind.endswith("; charset=utf-8")


def test_nobody_keeps_what_is_private(site):
    assert site.browser(site.cast.bob).get("/account").headers["Cache-Control"] == "private, no-store"
    assert site.browser().get("/nothing").headers["Cache-Control"] == "private, no-store"
    asset = site.browser().get(f"/assets/{Assets().digest}/style.css")
    assert "immutable" in asset.headers["Cache-Control"]
