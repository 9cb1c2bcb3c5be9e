"""Password hashes: argon2id, at most two at once per process. Unknown accounts take the same time as known ones.

Hashing runs outside of transactions. Measured: 32 hashes at once take 1.8 GB. A few requests may wait for their turn; more are
refused at once, so that the threads of the server stay free for others.
"""

import secrets
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from queue_app.domain.sign_in.throttle import SignInBusy
from queue_app.usecases.sign_in.password_rule import normalised

AT_ONCE = 2
WAIT_SECONDS = 5
PLACES = 4
"""How many requests work with a password at once: those that hash and those that wait."""


class Passwords:
    """The hasher of a process. `memory` in KiB."""

    def __init__(self, time_cost: int = 3, memory: int = 65_536, parallelism: int = 4, places: int = PLACES) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory, parallelism=parallelism)
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._places = threading.BoundedSemaphore(places)
        self._mine = threading.local()
        self._nobodys = _of_nobody(self._hasher)

    def hash(self, password: str) -> str:
        """The hash to store. Raises SignInBusy."""
        with self.place(), self._one_of_few():
            return self._hasher.hash(password)

    def matches(self, stored_hash: str | None, typed: str) -> bool:
        """Whether `typed` is the password of `stored_hash`. Without a hash: False, after the same time."""
        with self.place(), self._one_of_few():
            try:
                self._hasher.verify(stored_hash or self._nobodys, normalised(typed))
            except (VerificationError, InvalidHashError):
                return False
            return stored_hash is not None

    def outdated(self, stored_hash: str) -> bool:
        """Whether the hash was made with parameters other than the current ones."""
        return self._hasher.check_needs_rehash(stored_hash)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of a few places for this thread; nested uses share it. Raises SignInBusy at once if none is free."""
        if getattr(self._mine, "place", False):
            yield
            return
        if not self._places.acquire(blocking=False):
            raise SignInBusy
        self._mine.place = True
        try:
            yield
        finally:
            self._mine.place = False
            self._places.release()

    @contextmanager
    def _one_of_few(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise SignInBusy
        try:
            yield
        finally:
            self._turn.release()


def _of_nobody(hasher: PasswordHasher) -> str:
    """A hash that no password has. Verifying it takes as long as any other; making it takes no time, unlike a real one."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"
