"""The security log on standard output: one line an event, with the time and the client.

`2026-11-29T08:15:00Z security sign-in person=3 browser=new from 192.0.2.7 (Firefox on Linux)`
"""

import logging
import sys
import time

from flask import Flask, has_request_context, request

from queue_app.service.http.client import browser
from queue_app.usecases.sign_in.security_log import LOG


class _WithClient(logging.Formatter):
    """Adds the client of the request, or “the command line” outside a request."""

    converter = staticmethod(time.gmtime)

    def format(self, record: logging.LogRecord) -> str:
        record.client = "the command line"
        if has_request_context():
            record.client = f"{request.remote_addr} ({browser(request.headers.get('User-Agent', ''))})"
        return super().format(record)


FORMAT = _WithClient("%(asctime)sZ security %(message)s from %(client)s", "%Y-%m-%dT%H:%M:%S")


def log_security(app: Flask) -> None:
    """Log to standard output; commands log to standard error, since they print results."""
    if not LOG.handlers:
        handler = _Output()
        handler.setFormatter(FORMAT)
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)
        LOG.propagate = False


class _Output(logging.StreamHandler):  # type: ignore[type-arg]
    """Standard output for requests, standard error for commands; looked up for each line."""

    def emit(self, record: logging.LogRecord) -> None:
        self.setStream(sys.stdout if has_request_context() else sys.stderr)
        super().emit(record)
