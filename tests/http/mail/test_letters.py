"""From the click to the mailbox: invitations, forgotten passwords and new browsers, with a real mail server."""

import re

import pytest

from queue_app.domain.sign_in.throttle import FREE
from queue_app.service.process.mailing import deliver_now
from queue_app.store.sign_in import people
from queue_app.usecases.transaction import in_transaction
from tests.http.reading import Person
from tests.mailbox import mailbox

PASSWORD = "a sentence of Alice"


@pytest.fixture
def box(site, cast, monkeypatch):
    kept = site.app.extensions["passwords"].hash(PASSWORD)
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)
    with mailbox() as (made, port):
        monkeypatch.setitem(site.app.config, "SMTP_URL", f"smtp+plain://127.0.0.1:{port}")
        monkeypatch.setitem(site.app.config, "MAIL_FROM", "Topmost <queue@example.org>")
        yield made


def delivered(site, box):
    with site.app.app_context():
        deliver_now()
    return box.letters


def link_in(words):
    return re.search(r"http://127.0.0.1:8000(/\S+)", words)[1]


def ask(site, email="alice@example.org", **headers):
    return site.browser().post("/forgotten-password", {"email": email}, headers=headers)


def test_an_invitation_comes_by_mail_and_its_link_works(site, box, bob, cast):
    page = bob.press(
        bob.look(f"/teams/{cast.team}/team"), "Make an invitation", role="member", email="nora@example.org"
    )
    assert "It also goes by e-mail to nora@example.org." in page.words
    shown = re.search(r"http://localhost(/join/[\w-]+)", page.words)[1]
    (letter,) = delivered(site, box)
    assert (letter["To"], letter["From"]) == ("nora@example.org", "Topmost <queue@example.org>")
    assert (letter["Subject"], letter["Auto-Submitted"]) == ("Invitation to Tigers", "auto-generated")
    assert "You are invited to Tigers on Topmost as a member. Bob invites you." in letter.get_content()
    assert link_in(letter.get_content()) == shown
    assert "You are invited to Tigers" in Person(site.browser()).look(shown).words


def test_an_invitation_without_an_address_is_a_link_alone(site, box, bob, cast):
    page = bob.press(bob.look(f"/teams/{cast.team}/team"), "Make an invitation", role="member")
    assert "by e-mail to" not in page.words
    assert delivered(site, box) == []


def test_a_forgotten_password_is_replaced(site, box, cast):
    somebody = Person(site.browser())
    page = somebody.look("/sign-in")
    assert ("Forgot your password?", "/forgotten-password") in page.links
    page = somebody.press(somebody.look("/forgotten-password"), "Send the link", email="ALICE@example.org")
    assert "an e-mail is on its way" in page.words
    (letter,) = delivered(site, box)
    assert letter["To"] == "alice@example.org"
    page = somebody.look(link_in(letter.get_content()))
    somebody.press(page, "Save password", password="another sentence of hers")
    typed = {"email": "alice@example.org", "password": "another sentence of hers"}
    assert site.browser().post("/sign-in", typed).status_code == 303


def test_no_answer_tells_whether_there_is_an_account(site, box):
    answers = [ask(site, email) for email in ("alice@example.org", "nobody@example.org")]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].data == answers[1].data
    letters = delivered(site, box)
    assert [letter["To"] for letter in letters] == ["alice@example.org"]


def test_the_database_holds_no_link(site, box):
    ask(site)
    rows = site.rows("outbox")
    (letter,) = delivered(site, box)
    assert link_in(letter.get_content()).split("/")[-1] not in str(rows + site.rows("one_time_link"))


def test_asking_has_to_wait_and_keeps_nobody_from_signing_in(site, box):
    codes = [ask(site).status_code for _ in range(FREE["account"] + 1)]
    assert codes == [303] * FREE["account"] + [429]
    typed = {"email": "alice@example.org", "password": PASSWORD}
    assert site.browser().post("/sign-in", typed).status_code == 303


@pytest.mark.parametrize("odd", ["", "alice", "alice@example.org\r\nBcc: x@example.org", "a@b, c@d", "x" * 300])
def test_an_odd_address_is_refused(site, box, odd):
    assert 400 <= ask(site, odd).status_code < 500
    assert site.rows("outbox") == []


def test_a_letter_speaks_the_language_of_the_account_or_of_who_asked(site, box, cast):
    ask(site, **{"Accept-Language": "de"})
    assert delivered(site, box)[-1]["Subject"] == "Ein neues Passwort für Topmost"
    in_transaction(cast.doors, people.set_display, person=cast.alice, locale="en")
    ask(site, **{"Accept-Language": "de"})
    assert delivered(site, box)[-1]["Subject"] == "A new password for Topmost"


def test_a_new_browser_is_told_of(site, box):
    typed = {"email": "alice@example.org", "password": PASSWORD}
    for _ in range(2):
        site.browser().post("/sign-in", typed, headers={"User-Agent": "Mozilla Firefox Linux"})
    (letter,) = delivered(site, box)
    assert letter["Subject"] == "New sign-in to Topmost"
    assert "Hello Alice," in letter.get_content()
    assert "Firefox on Linux" in letter.get_content()


def test_without_a_mail_server_nothing_is_offered_and_nothing_written(site, bob, cast):
    page = Person(site.browser()).look("/sign-in")
    assert "The operator of Topmost can send you a link to a new one." in page.words
    assert not any("password" in address for _, address in page.links)
    assert site.browser().get("/forgotten-password").status_code == 404
    assert ask(site).status_code == 404
    bob.press(bob.look(f"/teams/{cast.team}/team"), "Make an invitation", role="member", email="nora@example.org")
    assert site.rows("outbox") == []
