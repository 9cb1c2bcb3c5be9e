"""Secrets of links, tokens and sessions: generated once, shown once, stored as a hash."""

import hashlib
import secrets

_BYTES = 32
LENGTH = 43
"""The number of characters of a secret."""


def generate() -> str:
    """A new secret: 43 characters that are safe in a URL."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(secret: str) -> str:
    """The stored hash. A plain SHA-256 is enough: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
