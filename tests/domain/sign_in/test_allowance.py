"""A token's limit of requests per minute, at once or spread. A refused request does not count."""

import pytest

from queue_app.domain.sign_in.allowance import Allowance, TooManyRequests, spend


def spent(times, at=0.0, a_minute=60, left=None):
    for _ in range(times):
        left = spend(left, at, a_minute)
    return left


def test_a_minutes_worth_may_come_at_once_and_no_more():
    left = spent(60)
    with pytest.raises(TooManyRequests) as refused:
        spend(left, 0.0, 60)
    assert refused.value.seconds == 2


def test_it_fills_up_again_with_time_and_never_beyond_a_minutes_worth():
    left = spent(60)
    assert spend(left, 1.0, 60) == Allowance(0, 1.0)
    assert spend(left, 1_000.0, 60).left == 59


def test_who_waits_as_told_may_ask():
    left = spent(7, a_minute=7)
    with pytest.raises(TooManyRequests) as refused:
        spend(left, 0.5, 7)
    assert spend(left, 0.5 + refused.value.seconds, 7).left >= 0


def test_a_steady_stream_within_the_limit_is_never_refused():
    left = None
    for second in range(300):
        left = spent(10, float(second), 600, left)
    assert left.left >= 0
