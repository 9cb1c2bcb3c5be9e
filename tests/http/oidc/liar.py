"""A handwritten identity provider that sends what a test wants: correct or wrong data."""

import hmac
import json
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

KEY, OTHER_KEY = RSAKey.generate_key(2048, {"kid": "k1"}), RSAKey.generate_key(2048, {"kid": "k1"})
CLIENT, SECRET = "topmost", "a secret of the client"


class Liar:
    """`claims` of the ID token, `more` of the user info, `about` itself, and how the token is signed."""

    def __init__(self) -> None:
        self.issuer = ""
        self.claims: dict[str, Any] = {
            "sub": "s-1",
            "email": "alice@example.org",
            "email_verified": True,
            "name": "Alice",
        }
        self.more: dict[str, Any] = {}
        self.about: dict[str, Any] = {}
        self.sign = self.rightly
        self.token_answer: tuple[int, dict[str, Any]] | None = None
        self.asked: list[str] = []
        self.nonces: dict[str, str] = {}

    def authorised(self, address: str) -> str:
        """The parameters with which the provider sends the browser back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = f"code-{len(self.nonces)}"
        self.nonces[code] = asked["nonce"]
        return f"code={code}&state={asked['state']}"

    def document(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(path)
        if path.endswith("openid-configuration"):
            places = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            return 200, {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **places} | self.about
        if path.endswith("/keys"):
            return 200, {"keys": [KEY.as_dict(private=False)]}
        if path.endswith("/userinfo"):
            return 200, {"sub": self.claims["sub"]} | self.more
        return self.token_answer or self.token(form)

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if form.get("code") not in self.nonces:
            return 400, {"error": "invalid_grant"}
        now = int(time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.nonces[form["code"]]}
        claims = {name: value for name, value in (told | self.claims).items() if value is not None}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    @staticmethod
    def rightly(claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, KEY)

    @staticmethod
    def with_another_key(claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, OTHER_KEY)

    @staticmethod
    def not_at_all(claims: dict[str, Any], algorithm: str = "none") -> str:
        parts = [json.dumps({"alg": algorithm}), json.dumps(claims)]
        return ".".join([*(urlsafe_b64encode(part.encode()).rstrip(b"=").decode() for part in parts), ""])

    @staticmethod
    def with_the_secret(claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))

    @staticmethod
    def with_the_public_key_as_a_secret(claims: dict[str, Any]) -> str:
        signed = Liar.not_at_all(claims, "HS256").rstrip(".")
        mac = hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256")
        return f"{signed}.{urlsafe_b64encode(mac).rstrip(b'=').decode()}"


@contextmanager
def lying() -> Iterator[Liar]:
    """The provider on a free local port."""
    liar = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            status, document = liar.document(urlsplit(self.path).path, form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        do_POST = do_GET  # noqa: N815 - the name that the library calls

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    liar.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield liar
    finally:
        server.shutdown()
        server.server_close()
