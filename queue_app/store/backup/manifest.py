"""The manifest of a backup: version, engine, revision, the last event of each team, and the checksum of each part."""

import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

KIND, FORMAT = "topmost-backup", 1


class NoBackup(Exception):
    """The file is not a complete backup, or does not fit this installation. The message tells the operator what is wrong and
    what to do."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """Size and checksum of one part of the file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`teams` is {number: last event}, `tables` {name: columns} for PostgreSQL, `made_at` an ISO time in UTC."""

    version: str
    engine: str
    revision: str
    made_at: str
    teams: dict[str, int]
    tables: dict[str, list[str]]
    parts: dict[str, Checksum] = field(default_factory=dict)
    kind: str = KIND
    format: int = FORMAT


def to_json(manifest: Manifest) -> bytes:
    """The manifest as the JSON of the file."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def from_json(text: bytes) -> Manifest:
    """Read a manifest. Raises NoBackup if it is not one, or has the format of a later version."""
    try:
        said: dict[str, Any] = json.loads(text)
        if said["kind"] != KIND:
            raise NoBackup("This is not a backup of Topmost.")
        if said["format"] > FORMAT:
            raise NoBackup(f"A newer Topmost made this backup. Restore it with version {said['version']} or later.")
        said["parts"] = {name: Checksum(**part) for name, part in said["parts"].items()}
        return Manifest(**{each.name: said[each.name] for each in fields(Manifest)})
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoBackup("This is not a backup of Topmost.") from None
