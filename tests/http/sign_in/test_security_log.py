"""Every security event has a log line with the time and the client, and without names."""

import logging
import re

import pytest

from queue_app.service.http.security_log import FORMAT
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in.security_log import LOG
from queue_app.usecases.transaction import in_transaction

OLD, NEW = "a sentence of Alice", "another sentence of Alice"


@pytest.fixture
def known(site, cast):
    """Alice has a password."""
    kept = site.app.extensions["passwords"].hash(OLD)
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)


@pytest.fixture
def lines(caplog, monkeypatch):
    monkeypatch.setattr(LOG, "propagate", True)
    caplog.set_level(logging.INFO, LOG.name)
    return lambda: [record.getMessage() for record in caplog.records if record.name == LOG.name]


def test_what_matters_for_security_is_logged(site, cast, known, lines):  # X7
    browser = site.browser()
    typed = {"email": "alice@example.org", "password": "wrong"}
    for sent in (typed, typed | {"email": "nobody@example.org"}, typed | {"password": OLD}):
        browser.post("/sign-in", sent)
    assert lines() == ["wrong-password person=1", "wrong-password person=unknown", "sign-in person=1 browser=new"]


def test_passwords_tokens_and_roles_are_logged(site, cast, alice, bob, known, lines):  # X7
    alice.press(
        alice.look("/account"), "Make a token", name="bot", team=str(cast.team), scope="work", days="365", old=OLD
    )
    alice.press(alice.look("/account"), "Revoke")
    alice.press(alice.look("/account"), "Change", old=OLD, password=NEW)
    bob.browser.post(f"/teams/{cast.team}/set-role", {"person": str(cast.alice), "role": "manager"})
    assert lines() == [
        f"token-made person={cast.alice} team={cast.team} scope=work days=365",
        f"token-revoked person={cast.alice} token=1",
        f"password-changed person={cast.alice} tokens=kept",
        f"membership team={cast.team} by={cast.bob} person={cast.alice} was=member role=manager",
    ]


def test_a_line_has_the_time_and_the_client_and_is_one_line(app):  # X7
    record = logging.LogRecord(LOG.name, logging.INFO, "", 0, "%s", ("sign-in person=1",), None)
    agents = {"Mozilla/5.0 (Windows) Firefox/1": "Firefox on Windows", "odd\x1b[31m agent\x00": "odd[31m agent", "": ""}
    for agent, told in agents.items():
        with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7", "HTTP_USER_AGENT": agent}):
            line = FORMAT.format(record)
        assert re.fullmatch(r"[\d-]{10}T[\d:]{8}Z security sign-in person=1 from 192\.0\.2\.7 \(.*\)", line)
        assert line.endswith(f"({told})")
    assert FORMAT.format(record).endswith("from the command line")
