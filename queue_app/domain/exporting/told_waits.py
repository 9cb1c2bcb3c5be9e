"""The waits that events of an export tell: of one item, and of all items that an import brought in."""

from collections.abc import Mapping
from typing import Any

from queue_app.domain.exporting.values import Read, moment, number, object_of, plainly, truth
from queue_app.domain.waits.wait import MOST

OWN_TEAM = 0
"""In the place of the team of a wait: the team of the file."""
_FIELDS: Mapping[str, Read] = {"on": number(1), "n": number(1, MOST), "at": plainly(moment)}
_WAIT = object_of({**_FIELDS, "waits": truth})
_BROUGHT = object_of({"item": number(1), **_FIELDS})


def told_wait(name: str, raw: Any) -> dict[str, Any]:
    """The wait in a value of a file. Raises InputError."""
    return {"on_team": OWN_TEAM, **_WAIT(name, raw)}


def brought_wait(name: str, raw: Any) -> dict[str, Any]:
    """A wait of an import, which names its item too. Raises InputError."""
    return {"on_team": OWN_TEAM, **_BROUGHT(name, raw)}
