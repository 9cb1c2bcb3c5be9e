"""An event of an export. Its facts are kept as JSON, because a long history as values takes several times the memory."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event of an export. `packed`: its facts and the name of its author, as JSON."""

    at: datetime
    kind: str
    packed: bytes

    @classmethod
    def of(cls, at: datetime, kind: str, data: Facts) -> "ToldEvent":
        """The event with these facts."""
        return cls(at, kind, json.dumps(data, ensure_ascii=False).encode())

    @property
    def data(self) -> Facts:
        """Its facts, and the name of its author."""
        facts: Facts = json.loads(self.packed, object_pairs_hook=_named_once)
        return facts


def _named_once(pairs: list[tuple[str, Any]]) -> Facts:
    """An object whose keys are shared between all events."""
    return {_once(name): value for name, value in pairs}


@lru_cache(maxsize=500)
def _once(name: str) -> str:
    return name
