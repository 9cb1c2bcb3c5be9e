"""How the tests are shared out to several processes: file by file, but all that need a browser to the same process.

A file's own fixtures are then made once, and not once a process.
Two browsers at a time were too much for two cores: what a test waits for came late. The marker `xdist_group` is of no use: xdist
3.8 writes the group where pytest 9.2 no longer reads it.
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
"""What takes longest begins first; few of them have many tests. Begun last, one of them keeps the run waiting for a minute."""


class OneBrowser(LoadScopeScheduling):
    """Works for `pytest -n`, whatever `--dist` says."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # `in_order` has done it.

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """What goes to one process as a whole."""
    return "browser" if nodeid.startswith("tests/browser/") else nodeid.split("::")[0]


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Long files first, then those with most tests."""
    scopes = {item: scope_of(item.nodeid) for item in items}
    counts = Counter(scopes.values())
    place = {scope: n for n, scope in enumerate(LONG)}
    return sorted(items, key=lambda item: (place.get(scopes[item], len(LONG)), -counts[scopes[item]]))
