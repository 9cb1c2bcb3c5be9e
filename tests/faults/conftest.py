"""A server for each test here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.faults.served import Served


@pytest.fixture
def served(cast: Cast, tmp_path: Path) -> Iterator[Served]:
    """A started server, which is killed at the end."""
    server = Served(cast.doors, tmp_path / "data")
    server.start()
    yield server
    server.kill()
