"""An event of an export. A history has very many, so each holds its facts as JSON: as values they take several times as much."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event of an export. `packed`: its facts, and the name of who signed it."""

    at: datetime
    kind: str
    packed: bytes

    @classmethod
    def of(cls, at: datetime, kind: str, data: Facts) -> "ToldEvent":
        """The event with these facts."""
        return cls(at, kind, json.dumps(data, ensure_ascii=False).encode())

    @property
    def data(self) -> Facts:
        """Its facts, and the name of who signed it."""
        facts: Facts = json.loads(self.packed, object_pairs_hook=_named_once)
        return facts


def _named_once(pairs: list[tuple[str, Any]]) -> Facts:
    """An object whose names are held once for all events."""
    return {_once(name): value for name, value in pairs}


@lru_cache(maxsize=500)
def _once(name: str) -> str:
    return name
