"""One handler answers every error, for people and for programs: the right status, the next step, no internal details."""

import json
import logging
import re
import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from queue_app.domain.errors import InputError, KeyReused, NotFound, RoleTooLow
from queue_app.domain.refusals import WipLimitReached
from queue_app.domain.sign_in.throttle import TooManyAttempts
from queue_app.domain.well_formed import Malformed
from queue_app.service.http import errors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.transaction import OutcomeUnknown
from tests.conftest import BOTH_ENGINES
from tests.http.reading import Shown

PROGRAM = {"Accept": "application/json"}
READ_ONLY = sqlite3.OperationalError("attempt to write a readonly database")
READ_ONLY.sqlite_errorname = "SQLITE_READONLY"
ERRORS = {
    "input": (InputError("title", "This cannot be empty."), 422, "input_error"),
    "key": (KeyReused(), 422, "key_reused"),
    "refusal": (WipLimitReached(running=3, limit=3), 409, "wip_limit_reached"),
    "role": (RoleTooLow(), 403, "role_too_low"),
    "missing": (NotFound(), 404, "not_found"),
    "malformed": (Malformed(what="it is not JSON"), 400, "unsound"),
    "throttled": (TooManyAttempts(seconds=7), 429, "too_many_attempts"),
    "busy": (DatabaseBusy(), 503, "database_busy"),
    "unknown": (OutcomeUnknown(), 503, "outcome_unknown"),
    "disk full": (OperationalError("INSERT", {}, Exception("database or disk is full")), 503, "database_busy"),
    "read only": (OperationalError("UPDATE", {}, READ_ONLY), 503, "read_only"),  # R2
    "fault": (RuntimeError("secret words"), 500, "fault"),
}


@pytest.fixture
def broken(site, monkeypatch):
    """A page that always raises the given error."""

    def make(error):
        def fails(*_, **__):
            raise error

        monkeypatch.setattr("queue_app.web.account.account_screen", fails)
        return site.browser(site.cast.bob)

    return make


@pytest.mark.parametrize(("error", "status", "code"), ERRORS.values(), ids=ERRORS)
def test_a_program_is_told_the_code_and_the_sentence(broken, error, status, code):
    answer = broken(error).get("/account", headers=PROGRAM)
    told = json.loads(answer.data)
    assert answer.status_code == told["status"] == status
    assert answer.mimetype == "application/problem+json"
    assert told["code"] == code
    assert told["detail"].endswith((".", "?"))
    assert "secret words" not in told["detail"]
    assert told.get("field") == getattr(error, "field", None)


@pytest.mark.parametrize(("error", "status", "code"), ERRORS.values(), ids=ERRORS)
def test_people_are_told_on_a_page(broken, error, status, code):
    answer = broken(error).get("/account")
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert "<h1>" in answer.text
    assert "secret words" not in answer.text
    if status >= 500:
        assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize(("name", "seconds"), [("throttled", "7"), ("busy", "2"), ("unknown", "2"), ("disk full", "2")])
def test_who_may_come_again_is_told_when(broken, name, seconds):
    assert broken(ERRORS[name][0]).get("/account").headers["Retry-After"] == seconds


@pytest.mark.parametrize("name", ["throttled", "busy", "unknown", "disk full"])
def test_when_to_come_again_is_said_once(broken, name):
    """“Wait a little, then try again. Try again in 7 seconds.” says it twice."""
    words = Shown(broken(ERRORS[name][0]).get("/account")).words
    assert len(re.findall(r"[Tt]ry again|[Ss]end it again", words)) == 1


def test_a_script_of_our_own_pages_learns_nothing_of_tokens(site):
    """Its messages are shown next to the row or in the form of a person whose session has ended."""
    answer = site.browser().post(f"/teams/{site.cast.team}/items/1/move", {"to": "top"}, headers=PROGRAM)
    assert (answer.status_code, answer.get_json()["detail"]) == (401, "You are not signed in. Sign in and try again.")


