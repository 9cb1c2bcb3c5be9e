"""How the tests are shared out to several processes: file by file, but all that need a browser to the same process.

A file's own fixtures are then made once, and not once a process.
Two browsers at a time were too much for two cores: what a test waits for came late. The marker `xdist_group` is of no use: xdist
3.8 writes the group where pytest 9.2 no longer reads it.
"""

from xdist.scheduler import LoadScopeScheduling


class OneBrowser(LoadScopeScheduling):
    """Works for `pytest -n`, whatever `--dist` says."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid.split("::")[0]
