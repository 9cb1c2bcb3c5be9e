"""A client with little cost: one socket that stays open, and only as much parsing as the length of an answer needs."""

import http.client
import re
import socket
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Client:
    """Sends requests to `netloc`, each with the `headers` (`Name: value`)."""

    netloc: str
    headers: tuple[str, ...] = ()
    connection: socket.socket | None = field(default=None, init=False)

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """The status and body of the answer; the status is 0 if no answer came."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.netloc}", *self.headers, f"Content-Length: {len(body)}"]
        try:
            return self._exchange("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        except OSError:
            self.connection = None
            return 0, b""

    def _exchange(self, request: bytes) -> tuple[int, bytes]:
        if self.connection is None:
            host, port = self.netloc.split(":")
            self.connection = socket.create_connection((host, int(port)), timeout=20)
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += self._more()
        if b"\r\nconnection: close" in head.lower():  # Waitress does so after a 304.
            self.connection.close()
            self.connection = None
        return int(head[9:12]), body

    def _more(self) -> bytes:
        if self.connection is None or not (some := self.connection.recv(65_536)):
            raise ConnectionError
        return some


def program(netloc: str, token: str) -> Client:
    """A client with a token, for the API."""
    sent = (f"Authorization: Bearer {token}", "Accept: application/json", "Content-Type: application/json")
    return Client(netloc, sent)


def signed_in(netloc: str, email: str, password: str) -> str:
    """Sign in by the page and open one page. Returns the cookies that a browser would have then."""
    connection = http.client.HTTPConnection(netloc)
    connection.request("GET", "/sign-in")
    form = connection.getresponse()
    csrf, before = _CSRF.search(form.read().decode()), _cookie(form)
    typed = urlencode({"csrf_token": csrf[1] if csrf else "", "email": email, "password": password})
    headers = {"Cookie": before, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", typed, headers)
    answer = connection.getresponse()
    if answer.status != 303:
        raise RuntimeError(f"signing in was answered with {answer.status}")
    answer.read()
    connection.request("GET", "/account", headers={"Cookie": _cookie(answer)})
    page = connection.getresponse()
    page.read()
    return _cookie(page, answer)


def _cookie(*answers: http.client.HTTPResponse) -> str:
    """The cookies of these answers. If several set a cookie, the first one counts."""
    kept = SimpleCookie()
    for answer in reversed(answers):
        kept.load("; ".join(answer.headers.get_all("Set-Cookie", [])))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in kept.items())
