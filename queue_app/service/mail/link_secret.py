"""The secrets of links in letters.

They are made from a nonce under the server's key. So the database, and a backup of it, holds no link that opens anything.
"""

import base64
import hmac

from flask import current_app


def link_secret(nonce: str) -> str:
    """The secret of a nonce: as long as any other, and safe in a URL."""
    key = current_app.config["SECRET_KEY"]
    mac = hmac.digest(key if isinstance(key, bytes) else key.encode(), f"link in a letter: {nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
