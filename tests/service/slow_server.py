"""A server of its own for the tests of stopping: `/slow` takes its time, `/stream` runs until the process stops."""

import sys
import time

from queue_app.service.process.serving import Listening, Server
from queue_app.service.process.stopping import stopping


def app(environ, start_response):
    headers = [("Content-Type", "text/plain")]
    if environ["PATH_INFO"] == "/slow":
        time.sleep(float(environ["QUERY_STRING"]))
    start_response("200 OK", headers)
    if environ["PATH_INFO"] == "/stream":
        return until_stopped()
    if environ["PATH_INFO"] == "/big":
        return [b"x" * 5_000_000]
    return [environ["wsgi.input"].read()[-10:] or b"done"]


def until_stopped():
    yield b"first\n"
    stopping.wait()
    yield b"last\n"


if __name__ == "__main__":
    server = Server(app, Listening("127.0.0.1", 0, threads=3, body_limit=1000, grace=float(sys.argv[1])))
    sys.stdout.write(server.address + "\n")
    sys.stdout.flush()
    sys.exit(server.run())
