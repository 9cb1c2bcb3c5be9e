"""A run lists the parts that it left out and how to get them. If one is required, the run does not start."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.house.source import ROOT


def run(folder, **environ):
    """A short run of pytest with git and without a browser."""
    (folder / "git").symlink_to(shutil.which("git"))
    without = {key: value for key, value in os.environ.items() if key not in ("CHROMIUM", "REQUIRE")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/house/test_words.py",
        "-k",
        "gate_sees",
    ]
    environ = without | {"PATH": str(folder)} | environ
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)


def test_it_names_what_it_left_out_and_how_to_get_it(tmp_path):
    told = run(tmp_path)
    assert told.returncode == 0
    assert "LEFT OUT: the browser tests, no Chromium. Install one" in told.stdout


def test_a_missing_part_fails_where_it_is_required(tmp_path):
    told = run(tmp_path, REQUIRE="postgres,browser")
    assert told.returncode == pytest.ExitCode.USAGE_ERROR
    assert "REQUIRE=browser: no Chromium" in told.stderr


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"REQUIRE": "browsers"}, "the parts are browser, postgres, proxies, systemd, node"),
        ({"POOLER": "pgpool"}, "there is only pgbouncer"),
    ],
)
def test_an_unknown_part_is_refused(tmp_path, environ, told):
    refused = run(tmp_path, **environ)
    assert refused.returncode == pytest.ExitCode.USAGE_ERROR
    assert told in refused.stderr
