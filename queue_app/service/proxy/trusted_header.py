"""The header in which an authenticating proxy names the signed-in person. It is trusted only from the proxy's address.

A client that bypasses the proxy could claim to be anyone, so its request is refused and logged.
"""

import re
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from flask import current_app, request
from werkzeug.exceptions import BadRequest

from queue_app.domain.errors import N_, InputError
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.sign_in.addresses import email

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,63}")
_OTHERS_SAY = {"host", "cookie", "authorization", "user-agent", "accept", "origin", "referer", "x-forwarded-for"}
_ORIGINAL = "werkzeug.proxy_fix.orig"


class ForeignHeader(BadRequest):
    """A request with the header came from elsewhere than the proxy."""

    description = N_("Only the proxy may say who you are. Use the address of the proxy.")


class OddHeader(ValueError):
    """A setting that cannot be used. `setting` names it; the text is the rest of the sentence."""

    def __init__(self, setting: str, text: str) -> None:
        super().__init__(text)
        self.setting = setting


@dataclass(frozen=True, slots=True)
class TrustedHeader:
    """The header's name, and the addresses that may send it."""

    name: str
    sources: tuple[IPv4Network | IPv6Network, ...]

    def may_come_from(self, address: str) -> bool:
        try:
            peer = ip_address(address)
        except ValueError:
            return False
        plain = getattr(peer, "ipv4_mapped", None) or peer  # A dual-stack socket reports ::ffff:10.0.0.2.
        return any(plain in source for source in self.sources)


@cache
def read_header(name: str, sources: str) -> TrustedHeader | None:
    """The header of the settings; None if none is set. Raises OddHeader."""
    if not name:
        return None
    if not _NAME.fullmatch(name) or name.lower() in _OTHERS_SAY:
        raise OddHeader("TRUSTED_HEADER", "is no header that only your proxy sets. Set it to one such as X-Auth-Email")
    try:
        networks = tuple(ip_network(part.strip()) for part in sources.split(","))
    except ValueError:
        raise OddHeader("TRUSTED_HEADER_FROM", "is no list of addresses. Set it to those of your proxy") from None
    return TrustedHeader(name, networks)


def refuse_foreign_header() -> None:
    """Raises ForeignHeader."""
    header = _header()
    if header is None or header.name not in request.headers:
        return
    peer = str(request.environ.get(_ORIGINAL, request.environ).get("REMOTE_ADDR") or "")
    if not header.may_come_from(peer):
        security_log.note("foreign-proxy-header", peer=peer)
        raise ForeignHeader


def named_by_proxy() -> str | None:
    """The e-mail address that the proxy sent; None if there is none or it is invalid."""
    header = _header()
    try:
        return email("email", request.headers[header.name]) if header and header.name in request.headers else None
    except InputError:
        return None


def _header() -> TrustedHeader | None:
    return read_header(current_app.config["TRUSTED_HEADER"], current_app.config["TRUSTED_HEADER_FROM"])
