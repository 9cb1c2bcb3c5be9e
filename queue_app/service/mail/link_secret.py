"""The secrets of links in letters.

They are made from a nonce and the server's key. So neither the database nor a backup holds a working link.
"""

import base64
import hmac
from dataclasses import asdict, dataclass

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer


def link_secret(nonce: str) -> str:
    """The secret of a nonce: as long as any other, and safe in a URL."""
    key = current_app.config["SECRET_KEY"]
    mac = hmac.digest(key if isinstance(key, bytes) else key.encode(), f"link in a letter: {nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class NewAddress:
    """The content of a link that confirms a new e-mail address. It works while the person still has the old address and the
    password that `proof` was made from. There is no proof if no mail is sent."""

    person: int
    before: str
    address: str
    proof: str | None = None


LASTS_SECONDS = 3_600


def address_secret(asked: NewAddress) -> str:
    """The signed secret of the link."""
    return str(_signer().dumps(asdict(asked)))


def asked_address(secret: str) -> NewAddress | None:
    """The content of the link; None if its signature is invalid or too old."""
    try:
        return NewAddress(**_signer().loads(secret, max_age=LASTS_SECONDS))
    except (BadData, TypeError):  # A link of another version may say something else.
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="another address")
