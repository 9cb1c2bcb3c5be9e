"""Every form for a new password refuses passwords that are easy to guess for somebody who knows the person and the team."""

import re

import pytest

from queue_app.cli.server.serve import welcome
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import people
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.sign_in.links import reset_link
from queue_app.usecases.team.joining import invite
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cast import Cast
from tests.http.reading import Person
from tests.http.site import Site

GUESSABLE = (
    "123456789qwe",
    "Tigers2026Tigers1",
    "passw0rd2026!",
    "AliceAlice2026",
    "\uff30\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff12\uff10\uff12\uff16\uff01",  # Password2026! in wide letters
    "P\u200bassword\u200b1234",
)
REFUSED = "easy to guess"


@pytest.fixture(params=GUESSABLE)
def password(request):  # X8
    return request.param


def test_joining(site, cast, password):
    secret, cast.now = secrets.generate(), utc_now()
    cast.do(invite, link=secrets.hash_of(secret), role=Role.MEMBER)
    nora = Person(site.browser())
    page = nora.look(f"/join/{secret}")
    typed = {"name": "Alice N.", "email": "alice@example.org", "password": password}
    assert REFUSED in nora.press(page, "Join the team", **typed).words


def test_the_first_run(app, doors, password):
    site = Site(app, Cast(doors, 0, 0, 0, 0, 0, 0))
    link = re.search(r"/set-up/\S+", welcome(app, ""))[0]
    ines = Person(site.browser())
    typed = {"team": "Tigers", "people": "5", "zone": "UTC", "name": "Alice", "email": "alice@example.org"}
    page = ines.press(ines.look(link), "Make the team", password=password, **typed)
    assert REFUSED in page.words
    assert site.rows("person") == []


def test_a_change(site, cast, alice, password):
    kept = site.app.extensions["passwords"].hash("a sentence of hers")
    in_transaction(cast.doors, people.set_password, person=cast.alice, password_hash=kept)
    page = alice.press(alice.look("/account"), "Change", old="a sentence of hers", password=password)
    assert REFUSED in page.words


def test_a_reset(site, cast, password):
    link = f"/new-password/{in_transaction(cast.doors, reset_link, person=cast.alice, now=utc_now())}"
    somebody = Person(site.browser())
    assert REFUSED in somebody.press(somebody.look(link), "Save password", password=password).words


@pytest.mark.parametrize("by_number", [False, True])
def test_the_command_line(app, site, cast, password, by_number):
    team = str(cast.team) if by_number else "Tigers"
    words = ("person", "create", "alice@example.org", "--name", "Alice", "--team", team, "--role", "member")
    result = app.test_cli_runner().invoke(args=words, env={"TOPMOST_PASSWORD": password})
    assert result.exit_code == 2
    assert REFUSED in result.stderr
