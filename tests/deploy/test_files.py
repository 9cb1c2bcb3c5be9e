"""The files of deploy/ say what the code knows: settings that exist, paths that exist, commands that exist."""

import re

import pytest

from config import Production
from queue_app.__main__ import topmost
from tests.house.source import ROOT, files

DEPLOY = files("deploy/*")
OTHERS = {
    "PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
    "POSTGRES_INITDB_ARGS",
}
SETTING = re.compile(r"\b([A-Z]+(?:_[A-Z]+)+|HOST|PORT|PATH)\b(?==|:)")


@pytest.mark.parametrize("file", DEPLOY, ids=lambda file: file.name)
def test_every_setting_is_one(file, tmp_path):
    known = set(vars(Production({"TOPMOST_DATA": str(tmp_path)}))) | OTHERS
    assert set(SETTING.findall(file.read_text())) - known == set()


def test_the_container_copies_files_that_are_there():
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "deploy" / "Containerfile").read_text(), re.MULTILINE)
    assert len(lines) == 3
    assert [name for line in lines for name in line.split() if not (ROOT / name).exists()] == []


def test_every_command_is_one():
    told = [name for file in DEPLOY for name in re.findall(r"bin/topmost (\w+)", file.read_text())]
    container = (ROOT / "deploy" / "Containerfile").read_text()
    told += re.findall(r'"topmost", "(\w+)"|^CMD \["(\w+)"\]', container, re.MULTILINE)[0][:1]
    assert set(told) >= {"serve", "backup", "health"}
    assert set(told) <= set(topmost.commands)
