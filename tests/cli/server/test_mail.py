"""`topmost mail` tests the mail server and sends letters again that were given up. Doctor names problems with mail."""

from datetime import timedelta

import pytest

from config import ENVIRONMENTS
from queue_app.app import create_app
from queue_app.store.db.migrate import upgrade
from queue_app.store.mail import outbox
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.mailbox import mailbox


@pytest.fixture
def box():
    with mailbox() as both:
        yield both


@pytest.fixture
def app(new_database, tmp_path, box):
    url = new_database()
    upgrade(url)
    settings = {"SMTP_URL": f"smtp+plain://127.0.0.1:{box[1]}", "MAIL_FROM": "queue@example.org"}
    folders = {"DATABASE_URL": url, "TOPMOST_DATA": str(tmp_path / "data"), "TOPMOST_URL": "http://localhost"}
    made = create_app(ENVIRONMENTS["testing"](settings | folders))
    yield made
    made.extensions["doors"].engine.dispose()


def told(app, *words):
    return app.test_cli_runner().invoke(args=words)


def test_a_letter_on_trial(app, box):
    assert "Sent to ida@example.org" in told(app, "mail", "test", "ida@example.org").output
    assert [letter["To"] for letter in box[0].letters] == ["ida@example.org"]
    box[0].says = "550 Not here"
    result = told(app, "mail", "test", "ida@example.org")
    assert (result.exit_code, "Not sent: the mail server says 550 Not here." in result.stderr) == (1, True)


def test_what_was_given_up_is_named_and_sent_again(app, box):
    doors, now = app.extensions["doors"], utc_now()
    about = {"name": "Ida", "client": "", "at": now.isoformat()}
    in_transaction(
        doors,
        outbox.put_in,
        kind="new_browser",
        address="ida@example.org",
        now=now,
        lasts=timedelta(days=1),
        about=about,
    )
    box[0].says = "550 Not here"
    told(app, "chores")
    said = told(app, "doctor")
    assert "A letter (new_browser) to ida@example.org was given up: the mail server says 550 Not here." in said.stderr
    box[0].says = "250 OK"
    assert "1 tried again. 1 sent" in told(app, "mail", "retry").output
    said = told(app, "doctor").output
    assert ("letters: well" in said, "mail server: well" in said) == (True, True)


def test_doctor_asks_the_mail_server(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp+plain://127.0.0.1:1")
    assert "Mail cannot be sent: no connection" in told(app, "doctor").stderr


def test_without_a_mail_server_the_setting_is_named(app, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_URL", "")
    assert "SMTP_URL is not set" in told(app, "mail", "test", "ida@example.org").stderr
