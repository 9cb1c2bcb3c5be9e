"""Encrypts secrets that the server must read again, with a key made from SECRET_KEY. A leaked database alone reveals nothing."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

_NONCE = 12


class Seal:
    """Encrypts people's secrets with AES-GCM. The person is authenticated data, so no row opens for another person."""

    def __init__(self, secret_key: str | bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = secret_key if isinstance(secret_key, bytes) else secret_key.encode()
        self._cipher = AESGCM(hmac.digest(key, b"second step", "sha256"))

    def close(self, person: int, secret: bytes) -> str:
        """Encrypt the secret."""
        nonce = secrets.token_bytes(_NONCE)
        return urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, secret, str(person).encode())).decode()

    def open(self, person: int, sealed: str) -> bytes | None:
        """Decrypt the secret. None if another key encrypted it, as after a restore without the old SECRET_KEY."""
        from cryptography.exceptions import InvalidTag

        try:
            raw = urlsafe_b64decode(sealed)
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], str(person).encode())
        except (InvalidTag, ValueError):
            return None
