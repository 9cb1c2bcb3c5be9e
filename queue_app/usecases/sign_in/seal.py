"""Encrypts what the server must read again, under a key made from SECRET_KEY. A database that leaks alone opens nothing."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

_NONCE = 12


class Seal:
    """Seals secrets of people with AES-GCM. The person is part of it, so that no row opens for somebody else."""

    def __init__(self, secret_key: str | bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = secret_key if isinstance(secret_key, bytes) else secret_key.encode()
        self._cipher = AESGCM(hmac.digest(key, b"second step", "sha256"))

    def close(self, person: int, secret: bytes) -> str:
        """The sealed secret."""
        nonce = secrets.token_bytes(_NONCE)
        return urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, secret, str(person).encode())).decode()

    def open(self, person: int, sealed: str) -> bytes | None:
        """The secret; None where another key sealed it, as after a restore without the old SECRET_KEY."""
        from cryptography.exceptions import InvalidTag

        try:
            raw = urlsafe_b64decode(sealed)
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], str(person).encode())
        except (InvalidTag, ValueError):
            return None
