"""Large files are read and imported in their own threads, which end before the test's database is removed."""

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
