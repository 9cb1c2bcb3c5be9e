"""The secrets of links in letters.

They are made from a nonce under the server's key. So the database, and a backup of it, holds no link that opens anything.
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
    """What a link to another address says: whose it is, in place of which one. It works as long as they have that one, and the
    password of which `proof` tells. Where no letter is sent there is no proof."""

    person: int
    before: str
    address: str
    proof: str | None = None


LASTS_SECONDS = 3_600


def address_secret(asked: NewAddress) -> str:
    """The secret of the link, which nobody else can make."""
    return str(_signer().dumps(asdict(asked)))


def asked_address(secret: str) -> NewAddress | None:
    """What the link says; None for one that we did not make, or too long ago."""
    try:
        return NewAddress(**_signer().loads(secret, max_age=LASTS_SECONDS))
    except (BadData, TypeError):  # A link of another version may say something else.
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="another address")
