"""A thread per process that delivers the letters of the outbox. It starts with the first request, if SMTP_URL is set."""

import logging
import threading

from flask import Flask, current_app

from queue_app.service.mail.link_secret import link_secret
from queue_app.service.mail.mail_server import mail_server
from queue_app.service.mail.message import message_of
from queue_app.service.process.database import doors
from queue_app.service.process.stopping import stopping
from queue_app.store.mail.outbox import Letter
from queue_app.usecases.mail.delivery import Delivered, deliver

EVERY_SECONDS = 5.0

_log = logging.getLogger("topmost.mail")


class Mailing:
    """The delivery of a process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._starting = threading.Lock()

    def start(self) -> None:
        """Start the thread; later calls do nothing."""
        if self._starting.acquire(blocking=False):
            threading.Thread(target=self._run, name="mail", daemon=True).start()

    def _run(self) -> None:
        while not stopping.wait(EVERY_SECONDS):
            try:
                with self._app.app_context():
                    deliver_now()
            except Exception:
                _log.exception("Delivering letters failed and is tried again in %s s", EVERY_SECONDS)


def deliver_now() -> Delivered:
    """Deliver the letters that are due. Does nothing without a mail server."""
    server = mail_server(current_app.config)
    if server is None:
        return Delivered()

    def send(letter: Letter) -> None:
        server.send(message_of(letter))

    return deliver(doors(), send, link_secret)


def deliver_mail(app: Flask) -> None:
    """Deliver letters in the background, if the settings name a mail server."""
    if app.config["SMTP_URL"] and not app.testing:
        app.before_request(Mailing(app).start)
