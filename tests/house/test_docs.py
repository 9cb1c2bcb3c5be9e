"""The files that the documents name exist, and the README lists every setting."""

import re

import pytest

from tests.house.source import ROOT, files

DOCUMENTS = files("*.md")
NAMED = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
ROOTS = (ROOT, ROOT / "queue_app", ROOT / "queue_app" / "domain", ROOT / "tests")
MADE = ("data/", ".venv/", "build/")
"""Folders that are created at run time."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(document):
    named = [name for name in NAMED.findall(document.read_text()) if not name.startswith(MADE)]
    assert [name for name in named if not any((root / name).exists() for root in ROOTS)] == []


TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@pytest.mark.parametrize("document", ["docs/asvs.md", "docs/faults.md"])
def test_every_test_that_a_document_names_is_there(document):
    named = TEST.findall((ROOT / document).read_text())
    assert len(named) > 15, "the gate looks at nothing"
    assert [(file, test) for file, test in named if f"def {test}(" not in (ROOT / file).read_text()] == []


def test_the_strip_of_pictures_is_whole_and_small():
    named = re.findall(r"\(pictures/([\w-]+\.png)\)", (ROOT / "docs" / "pictures.md").read_text())
    there = list((ROOT / "docs" / "pictures").iterdir())
    assert sorted(named) == sorted(path.name for path in there)
    assert sum(path.stat().st_size for path in there) < 1_500_000


SETTING = re.compile(r'(?:values\.get\(|values\[|_(?:number|switch)\(values, )"([A-Z_]+)"')


def test_every_setting_stands_in_the_readme():  # S5
    settings = set(SETTING.findall((ROOT / "queue_app" / "settings.py").read_text()))
    assert len(settings) > 20, "the gate looks at nothing"
    assert {name for name in settings if f"`{name}`" not in (ROOT / "README.md").read_text()} == set()


def test_the_gate_sees_a_path():
    assert NAMED.findall("`store/db/engine.py` and `screens/`, not `/teams/1`") == ["store/db/engine.py", "screens/"]
