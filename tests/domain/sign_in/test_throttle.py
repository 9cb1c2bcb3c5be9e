"""A few attempts are free, then the wait doubles up to five minutes. After half a day everything is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from queue_app.domain.sign_in.throttle import FREE, LONGEST_WAIT, Failures, TooManyAttempts, attempted, succeeded

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def waits(kind, attempts):
    """The wait in seconds after each attempt, if every attempt is made as soon as it is allowed."""
    now, count, found = NOW, None, []
    for _ in range(attempts):
        count = attempted(kind, count, now)
        found.append((count.until - now).total_seconds())
        now = count.until
    return found


@pytest.mark.parametrize("kind", FREE)
def test_the_wait_begins_after_the_free_ones_and_doubles(kind):
    found = waits(kind, FREE[kind] + 6)
    assert found[: FREE[kind] - 1] == [0] * (FREE[kind] - 1)
    assert found[FREE[kind] - 1 :] == [15, 30, 60, 120, 240, 300, 300]


def test_an_attempt_too_early_is_refused_with_the_seconds_that_are_left():
    with pytest.raises(TooManyAttempts) as refused:
        attempted("account", Failures(9, NOW, NOW + timedelta(seconds=7)), NOW)
    assert refused.value.seconds == 8


def test_a_clock_that_is_a_little_behind_refuses_no_free_attempt():
    assert attempted("account", Failures(2, NOW, NOW + timedelta(seconds=1)), NOW).count == 3


def test_no_wait_is_longer_than_five_minutes():
    count = attempted("account", Failures(10_000, NOW, NOW), NOW)
    assert count.until - NOW == LONGEST_WAIT


def test_half_a_day_later_it_is_forgotten():
    old = Failures(50, NOW - timedelta(hours=12, seconds=1), NOW - timedelta(hours=1))
    assert attempted("account", old, NOW) == Failures(1, NOW, NOW)


def test_a_success_clears_the_account_and_gives_the_address_one_back():
    assert succeeded("account", Failures(4, NOW, NOW), NOW) is None
    assert succeeded("address", Failures(4, NOW, NOW + LONGEST_WAIT), NOW) == Failures(3, NOW, NOW)
    assert succeeded("address", Failures(1, NOW, NOW), NOW) is None
