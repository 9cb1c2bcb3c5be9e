"""Bad input on every form: a clear 4xx, nothing written. The forms come from the list of actions.

Most input is refused before any SQL statement. Input that could differ between databases is tested on both engines.
"""

from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest

from queue_app.domain.filters import Filter
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.fields import Field
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.views import save_view
from tests.conftest import BOTH_ENGINES
from tests.http.site import Browser, Site

FORMS = [action for action in ACTIONS.values() if action.on in ("queue", "item")]
GOOD = {
    "line": "Search", "text": "Search", "lines": "Search\nRefunds", "number": "1", "numbers": ["1", "2"], "day": "2026-11-23",
    "flag": "on",
}  # fmt: skip
CLICKS = {
    "pull",
    "undo",
    "join",
    "leave",
    "ask",
    "unblock",
    "stop-waiting",
    "calm",
    "place",
    "restore",
    "tick",
    "remove-view",
}
"""Actions without a form on any page. Several items are moved on the queue page itself."""
NO_NUMBER = ["", "x", "1.5", "-1", "0", str(2**63), "1e3", "٣", " ", "9" * 400]
BAD: dict[str, list[str]] = {
    "line": ["x" * 1_000_000, "\x07"],
    "text": ["x" * 1_000_000, "\x07"],
    "lines": ["x" * 1_000_000, "\n".join(["x"] * 2_500)],
    "number": NO_NUMBER[1:],
    "numbers": NO_NUMBER[1:],
    "day": ["x", "2026-02-30", "99999-01-01", "2026-11-23T09:00"],
    "choice": ["x", "TOP", "0"],
    "flag": ["x"],
}


def good(field: Field) -> Any:
    """A valid value for the field."""
    return field.choices[0] if field.kind == "choice" else GOOD[field.kind]


def address(site: Site, action: Action) -> str:
    item = "items/1/" if action.on == "item" else ""
    return f"/teams/{site.cast.team}/{item}{action.name}"


def is_click(action: Action) -> bool:
    return action.name in CLICKS or (action.on, action.name) in (("queue", "move"), ("item", "areas"))


def refusal(browser: Browser, path: str, body: dict[str, Any], action: Action) -> int:
    """The status of a refused form. A refused click instead shows a sentence on the next page."""
    answer = browser.post(path, body)
    if answer.status_code == 303 and is_click(action):
        answer = browser.get(answer.headers["Location"])
        assert 'role="alert"' in answer.text
        return 422
    assert "Topmost made a mistake" not in answer.text
    return answer.status_code


@pytest.fixture
def browser(site):
    site.cast.add("Search", "Refunds", "Tax")
    site.cast.do(pull_top)
    site.cast.do(save_view, name="Stuck", narrowed=Filter("x"))
    return site.browser(site.cast.bob)


@pytest.mark.parametrize("action", FORMS, ids=lambda action: f"{action.on} {action.name}")
def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(site, browser, action):
    before = site.mark()
    required = {field.name: good(field) for field in action.fields if field.required}
    for field in action.fields:
        for value in BAD[field.kind]:
            status = refusal(browser, address(site, action), required | {field.name: value}, action)
            assert 400 <= status < 500, (field.name, value[:40])
    assert site.mark() == before


@pytest.mark.parametrize("action", FORMS, ids=lambda action: f"{action.on} {action.name}")
def test_an_unknown_field_and_a_missing_one_are_refused(site, browser, action):
    before = site.mark()
    required = {field.name: good(field) for field in action.fields if field.required}
    assert refusal(browser, address(site, action), required | {"person": str(site.cast.alice)}, action) == 422
    for name in required:
        less = {n: v for n, v in required.items() if n != name}
        assert refusal(browser, address(site, action), less, action) == 422
    assert site.mark() == before


@BOTH_ENGINES
@pytest.mark.parametrize(
    "raw", [b"\x00", b"\xed\xa0\x80", b"\xff\xfe", b"\xc0\xaf"], ids=["NUL", "surrogate", "FF", "overlong"]
)
def test_bytes_that_are_no_text_are_malformed_in_every_field(site, browser, raw):
    before = site.mark()
    for action in FORMS:
        for name in [field.name for field in action.fields] or ["key"]:
            body = f"{urlencode({'csrf_token': browser.csrf})}&{name}={quote_from_bytes(raw)}"
            sent = {"data": body, "content_type": "application/x-www-form-urlencoded"}
            assert browser.client.post(address(site, action), **sent).status_code == 400, (action.name, name)
    assert site.mark() == before


@BOTH_ENGINES
@pytest.mark.parametrize("number", [str(2**31), str(2**63), "0", "-1", "1.0", "٣", "x"])
def test_an_item_number_that_cannot_be_is_not_there(site, browser, number):
    before = site.mark()
    for verb in ("finish", "move", "edit"):
        assert browser.post(f"/teams/{site.cast.team}/items/{number}/{verb}").status_code == 404
    assert site.mark() == before


def test_more_than_a_megabyte_is_too_large(site, browser):
    before = site.mark()
    answer = browser.post(f"/teams/{site.cast.team}/add", {"title": "x" * (1024 * 1024 + 1)})
    assert answer.status_code == 413
    assert site.mark() == before


def test_a_form_that_is_no_form_is_not_understood(site, browser):
    before = site.mark()
    answer = browser.client.post(
        f"/teams/{site.cast.team}/add", data=b'{"title": "Search"}', content_type="application/json",
        headers={"X-CSRFToken": browser.csrf},
    )  # fmt: skip
    assert answer.status_code == 415
    assert site.mark() == before
