"""The files in deploy/ use only settings, paths and commands that exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click import Context
from hatchling.builders.wheel import WheelBuilder

from config import Production
from queue_app.__main__ import topmost
from tests.house.source import ROOT, files

DEPLOY = files("deploy/*")
CONTAINER = ROOT / "deploy" / "Containerfile"
HADOLINT = Path(sys.executable).with_name("hadolint")
COPIED = re.compile(r"^COPY (?!--from)(.+) \S+$", re.MULTILINE)
OTHERS = {
    "PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
    "POSTGRES_INITDB_ARGS",
    "SSL_CERT_FILE",
}
SETTING = re.compile(r"\b([A-Z]+(?:_[A-Z]+)+|HOST|PORT|PATH)\b(?==|:)")


@pytest.mark.parametrize("file", DEPLOY, ids=lambda file: file.name)
def test_every_setting_is_one(file, tmp_path):
    known = set(vars(Production({"TOPMOST_DATA": str(tmp_path)}))) | OTHERS
    assert set(SETTING.findall(file.read_text())) - known == set()


def test_hadolint_finds_nothing_in_the_container():
    told = subprocess.run([HADOLINT, CONTAINER], capture_output=True, text=True)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_the_container_copies_files_that_are_there():
    lines = COPIED.findall(CONTAINER.read_text())
    assert len(lines) == 3
    assert [name for line in lines for name in line.split() if not (ROOT / name).exists()] == []


def test_what_the_container_copies_makes_the_whole_wheel(tmp_path):
    kept = [name for line in COPIED.findall(CONTAINER.read_text()) for name in line.split()]
    for file in files(*(f"{name}/*" if (ROOT / name).is_dir() else name for name in kept)):
        place = tmp_path / file.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    made = next(WheelBuilder(str(tmp_path)).build(directory=str(tmp_path / "dist"), versions=["standard"]))
    whole = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "whole"), versions=["standard"]))
    assert Path(made).read_bytes() == Path(whole).read_bytes()


def test_every_command_is_one():
    told = [name for file in DEPLOY for name in re.findall(r"bin/topmost (\w+)", file.read_text())]
    container = CONTAINER.read_text()
    told += re.findall(r'"topmost", "(\w+)"|^CMD \["(\w+)"\]', container, re.MULTILINE)[0][:1]
    assert set(told) >= {"serve", "backup", "health"}
    assert set(told) <= set(topmost.list_commands(Context(topmost)))
