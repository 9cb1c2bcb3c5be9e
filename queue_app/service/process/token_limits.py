"""Rate limits per token, counted in this process. They are not stored: a write per request would cost more than it saves."""

import threading
import time
from typing import cast

from flask import Flask, current_app

from queue_app.domain.sign_in.allowance import Allowance, spend

TOKENS = 10_000
"""How many tokens are remembered; the least recently used is dropped first."""


class TokenLimits:
    """One allowance per token."""

    def __init__(self, a_minute: int) -> None:
        self._a_minute = a_minute
        self._left: dict[int, Allowance] = {}
        self._changing = threading.Lock()

    def count(self, token: int, at: float) -> None:
        """Count one request. Raises TooManyRequests."""
        with self._changing:
            left = spend(self._left.get(token), at, self._a_minute)
            self._left.pop(token, None)
            self._left[token] = left
            while len(self._left) > TOKENS:
                self._left.pop(next(iter(self._left)))


def limit_tokens(app: Flask) -> None:
    """Start counting, with the configured limit."""
    app.extensions["token_limits"] = TokenLimits(app.config["TOKEN_REQUESTS"])


def count_request(token: int) -> None:
    """Count a request of the token. Raises TooManyRequests."""
    cast(TokenLimits, current_app.extensions["token_limits"]).count(token, time.monotonic())
