"""A real SMTP server that keeps the letters it accepts, and refuses the recipients it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """The accepted letters, oldest first. `says`: the answer to each recipient."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.says = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.says.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.says

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        letter = message_from_bytes(envelope.original_content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        assert [letter["To"].addresses[0].addr_spec] == envelope.rcpt_tos
        self.letters.append(letter)
        return "250 OK"

    @property
    def words(self) -> list[str]:
        return [letter.get_content() for letter in self.letters]


class _OnFreePort(Controller):
    """The port is known only once the server listens."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mailbox(**options: Any) -> Iterator[tuple[Mailbox, int]]:
    """A server on a free local port."""
    box = Mailbox()
    controller = _OnFreePort(box, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield box, controller.port
    finally:
        controller.stop()
