"""Password hashes: argon2id, at most two at once per process. Unknown accounts take the same time as known ones.

Hashing runs outside every transaction. Measured: 32 hashes at once take 1.8 GB.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from queue_app.store.db.silence import DatabaseBusy
from queue_app.usecases.sign_in.password_rule import normalised

AT_ONCE = 2
WAIT_SECONDS = 10


class Passwords:
    """The hasher of a process. `memory` in KiB."""

    def __init__(self, time_cost: int = 3, memory: int = 65_536, parallelism: int = 4) -> None:
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory, parallelism=parallelism)
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to store. Raises DatabaseBusy when too many others are being hashed."""
        with self._one_of_few():
            return self._hasher.hash(password)

    def matches(self, stored_hash: str | None, typed: str) -> bool:
        """Whether `typed` is the password of `stored_hash`. Without a hash it is False, after the same time."""
        with self._one_of_few():
            try:
                self._hasher.verify(stored_hash or self._nobodys, normalised(typed))
            except (VerificationError, InvalidHashError):
                return False
            return stored_hash is not None

    def outdated(self, stored_hash: str) -> bool:
        """Whether the hash was made with parameters other than the current ones."""
        return self._hasher.check_needs_rehash(stored_hash)

    @contextmanager
    def _one_of_few(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise DatabaseBusy
        try:
            yield
        finally:
            self._turn.release()
