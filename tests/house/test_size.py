"""One idea per module: limits for the length of a file and for the number of modules in a folder."""

from collections import Counter
from statistics import median

from tests.house.source import ROOT, files, product

LONGEST = 300
LONGEST_MEDIAN = 90
MOST_MODULES = 20
HAND_WRITTEN = ("*.py", "*.js", "*.css", "*.html", "Makefile", ".ci/run")
ONE_LONG_LIST = "migrations/versions/"


def lines(path):
    return len(path.read_text().splitlines())


def test_no_file_is_longer_than_300_lines():
    assert len(files(*HAND_WRITTEN)) > 50, "the gate looks at nothing"
    names = {str(path.relative_to(ROOT)): lines(path) for path in files(*HAND_WRITTEN)}
    assert {name: n for name, n in names.items() if n > LONGEST and not name.startswith(ONE_LONG_LIST)} == {}


def test_half_of_the_modules_have_less_than_90_lines():
    assert median(lines(path) for path in product()) < LONGEST_MEDIAN


def test_no_folder_holds_more_than_20_modules():
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in product() if path.name != "__init__.py")
    assert folders["queue_app/domain/queue"] > 10, "the gate looks at nothing"
    assert {name: n for name, n in folders.items() if n > MOST_MODULES and name not in ONE_LONG_LIST} == {}
