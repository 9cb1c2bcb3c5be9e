"""The outbox on both engines: a letter is sent once, waits after a failure, and is given up in the end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from queue_app.domain.mail.back_off import WAITS
from queue_app.store.mail import outbox
from queue_app.usecases.mail import letters
from queue_app.usecases.mail.delivery import BUSY, MOST_RESETS, Delivered, NotDelivered, deliver
from queue_app.usecases.sign_in.forget import forget
from queue_app.usecases.sign_in.links import open_link
from queue_app.usecases.sign_in.sessions import Visit, enter
from queue_app.usecases.transaction import in_transaction, utc_now


class Post:
    """Keeps what it is given, or refuses it."""

    def __init__(self, doors):
        self.doors, self.sent, self.refuses, self.now = doors, [], None, utc_now()

    def send(self, letter):
        if self.refuses:
            raise self.refuses
        self.sent.append(letter)

    def deliver(self, after=timedelta()):
        self.now += after
        return deliver(self.doors, self.send, "secret-of-{}".format, lambda: self.now)


@pytest.fixture
def post(cast):
    return Post(cast.doors)


def ask(cast, address="ALICE@example.org"):
    in_transaction(cast.doors, letters.reset, address=address, locale="de", now=utc_now() - timedelta(seconds=5))


def dead(cast):
    with cast.doors.reading() as conn:
        return outbox.given_up(conn, 100)


def test_a_letter_is_sent_once_to_the_address_of_the_account(cast, post):
    ask(cast)
    assert post.deliver() == Delivered(sent=1)
    (letter,) = post.sent
    assert (letter.address, letter.locale) == ("alice@example.org", "de")
    secret = f"secret-of-{letter.about['nonce']}"
    assert open_link(cast.doors, secret, "reset").person == cast.alice
    assert post.deliver(timedelta(hours=2)) == Delivered()


def test_an_address_without_an_account_gets_nothing(cast, post):
    ask(cast, "nobody@example.org")
    assert post.deliver() == Delivered()
    with cast.doors.reading() as conn:
        assert outbox.waiting(conn, utc_now()).count == 0


def test_nobody_fills_a_mailbox_with_links(cast, post):
    for _ in range(MOST_RESETS + 2):
        ask(cast)
    assert post.deliver() == Delivered(sent=MOST_RESETS)


def test_a_failure_is_tried_again_with_the_same_link_until_it_is_too_late(cast, post):
    ask(cast)
    post.refuses = NotDelivered("no connection")
    assert post.deliver() == Delivered(put_off=1)
    assert post.deliver() == Delivered(), "it was tried again at once"
    assert post.deliver(WAITS[0]) == Delivered(put_off=1)
    assert post.deliver(WAITS[1]) == Delivered(put_off=1)
    post.refuses = None
    assert post.deliver(WAITS[2]) == Delivered(sent=1)
    assert len(dead(cast)) == 0


def test_a_letter_that_is_never_taken_is_given_up_and_can_be_sent_again(cast, post):
    ask(cast)
    post.refuses = NotDelivered("the mail server says 550 no such user", for_ever=True)
    assert post.deliver() == Delivered(given_up=1)
    assert [(letter.kind, letter.error) for letter in dead(cast)] == [
        ("reset", "the mail server says 550 no such user")
    ]
    post.refuses = None
    assert post.deliver(timedelta(minutes=20)) == Delivered()
    assert in_transaction(cast.doors, outbox.retry_all, now=post.now) == 1
    assert post.deliver() == Delivered(sent=1)


def test_who_dies_while_sending_leaves_the_letter_to_others_after_a_while(cast, post):
    ask(cast)
    post.refuses = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        post.deliver()
    post.refuses = None
    assert post.deliver() == Delivered()
    assert post.deliver(BUSY) == Delivered(sent=1)


def test_two_processes_send_each_letter_once(cast, post):
    for address in ("alice@example.org", "bob@example.org", "carol@example.org"):
        ask(cast, address)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: post.deliver(), range(2)))
    assert sorted(letter.address for letter in post.sent) == [
        "alice@example.org",
        "bob@example.org",
        "carol@example.org",
    ]


def test_a_new_browser_is_told_of_once_and_the_first_never(cast, post):
    first, second = (Visit("10.0.0.1", "Firefox", device * 43, alerts=True) for device in "ab")
    for visit in (first, second, second):
        in_transaction(cast.doors, enter, person=cast.alice, visit=visit, now=utc_now() - timedelta(seconds=5))
    assert post.deliver() == Delivered(sent=1)
    assert (post.sent[0].kind, post.sent[0].address) == ("new_browser", "alice@example.org")


def test_a_refused_sign_in_writes_no_letter(cast, post):
    def fails(conn):
        for device in ("c", "d"):
            visit = Visit("10.0.0.1", "Firefox", device * 43, alerts=True)
            enter(conn, cast.alice, visit, utc_now() - timedelta(seconds=5))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        in_transaction(cast.doors, fails)
    assert post.deliver() == Delivered()


def test_a_forgotten_person_gets_no_letter(cast, post):
    for device in ("e", "f"):
        visit = Visit("10.0.0.1", "Firefox", device * 43, alerts=True)
        in_transaction(cast.doors, enter, person=cast.alice, visit=visit, now=utc_now() - timedelta(seconds=5))
    cast.told = False
    forget(cast.doors, cast.alice)
    assert post.deliver() == Delivered()
