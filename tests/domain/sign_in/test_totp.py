"""Codes follow RFC 6238, must be close enough in time, and work once."""

from datetime import UTC, datetime

import pytest

from queue_app.domain.sign_in.totp import code_at, step_matched, step_of

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
     (20000000000, "353130")],
)  # fmt: skip
def test_the_codes_of_the_rfc(second, code):
    at = datetime.fromtimestamp(second, UTC)
    assert code_at(SECRET, step_of(at)) == code
    assert step_matched(SECRET, code, at, 0) == second // 30


@pytest.mark.parametrize(("off", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(off, taken):
    now = datetime(2026, 11, 30, 18, tzinfo=UTC)
    found = step_matched(SECRET, code_at(SECRET, step_of(now) + off), now, 0)
    assert found == (step_of(now) + off if taken else None)


def test_neither_a_used_code_nor_an_older_one_works():
    now = datetime(2026, 11, 30, 18, tzinfo=UTC)
    present = step_of(now)
    assert step_matched(SECRET, code_at(SECRET, present), now, present) is None
    assert step_matched(SECRET, code_at(SECRET, present - 1), now, present) is None
    assert step_matched(SECRET, code_at(SECRET, present + 1), now, present) == present + 1


@pytest.mark.parametrize("odd", ["", "28708", "2870822", "abcdef", "\u0662\u0668\u0667\u0660\u0668\u0662"])
def test_what_is_no_code_matches_nothing(odd):
    assert step_matched(SECRET, odd, datetime.fromtimestamp(59, UTC), 0) is None
