"""One idea a file: nothing that is written by hand is longer than 200 lines."""

from tests.house.source import ROOT, files

LONGEST = 200
HAND_WRITTEN = ("*.py", "*.js", "*.css", "*.html", "Makefile", ".ci/run")
ONE_LONG_LIST = "migrations/versions/"


def test_no_file_is_longer_than_200_lines():
    assert len(files(*HAND_WRITTEN)) > 50, "the gate looks at nothing"
    names = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files(*HAND_WRITTEN)}
    assert {name: n for name, n in names.items() if n > LONGEST and not name.startswith(ONE_LONG_LIST)} == {}
