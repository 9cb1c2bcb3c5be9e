"""A program that receives its team's events from a real server. When its stream ends, it resumes after the last event."""

import http.client
import json
import threading
import time
from typing import Any

from tests.faults.served import Served

EACH = 9
"""After this number of events it disconnects in the middle of the stream."""


class Listener(threading.Thread):
    """Listens until it has received the event `until`, which may be set while it runs."""

    def __init__(self, served: Served, token: str, address: str) -> None:
        super().__init__()
        self.served, self.token, self.address = served, token, address
        self.heard: list[dict[str, Any]] = []
        self.last, self.until = "0", 2**31
        self.opened = 0

    def run(self) -> None:
        """Listen. If the server is down, try again."""
        while int(self.last) < self.until:
            connection = http.client.HTTPConnection(self.served.netloc, timeout=10)
            try:
                self._hear(connection)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()

    def _hear(self, connection: http.client.HTTPConnection) -> None:
        sent = {"Authorization": f"Bearer {self.token}", "Accept": "text/event-stream", "Last-Event-ID": self.last}
        connection.request("GET", self.address, headers=sent)
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        self.opened += 1
        part: dict[str, str] = {}
        here = len(self.heard)
        while int(self.last) < self.until and len(self.heard) < here + EACH and (line := answer.readline()):
            name, _, said = line.decode().rstrip("\n").partition(": ")
            if name:
                part[name] = said
                continue
            self.last = part.get("id", self.last)
            if "data" in part:
                self.heard.append(json.loads(part["data"]))
            part = {}
