"""The mail server of SMTP_URL: reading the setting, and sending a message."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from flask import current_app

from queue_app.domain.errors import InputError
from queue_app.store.sign_in.address_fold import ascii_name
from queue_app.usecases.mail.delivery import NotDelivered
from queue_app.usecases.sign_in.addresses import email

SECONDS = 20
"""How long the server may be silent."""

Security = Literal["tls", "starttls", "plain"]
_SCHEMES: Mapping[str, tuple[Security, int]] = {
    "smtps": ("tls", 465),
    "smtp": ("starttls", 587),
    "smtp+plain": ("plain", 25),
}
_ODD_LOGIN = (535, 534, 530, 538)
"""Codes of a refused login. They are about the settings, so they do not give up a letter."""


class OddMailServer(ValueError):
    """A setting that cannot be used; its text is the rest of a sentence. What is refused may hold a password and is not shown."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The mail server, and the sender of letters. `user` is empty if the server needs no login."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, message: EmailMessage) -> None:
        """Hand over a message. Raises NotDelivered."""
        with self._open() as connection:
            connection.send_message(message)

    def try_out(self) -> str:
        """What is wrong with the server or the login; "" if all is well. Sends no message."""
        try:
            with self._open() as connection:
                connection.noop()
        except NotDelivered as failure:
            return str(failure)
        return ""

    @contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        """A connection, encrypted as configured and logged in. Raises NotDelivered, also for errors inside the context."""
        try:
            with self._connected() as connection:
                if self.security == "starttls":
                    connection.starttls(context=ssl.create_default_context())
                if self.user:
                    connection.login(self.user, self.password)
                yield connection
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            raise NotDelivered(_said(code, words), for_ever=500 <= code < 600) from refused
        except smtplib.SMTPResponseException as refused:
            code = refused.smtp_code
            for_ever = isinstance(refused, smtplib.SMTPDataError) and 500 <= code < 600 and code not in _ODD_LOGIN
            raise NotDelivered(_said(code, refused.smtp_error), for_ever=for_ever) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise NotDelivered(f"the mail server cannot do that: {refused}") from refused
        except (OSError, smtplib.SMTPException) as failure:
            raise NotDelivered(f"no connection to {self.host}:{self.port}: {failure}") from failure

    def _connected(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=SECONDS)


def mail_server(settings: Mapping[str, Any]) -> MailServer | None:
    """The mail server of the settings; None if none is set. Raises OddMailServer."""
    return parsed(settings["SMTP_URL"]) if settings["SMTP_URL"] else None


def mails() -> bool:
    """Whether the running application sends letters."""
    return bool(current_app.config["SMTP_URL"])


def parsed(given: str) -> MailServer:
    """The server of an address such as smtps://user:password@host. Raises OddMailServer."""
    try:
        url = urlsplit(given)
        host, port = url.hostname, url.port
    except ValueError:
        raise OddMailServer("it is no address") from None
    if url.scheme not in _SCHEMES:
        raise OddMailServer("it begins with none of smtps://, smtp:// and smtp+plain://")
    if (
        not host
        or port == 0
        or url.path.strip("/")
        or url.query
        or url.fragment
        or not given.isprintable()
        or " " in given
    ):
        raise OddMailServer("it is not a host with perhaps a port, a user and a password")
    if bool(url.username) != bool(url.password):
        raise OddMailServer("a user needs a password")
    security, usual = _SCHEMES[url.scheme]
    if security == "plain" and url.username:
        raise OddMailServer("smtp+plain:// would send the password in the clear; use smtps:// or smtp://")
    return MailServer(
        ascii_name(host), port or usual, security, unquote(url.username or ""), unquote(url.password or "")
    )


def sender(given: str) -> tuple[str, str]:
    """Name and address of the sender: `Topmost <queue@example.org>`. Raises OddMailServer."""
    name, address = parseaddr(given)
    try:
        clean = email("from", address)
    except InputError:
        raise OddMailServer("it is no e-mail address") from None
    if not given.isprintable():
        raise OddMailServer("it has an odd character")
    return name or "Topmost", clean


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"the mail server says {code} {text}".split())
