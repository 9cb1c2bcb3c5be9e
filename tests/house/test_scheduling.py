"""The files that begin first in a full run exist."""

from tests.house.source import ROOT
from tests.scheduling import LONG, scope_of


def test_what_takes_longest_is_there_and_begins_as_a_whole() -> None:
    assert [name for name in LONG if not (ROOT / "tests" / name).exists() and not (ROOT / name).is_file()] == []
    assert all(
        scope_of(f"{name}::test" if name != "browser" else "tests/browser/test_day.py::test") == name for name in LONG
    )
