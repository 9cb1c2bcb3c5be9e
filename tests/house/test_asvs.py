"""The table of the security standard has every requirement of level 1. `test_docs.py` checks that its tests exist."""

import re
from collections import Counter

from tests.house.source import ROOT

LEVEL_1 = """
1.2.1-5 1.3.1-2 1.5.1-1 2.1.1-1 2.2.1-2 2.3.1-1 3.2.1-2 3.3.1-1 3.4.1-2 3.5.1-3 4.1.1-1 4.4.1-1 5.2.1-2 5.3.1-2 6.1.1-1 6.2.1-8
6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1-1 8.2.1-2 8.3.1-1 9.1.1-3 9.2.1-1 10.4.1-5 11.3.1-2 11.4.1-1 12.1.1-1 12.2.1-2 13.4.1-1
14.2.1-1 14.3.1-1 15.1.1-1 15.2.1-1 15.3.1-1
"""
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| (`[\w/.]+::\w+`)? *\|$", re.MULTILINE)
WITHOUT_A_TEST = ("not here", "yours to do", "Document", "Open")


def required() -> list[str]:
    numbers = []
    for part in LEVEL_1.split():
        section, _, span = part.rpartition(".")
        first, _, last = span.partition("-")
        numbers += [f"{section}.{n}" for n in range(int(first), int(last) + 1)]
    return numbers


ROWS = ROW.findall((ROOT / "docs" / "asvs.md").read_text())


def test_every_requirement_has_one_row():
    assert len(required()) == 70
    assert Counter(row[0] for row in ROWS) == Counter(required())


def test_each_row_names_what_shows_it_or_why_nothing_does():
    assert [row[0] for row in ROWS if not row[3] and not row[2].startswith(WITHOUT_A_TEST)] == []
