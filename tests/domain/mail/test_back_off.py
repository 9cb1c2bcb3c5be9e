"""A letter waits longer after each failure, and is given up in the end."""

from datetime import UTC, datetime, timedelta

import pytest

from queue_app.domain.mail.back_off import WAITS, next_try

NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)
LATER = NOW + timedelta(days=7)


@pytest.mark.parametrize("attempts", range(1, len(WAITS) + 1))
def test_each_failure_waits_longer(attempts):
    assert next_try(attempts, NOW, LATER) == NOW + WAITS[attempts - 1]
    assert sorted(WAITS) == list(WAITS)


def test_after_the_last_wait_it_is_given_up():
    assert next_try(len(WAITS) + 1, NOW, LATER) is None


def test_a_try_that_comes_too_late_is_none():
    assert next_try(3, NOW, NOW + timedelta(minutes=15)) is None
    assert next_try(3, NOW, NOW + timedelta(minutes=16)) == NOW + timedelta(minutes=15)
