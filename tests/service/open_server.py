"""A server of its own for the tests of open answers: `/open` is kept open and told what `/tell` gets. It has two threads."""

import sys

from queue_app.service.process.open_answers import KEEP_OPEN, OpenAnswer
from queue_app.service.process.serving import Listening, Server

OPEN: list[OpenAnswer] = []


def app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/open":
        environ[KEEP_OPEN](OPEN.append)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return iter([b"first\n"])
    if path == "/tell":
        for answer in OPEN:
            answer.send(environ["QUERY_STRING"].encode() * int(environ.get("HTTP_TIMES", "1")))
    if path == "/end":
        for answer in OPEN:
            answer.end()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(sum(not answer.gone for answer in OPEN)).encode()]


if __name__ == "__main__":
    server = Server(app, Listening("127.0.0.1", 0, threads=2, body_limit=1000, grace=5))
    sys.stdout.write(server.address + "\n")
    sys.stdout.flush()
    sys.exit(server.run())
