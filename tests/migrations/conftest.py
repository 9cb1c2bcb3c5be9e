"""A database on its way through the revisions."""

from collections.abc import Callable

import pytest


@pytest.fixture
def blank_url(new_database: Callable[[], str]) -> str:
    return new_database()
