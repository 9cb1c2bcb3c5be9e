"""How the tests are distributed over several processes: by file, and all tests with a browser to the same process.

So the fixtures of a file are made once, not once per process. Two browsers at a time were too much for two cores: pages
answered too late for their tests. The marker `xdist_group` does not work: xdist 3.8 writes the group where pytest 9.2 no longer
reads it.
"""

from collections import Counter

import pytest
from xdist.scheduler import LoadScopeScheduling

LONG = (
    "browser",
    "tests/http/every_route/test_access.py",
    "tests/migrations/test_upgrade.py",
    "tests/service/test_wsgi.py",
    "tests/http/every_route/test_privacy.py",
    "tests/http/every_route/test_grown.py",
    "tests/http/every_route/test_same_key.py",
    "tests/service/test_workers.py",
    "tests/stress/test_processes.py",
    "tests/stress/test_crowd.py",
    "tests/migrations/test_rolling.py",
    "tests/deploy/test_memory.py",
    "tests/migrations/test_recreated.py",
    "tests/usecases/forecast/test_record_backwards.py",
)
"""The slowest files, which begin first. Few of them have many tests. Begun last, one of them delays the run by a minute."""


class OneBrowser(LoadScopeScheduling):
    """The scheduler for `pytest -n`, whatever `--dist` says."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # `in_order` has already sorted them.

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """The group of a test. All tests of a group run in the same process."""
    return "browser" if nodeid.startswith("tests/browser/") else nodeid.split("::")[0]


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Slow files first, then the files with the most tests."""
    scopes = {item: scope_of(item.nodeid) for item in items}
    counts = Counter(scopes.values())
    place = {scope: n for n, scope in enumerate(LONG)}
    return sorted(items, key=lambda item: (place.get(scopes[item], len(LONG)), -counts[scopes[item]]))
