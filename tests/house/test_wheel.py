"""The wheel has everything that an installed Topmost needs, and no name that another package could use too."""

import hashlib
import zipfile
from email.parser import Parser

import pytest

from queue_app import __version__
from release.wheel import build
from tests.house.source import ROOT, files

INSTALLED = ("queue_app/*", "migrations/*.py", "migrations/*.mako")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    with zipfile.ZipFile(build(tmp_path_factory.mktemp("dist"))) as opened:
        yield opened


def metadata(wheel, name):
    return wheel.read(f"topmost-{__version__}.dist-info/{name}").decode()


def test_it_has_every_file_of_the_product_in_one_package(wheel):
    wanted = {str(path.relative_to(ROOT)) for path in files(*INSTALLED)}
    wanted = {f"queue_app/{name}" if name.startswith("migrations/") else name for name in wanted}
    assert len(wanted) > 400, "the test looks at nothing"
    assert {name for name in wheel.namelist() if ".dist-info/" not in name} == wanted


def test_its_command_is_the_one_that_is_run_here(wheel):
    assert "topmost = queue_app.__main__:main" in metadata(wheel, "entry_points.txt")


def test_it_says_what_it_is_and_needs(wheel):
    said = Parser().parsestr(metadata(wheel, "METADATA"))
    assert (said["Name"], said["Version"], said["License-Expression"]) == ("topmost", __version__, "MIT")
    assert said["Requires-Python"] == ">=3.11"
    named = [line for line in (ROOT / "requirements.in").read_text().splitlines() if line and not line.startswith("#")]
    assert len(said.get_all("Requires-Dist")) == len(named)


def test_the_same_sources_give_the_same_bytes_and_the_checksum_is_theirs(tmp_path):
    first, second = build(tmp_path / "a"), build(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    digest, name = (tmp_path / "a" / "SHA256SUMS").read_text().split()
    assert (digest, name) == (hashlib.sha256(first.read_bytes()).hexdigest(), first.name)
