"""Serves an application on a real port, in a thread of this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class _Handler(WSGIRequestHandler):
    timeout = 5  # seconds: a browser opens spare connections that it never uses


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address, without a trailing slash. At the end it waits until every request is complete: the browser has an answer a
    moment before the server returns its database connection, and a test may end within that moment."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Handler)
    server.daemon_threads = False  # `server_close` does not wait for daemon threads.
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
