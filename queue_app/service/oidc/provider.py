"""A client for the identity provider: where to send people, and whom a code belongs to.

Authlib implements the protocol. An ID token is accepted only if the provider's key signed it, for this client and this sign-in.
"""

import time
from collections.abc import Mapping
from typing import Any, cast

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from queue_app.service.oidc.claims import Claims, NotBelieved, ProviderAway
from queue_app.service.oidc.settings_of_provider import ProviderSettings, secure

SECONDS = 10
KEPT_SECONDS = 600
LARGEST = 1_000_000
LEEWAY = 60
"""Seconds that two clocks may differ."""
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]
"""Signatures that only the provider can make: no `none`, and none with a shared secret."""
SCOPE = "openid email profile"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """The provider of the settings. Its metadata is cached for some minutes."""

    def __init__(self, settings: ProviderSettings) -> None:
        self.settings = settings
        self._about: Mapping[str, Any] = {}
        self._until = 0.0

    def about(self, *, afresh: bool = False) -> Mapping[str, Any]:
        """The provider's metadata. Raises ProviderAway."""
        if afresh or time.monotonic() > self._until:
            about = _document(self.settings.discovery)
            if about.get("issuer") != self.settings.issuer:
                raise ProviderAway(f"it calls itself {about.get('issuer')!r}, and not {self.settings.issuer!r}")
            for name in _ENDPOINTS:
                if not secure(str(about.get(name, ""))):
                    raise ProviderAway(f"its {name} is no https address")
            self._about, self._until = about, time.monotonic() + KEPT_SECONDS
        return self._about

    def address_to_sign_in(self, back: str, *, state: str, nonce: str, verifier: str) -> str:
        """Where to send somebody who wants to sign in. Raises ProviderAway."""
        client, where = self._client(back), self.about()["authorization_endpoint"]
        address, _ = client.create_authorization_url(where, state=state, nonce=nonce, code_verifier=verifier)
        return str(address)

    def person(self, code: str, back: str, *, nonce: str, verifier: str) -> Claims:
        """The claims about the person that the code belongs to. Raises ProviderAway, NotBelieved."""
        about, client = self.about(), self._client(back)
        try:
            token = client.fetch_token(about["token_endpoint"], code=code, code_verifier=verifier)
        except OAuthError as refused:
            raise NotBelieved(f"the code was refused: {refused.error}") from refused
        except (requests.RequestException, ValueError) as failure:
            raise ProviderAway(f"its token_endpoint: {failure}") from failure
        claims = self._believed(token, about, nonce)
        if "email" not in claims and secure(str(about.get("userinfo_endpoint", ""))):
            claims = self._with_userinfo(client, str(about["userinfo_endpoint"]), claims)
        return Claims(
            subject=str(claims["sub"]),
            email=_text(claims.get("email")),
            email_verified=claims.get("email_verified") is True,
            name=_text(claims.get("name")) or _text(claims.get("preferred_username")),
            groups=_texts(claims.get("groups")),
        )

    def try_client(self, back: str) -> str:
        """What is wrong with the client's id or secret; "" if the provider accepts them. It sends a made-up code, which must
        be the only thing refused."""
        try:
            self._client(back).fetch_token(self.about()["token_endpoint"], code="made-up", code_verifier="x" * 43)
        except OAuthError as refused:
            return "" if refused.error == "invalid_grant" else f"{refused.error}: {refused.description or 'no words'}"
        except (requests.RequestException, ValueError) as failure:
            return str(failure)
        return "it took a code that was made up"

    def keys(self) -> KeySet:
        """The provider's present keys. Raises ProviderAway."""
        try:
            return KeySet.import_key_set(cast(Any, _document(str(self.about()["jwks_uri"]))))
        except (JoseError, ValueError, KeyError, TypeError) as odd:
            raise ProviderAway(f"its keys cannot be read: {odd}") from odd

    def _client(self, back: str) -> OAuth2Session:
        settings = self.settings
        client = OAuth2Session(
            settings.client,
            settings.secret,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method=_way_to_tell_the_secret(self.about()),
            default_timeout=SECONDS,
        )
        client.max_redirects = 0
        return client

    def _believed(self, token: Mapping[str, Any], about: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of the ID token. Raises NotBelieved."""
        settings = self.settings
        try:
            signed = jwt.decode(str(token.get("id_token", "")), self.keys(), algorithms=ALGORITHMS)
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": settings.issuer},
                    "aud": {"essential": True, "value": settings.client},
                },
                {"nonce": nonce, "client_id": settings.client, "access_token": token.get("access_token")},
            )
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as odd:
            raise NotBelieved(f"the ID token: {type(odd).__name__} {odd}") from odd
        if not claims["sub"] or len(str(claims["sub"])) > 255:
            raise NotBelieved("the ID token names nobody")
        return dict(claims)

    def _with_userinfo(self, client: OAuth2Session, address: str, claims: dict[str, Any]) -> dict[str, Any]:
        try:
            more = client.get(address, timeout=SECONDS, allow_redirects=False).json()
        except (requests.RequestException, OAuthError, ValueError) as failure:
            raise ProviderAway(f"its userinfo_endpoint: {failure}") from failure
        if not isinstance(more, dict) or more.get("sub") != claims["sub"]:
            raise NotBelieved("the user info is of somebody else")
        return more | claims


def _document(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=SECONDS, allow_redirects=False, headers={"Accept": "application/json"})
        document = answer.json() if len(answer.content) < LARGEST else None
    except (requests.RequestException, ValueError) as failure:
        raise ProviderAway(f"{address}: {failure}") from failure
    if answer.status_code != 200 or not isinstance(document, dict):
        raise ProviderAway(f"{address} answers {answer.status_code}, and not with a description")
    return document


def _way_to_tell_the_secret(about: Mapping[str, Any]) -> str:
    ways = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"


def _text(claim: Any) -> str:
    return claim if isinstance(claim, str) else ""


def _texts(claim: Any) -> frozenset[str]:
    return frozenset(one for one in claim if isinstance(one, str)) if isinstance(claim, list) else frozenset()
