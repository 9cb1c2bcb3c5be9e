"""Secrets that open something: drawn once, shown once, kept as a hash."""

import hashlib
import secrets

_BYTES = 32


def draw() -> str:
    """A new one: 43 characters that stand in any address."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of it. A plain hash is enough: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
