"""systemd accepts the units of deploy/, and rates their exposure as low."""

import re
import subprocess

import pytest

from tests.house.source import ROOT
from tests.parts import program

pytestmark = pytest.mark.systemd
UNITS = sorted((ROOT / "deploy").glob("topmost*"))
MOST_EXPOSED = 20
"""In tenths: systemd calls up to 2.0 OK."""


def analyze(*arguments):
    return subprocess.run([program("systemd-analyze"), *arguments], capture_output=True, text=True)


def test_they_are_well_formed(tmp_path):
    """Uses a program that exists, because systemd also checks whether it can be started."""
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/topmost/bin/topmost", "/bin/true"))
    told = analyze("verify", *(str(tmp_path / unit.name) for unit in UNITS))
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_they_may_do_little(unit):
    told = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit))
    assert told.returncode == 0, told.stdout[-200:]


def test_the_time_to_stop_is_longer_than_the_grace_of_requests():
    unit = (ROOT / "deploy" / "topmost.service").read_text()
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]) > 8
