"""The waits in events of an export: of one item, or of all items of an import."""

from collections.abc import Mapping
from typing import Any

from queue_app.domain.exporting.values import Read, moment, number, object_of, plainly, truth
from queue_app.domain.waits.wait import MOST

OWN_TEAM = 0
"""Stands for the file's own team in a wait."""
_FIELDS: Mapping[str, Read] = {"on": number(1), "n": number(1, MOST), "at": plainly(moment)}
_WAIT = object_of({**_FIELDS, "waits": truth})
_BROUGHT = object_of({"item": number(1), **_FIELDS})


def told_wait(name: str, raw: Any) -> dict[str, Any]:
    """The wait in a JSON value. Raises InputError."""
    return {"on_team": OWN_TEAM, **_WAIT(name, raw)}


def brought_wait(name: str, raw: Any) -> dict[str, Any]:
    """A wait of an import, which also names its item. Raises InputError."""
    return {"on_team": OWN_TEAM, **_BROUGHT(name, raw)}
