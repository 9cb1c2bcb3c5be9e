"""`make release`: build the wheel and its checksums into build/dist, install it into an empty folder, and try it there. Then do
the same with a clone of this checkout, as committed.

`python -m release [FOLDER]`; without FOLDER it uses a temporary one. Packages come from pip's cache if possible.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from release.clone import clone_to_first_pull
from release.play import first_run_to_first_pull
from release.wheel import ROOT, build

DIST = ROOT / "build" / "dist"


def main(folder: Path) -> None:
    """Build, install and try the wheel; then clone, run and try the checkout."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = build(DIST)
    print(f"Built {wheel.name}, {wheel.stat().st_size / 1024:.0f} KB, with its SHA256SUMS in {DIST}.")
    command = installed(wheel, folder)
    print(f"Installed into {folder}: {said(command, folder, '--version')}.")
    first_run_to_first_pull(command, folder)
    print("Played: first run, first items, first pull, health, doctor, stop.")
    again = clone_to_first_pull(folder)
    print(f"Played with git clone and make run; make run again served after {again:.1f} s.")


def installed(wheel: Path, folder: Path) -> Path:
    """Install the wheel with the locked versions into a new environment outside the checkout. Returns its command `topmost`."""
    python = folder / "venv" / "bin" / "python"
    run([sys.executable, "-m", "venv", folder / "venv"], folder)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", ROOT / "requirements.txt"], folder)
    run([*pip, "--no-deps", wheel], folder)
    run([python, "-m", "pip", "check"], folder)
    return folder / "venv" / "bin" / "topmost"


def said(command: Path, folder: Path, *arguments: str) -> str:
    """The output of the command."""
    return subprocess.run([command, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def run(command: list[object], folder: Path) -> None:
    """Run a command outside the checkout, so that it cannot use files of the checkout by accident."""
    environ = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PIP_REQUIRE_VIRTUALENV")
    }
    subprocess.run([str(part) for part in command], cwd=folder, env=environ, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).absolute())
    else:
        with TemporaryDirectory(prefix="topmost-release-") as place:
            main(Path(place))
