"""Codes of an authenticator app (RFC 6238): six digits computed from a secret and the current 30-second step."""

import hashlib
import hmac
from datetime import datetime

STEP_SECONDS = 30
DIGITS = 6
WINDOW = 1
"""How many steps the clock of a phone may be early or late."""


def code_at(secret: bytes, step: int) -> str:
    """The code of a step."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(now: datetime) -> int:
    """The step that a moment is in."""
    return int(now.timestamp()) // STEP_SECONDS


def step_matched(secret: bytes, code: str, now: datetime, used: int) -> int | None:
    """The step of the code if it is within the window and later than the last `used` step; else None.

    So a code works once, even if somebody has seen it.
    """
    present, found = step_of(now), None
    for step in range(present - WINDOW, present + WINDOW + 1):
        same = hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        if same and step > used:
            found = step
    return found
