"""How the tests are shared out to several processes: one by one, but all that press something in a browser to the same process.

Two of those at a time were too much for two cores: what a test waits for came late. The tour of all pages waits for nothing, so
it is a share of its own; it is the longest of them. The marker `xdist_group` is of no use: xdist 3.8 writes the group where
pytest 9.2 no longer reads it.
"""

from xdist.scheduler import LoadScopeScheduling

TOUR = "tests/browser/test_everybody.py"


class OneBrowser(LoadScopeScheduling):
    """Works for `pytest -n`, whatever `--dist` says."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(TOUR):
            return TOUR
        return "browser" if nodeid.startswith("tests/browser/") else nodeid
