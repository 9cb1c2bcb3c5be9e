"""Tells the builder of the wheel what Topmost needs, from the one list in requirements.in."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Requirements(MetadataHookInterface):
    """The dependencies are the lines of requirements.in without comments."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add them."""
        lines = (Path(self.root) / "requirements.in").read_text().splitlines()
        metadata["dependencies"] = [line for line in (line.partition("#")[0].strip() for line in lines) if line]
