"""What an event refers to, exchanged as a whole: ids of the database for what a file says, and back.

In a file an item is its number, an area or a kind of block its name, a block and an event their places in the history.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Exchange = Callable[[Any], Any]
"""One reference for another."""


@dataclass(frozen=True, slots=True)
class References:
    """How each kind of reference is exchanged. `block` is also told whether the block begins there."""

    item: Exchange
    area: Exchange
    kind: Exchange
    event: Exchange
    block: Callable[[Any, bool], Any]

    def of(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data of an event with other references; the block first, because its items name it."""
        block: dict[str, Any] = {"block": self._block(data["block"])} if "block" in data else {}
        if "blocks" in data:
            block["blocks"] = [self._block(record) for record in data["blocks"]]
        return {name: block[name] if name in block else self._fact(name, value) for name, value in data.items()}

    def _fact(self, name: str, value: Any) -> Any:
        match name:
            case "items":
                return [self._record(record) for record in value]
            case "plans":
                return {str(self.item(int(item))): plan for item, plan in value.items()}
            case "areas":
                return {when: [self.area(area) for area in areas] for when, areas in value.items()}
            case "tags":
                return [self._tags(tagged) for tagged in value]
            case "was" if isinstance(value, dict) and "areas" in value:
                return value | {"areas": [self.area(area) for area in value["areas"]]}
            case "winner" | "loser" | "above":
                return _or_none(self.item, value)
            case "undoes":
                return self.event(value)
        return value

    def _tags(self, tagged: dict[str, Any]) -> dict[str, Any]:
        sides = {when: [self.area(area) for area in tagged[when]] for when in ("was", "now")}
        return {"id": self.item(tagged["id"]), **sides}

    def _record(self, record: dict[str, Any]) -> dict[str, Any]:
        sides = {when: self._fields(fields) for when, fields in record.items() if when != "id"}
        return {"id": self.item(record["id"]), **sides}

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        changed: dict[str, Any] = {
            name: _or_none(self.item, fields[name]) for name in ("under", "origin_id") if name in fields
        }
        if fields.get("block_id") is not None:
            changed["block_id"] = self.block(fields["block_id"], False)
        return fields | changed if changed else fields

    def _block(self, record: dict[str, Any]) -> dict[str, Any]:
        sides = {when: self._kind(fields) for when, fields in record.items() if when != "id"}
        return {"id": self.block(record["id"], "was" not in record), **sides}

    def _kind(self, fields: dict[str, Any] | None) -> dict[str, Any] | None:
        return fields | {"kind": self.kind(fields["kind"])} if fields and fields.get("kind") is not None else fields


def _or_none(exchange: Exchange, reference: Any) -> Any:
    return None if reference is None else exchange(reference)
