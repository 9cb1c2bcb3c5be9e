"""`topmost notice`, as an operator runs it."""

from datetime import UTC, datetime, timedelta

import pytest

from queue_app.store.notices import read_notice
from queue_app.usecases.transaction import utc_now


@pytest.fixture
def kept(doors):
    def read():
        with doors.reading() as conn:
            return read_notice(conn)

    return read


def test_it_is_shown_replaced_and_taken_away(flask, kept):
    assert flask("notice").output == "No notice is shown.\n"
    assert flask("notice", "Soon", "--until", "2100-01-01T12:00+01:00").exit_code == 0
    assert (kept().words, kept().until) == ("Soon", datetime(2100, 1, 1, 11, tzinfo=UTC))
    flask("notice", "Sooner", "--until", "2100-01-01T12:00Z")
    assert flask("notice").output == "Sooner\nuntil 2100-01-01 12:00 UTC\n"
    assert flask("notice", "--end").output == "The notice is gone.\n"
    assert kept() is None


def test_a_time_of_day_is_the_next_one(flask, kept):
    for minutes in (-2, 2):
        typed = (datetime.now(UTC) + timedelta(minutes=minutes)).astimezone().strftime("%H:%M")
        assert flask("notice", "Soon", "--until", typed).exit_code == 0
        assert timedelta(0) < kept().until - utc_now() <= timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("Soon",), "Say until when"),
        (("Soon", "--until", "tonight"), "is no time"),
        (("Soon", "--until", "2020-01-01T12:00"), "is over"),
        (("x" * 301, "--until", "2100-01-01T12:00"), "words: "),
        ((" ", "--until", "2100-01-01T12:00"), "words: "),
    ],
)
def test_what_cannot_be_shown_is_refused(flask, kept, words, wrong):
    told = flask("notice", *words)
    assert (told.exit_code, wrong in told.output) == (2, True), told.output
    assert kept() is None
