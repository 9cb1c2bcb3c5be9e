"""Large files are read and imported by threads of their own, which end before the database of the test goes."""

import threading
from collections.abc import Iterator

import pytest

from tests.http.site import Site


@pytest.fixture(autouse=True)
def _threads_end(site: Site) -> Iterator[None]:
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("import"):
            thread.join(20)
