"""The output and the answers of a server that was started."""

import http.client
import re
from contextlib import closing
from urllib.parse import urlsplit


def address_said_by(process):
    for line in process.stdout:
        if found := re.search(r"http://[\w.:]+", line):
            return urlsplit(found[0]).netloc
    raise AssertionError(f"it said no address and ended with {process.wait()}")


def status(address, path="/"):
    """The status of its answer. A new process may need some time."""
    with closing(http.client.HTTPConnection(address, timeout=60)) as client:
        client.request("GET", path)
        return client.getresponse().status
