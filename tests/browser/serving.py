"""An application behind a real port, in a thread of this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class _Handler(WSGIRequestHandler):
    timeout = 5  # seconds: a browser opens connections in advance on which it never asks


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address, without a slash at its end. When this ends, every request has been worked to its end: an answer reaches the
    browser a moment before the server has given its connection back, and a test is quicker than that moment."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Handler)
    server.daemon_threads = False  # Only others are waited for by `server_close`.
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
