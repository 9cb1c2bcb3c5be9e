"""The words that other tools write for an item without people."""

import tomllib
from functools import cache
from importlib.resources import files

from queue_app.domain.importing.words.folded import fold


@cache
def _nobody() -> frozenset[str]:
    data = tomllib.loads(files("queue_app.domain.importing.words").joinpath("states.toml").read_text("utf-8"))
    return frozenset(map(fold, data["nobody"]["words"]))


def is_nobody(name: str) -> bool:
    """Whether the words mean nobody: `Unassigned`, `None`, `-`."""
    return not any(map(str.isalnum, name)) or fold(name) in _nobody()
