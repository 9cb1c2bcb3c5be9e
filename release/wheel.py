"""Builds the wheel. The same sources give the same bytes."""

import hashlib
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


def build(folder: Path) -> Path:
    """Build the wheel of this checkout in `folder`, with a file of checksums for `sha256sum --check` next to it."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  {wheel.name}\n")
    return wheel
