"""Sign in with an identity provider: send the browser there, and take it back.

What the sign-in began with is in the cookie of this browser, which is signed. So nobody finishes a sign-in that another began.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, session
from werkzeug.wrappers import Response

from queue_app.domain.errors import N_, NotFound, Refusal, UserError
from queue_app.service.http.access import anybody
from queue_app.service.http.client import present_visit
from queue_app.service.http.hosts import link, own_path
from queue_app.service.http.visitor import enter
from queue_app.service.oidc.claims import Claims, NotBelieved, ProviderAway
from queue_app.service.oidc.known_provider import provider
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.sign_in.outside import OutsidePerson, SignInExpired, enter_from_outside
from queue_app.usecases.transaction import utc_now
from queue_app.web.sign_in import refused
from queue_app.web.ways_in.after import page_after

if TYPE_CHECKING:
    from queue_app.service.oidc.provider import Provider

pages = Blueprint("oidc", __name__, url_prefix="/oidc")

LASTS = timedelta(minutes=10)
_COOKIE = "oidc"
_LOG = logging.getLogger("topmost.oidc")


class ProviderSilent(Refusal):
    sentence = N_("Your sign-in provider does not answer. Try again in a minute.")


class ProviderRefused(Refusal):
    sentence = N_("Your sign-in provider did not let you in. Try again, or ask the operator of Topmost.")


@dataclass(frozen=True, slots=True)
class BegunSignIn:
    """What a sign-in began with. `at` is used once a person."""

    state: str
    nonce: str
    verifier: str
    at: str
    next: str | None

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


@pages.get("/begin")
@anybody
def begin() -> Response:
    """Send the browser to the provider."""
    known = _provider()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    begun = BegunSignIn(state, nonce, verifier, utc_now().isoformat(), own_path(request.args.get("next")))
    try:
        address = known.address_to_sign_in(link("oidc.back"), state=state, nonce=nonce, verifier=verifier)
    except ProviderAway as away:
        return _away(away, begun.next)
    session[_COOKIE] = asdict(begun)
    return redirect(address, 303)


@pages.get("/back")
@anybody
def back() -> Response:
    """Take a browser back from the provider, and begin a session."""
    known = _provider()
    begun = _begun(session.pop(_COOKIE, None))
    try:
        if begun is None or not _same(request.args.get("state"), begun.state):
            raise SignInExpired
        claims = known.person(_code(known), link("oidc.back"), nonce=begun.nonce, verifier=begun.verifier)
        outside = _outside(known, claims, begun)
        person, session_id = enter_from_outside(doors(), outside, known.settings.groups, present_visit())
    except ProviderAway as away:
        return _away(away, begun.next if begun else None)
    except NotBelieved as odd:
        security_log.note("provider-not-believed", why=str(odd)[:200].replace(" ", "_"))
        return refused(ProviderRefused(), None, 403)
    except UserError as wrong:
        return refused(wrong, begun.next if begun else None, 403)
    enter(session_id)
    return redirect(page_after(begun.next, person), 303)


def _provider() -> Provider:
    known = provider()
    if known is None:
        raise NotFound
    return known


def _begun(kept: Any) -> BegunSignIn | None:
    """The sign-in that this browser began, if it is not too old."""
    if not isinstance(kept, dict):
        return None
    begun = BegunSignIn(**kept)
    return begun if timedelta() <= utc_now() - begun.moment < LASTS else None


def _code(known: Provider) -> str:
    """The code of the provider. Raises NotBelieved for a refusal, and for the code of another provider."""
    sent = request.args
    if sent.get("iss", known.settings.issuer) != known.settings.issuer:
        raise NotBelieved("another provider answered")
    if sent.get("error") or not sent.get("code"):
        raise NotBelieved(f"it says {sent.get('error', 'nothing')[:40]}")
    return sent["code"][:2_000]


def _outside(known: Provider, claims: Claims, begun: BegunSignIn) -> OutsidePerson:
    return OutsidePerson(
        known.settings.issuer,
        claims.subject,
        claims.email,
        claims.email_verified,
        claims.name,
        claims.groups,
        begun.moment,
    )


def _same(sent: str | None, kept: str) -> bool:
    return hmac.compare_digest((sent or "").encode(), kept.encode())


def _away(away: ProviderAway, next_path: str | None) -> Response:
    _LOG.warning("The sign-in provider cannot be used: %s. `topmost oidc check` says more.", away)
    return refused(ProviderSilent(), next_path, 503)