def test_a_fault_is_logged_once_with_its_trace_and_counted(broken, caplog):
    browser = broken(RuntimeError("a fault of ours"))
    with caplog.at_level(logging.ERROR, "topmost.faults"):
        first, second = browser.get("/account"), browser.get("/account")
    messages = [record.getMessage() for record in caplog.records]
    assert [first.headers["X-Request-Id"], second.headers["X-Request-Id"]] == [m.split()[-1] for m in messages]
    counts = [int(message.split()[1].rstrip(",")) for message in messages]
    assert counts[1] == counts[0] + 1
    assert "a fault of ours" in caplog.text


def test_below_api_everything_is_json(site):
    answer = site.browser().get("/api/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["code"] == "not_found"


def test_a_program_learns_what_to_do_about_its_token_its_method_and_its_body(site):
    client, cast = site.browser().client, site.cast
    token = {"Authorization": f"Bearer {site.token(cast.bob, cast.team)}"}
    assert "Authorization: Bearer" in client.get("/api").get_json()["detail"]
    assert "links from /api" in client.put("/api").get_json()["detail"]
    assert "Content-Type" in client.post(f"/api/teams/{cast.team}/add", data="x", headers=token).get_json()["detail"]
    without_a_token = site.browser(cast.bob).client.post(f"/api/teams/{cast.team}/add", json={"title": "A"})
    assert (without_a_token.status_code, without_a_token.get_json()["code"]) == (400, "bad_request")
    assert without_a_token.get_json()["detail"] == "Topmost could not read this."


def test_a_condition_that_nobody_looks_at_is_refused(site):
    cast = site.cast
    headers = {"Authorization": f"Bearer {site.token(cast.bob, cast.team)}", "If-Match": '"of-before"'}
    before = site.revision(cast.team)
    answer = site.browser().client.post(f"/api/teams/{cast.team}/add", json={"title": "A"}, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (412, "precondition_failed")
    assert "expect" in answer.get_json()["detail"]
    assert site.revision(cast.team) == before


def test_a_wrong_method_names_the_right_ones(site):
    answer = site.browser(site.cast.bob).post("/account")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_address_that_is_none_is_told_without_form_echo_or_id(site):
    one, two = (site.browser(site.cast.bob).get(path) for path in ("/nothing<b>", "/other?next=1"))
    assert one.status_code == 404
    assert one.data == two.data
    for found in ("<form", "nothing", "other", one.headers["X-Request-Id"]):
        assert found not in one.text.replace("Nothing here", "")


@BOTH_ENGINES
def test_parameters_of_statements_stand_in_no_log(site, caplog):
    with caplog.at_level(logging.WARNING), site.app.test_request_context():
        errors.problem_of(OperationalError("INSERT", {"password": "geheim"}, Exception("disk I/O error")))
    assert "disk I/O error" in caplog.text
    assert "geheim" not in caplog.text


def test_a_database_that_cannot_be_asked_why_is_called_busy(site, monkeypatch):
    """Seen when PostgreSQL's primary was lost: after the first time-out no further query is allowed, and the answer was 500."""

    def silent():
        raise DatabaseBusy

    monkeypatch.setattr(errors, "doors", silent)
    with site.app.test_request_context():
        problem = errors.problem_of(OperationalError("SELECT 1", {}, Exception("connection timeout expired")))
    assert (problem.status, problem.code) == (503, "database_busy")


def test_who_is_signed_in_is_told_that_the_database_is_away(site, monkeypatch):
    """Seen when PostgreSQL was stopped: the error page looked up the signed-in person, and became a bare 500."""

    def away(*_, **__):
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    browser = site.browser(site.cast.bob)
    monkeypatch.setattr("queue_app.service.http.visitor.sessions.find", away)
    answer = browser.get("/account")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "<h1>" in answer.text


def test_a_trace_of_the_database_holds_no_value(doors):  # X14
    with doors.reading() as conn, pytest.raises(OperationalError) as error:
        conn.execute(text("SELECT :password FROM nowhere"), {"password": "geheim"})
    assert "geheim" not in str(error.value)
    assert "nowhere" in str(error.value)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("application/json", "application/problem+json"),
        ("application/json, text/html;q=0.5", "application/problem+json"),
        ("nonsense", "text/html"),
    ],
)
def test_who_asks_for_json_gets_json(site, accept, kind):
    assert site.browser().get("/nothing", headers={"Accept": accept}).mimetype == kind
