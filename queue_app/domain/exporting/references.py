"""Translates the references in an event between database ids and the references of an export file.

In a file, an item is its number, an area or a kind of block its name, a block and an event their positions in the
history.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from queue_app.domain.exporting.schema import OF_WAIT

Exchange = Callable[[Any], Any]
"""Translates one reference."""


@dataclass(frozen=True, slots=True)
class References:
    """How to translate each kind of reference. The second argument of `block` says whether the block begins there."""

    item: Exchange
    area: Exchange
    kind: Exchange
    event: Exchange
    block: Callable[[Any, bool], Any]
    team: int | None = None
    """The team of the items that are waited for. None when writing a file, which has only one team."""

    def of(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data of an event with translated references. Blocks come first, because items refer to them."""
        block: dict[str, Any] = {"block": self._block(data["block"])} if "block" in data else {}
        if "blocks" in data:
            block["blocks"] = [self._block(record) for record in data["blocks"]]
        return {name: block[name] if name in block else self._fact(name, value) for name, value in data.items()}

    def _fact(self, name: str, value: Any) -> Any:
        match name:
            case "items" | "tags":
                return [self._record(record) if name == "items" else self._tags(record) for record in value]
            case "plans":
                return {str(self.item(int(item))): plan for item, plan in value.items()}
            case "areas":
                return {when: [self.area(area) for area in areas] for when, areas in value.items()}
            case "was" if isinstance(value, dict) and "areas" in value:
                return value | {"areas": [self.area(area) for area in value["areas"]]}
            case "winner" | "loser" | "above" | "undoes":
                return _or_none(self.event if name == "undoes" else self.item, value)
            case "wait" | "waits":
                return self._waits(value)
        return value

    def _tags(self, tagged: dict[str, Any]) -> dict[str, Any]:
        sides = {when: [self.area(area) for area in tagged[when]] for when in ("was", "now")}
        return {"id": self.item(tagged["id"]), **sides}

    def _waits(self, value: Any) -> Any:
        """One wait, or a list of waits that each name their item."""
        if isinstance(value, list):
            return [{"item": self.item(wait["item"]), **self._wait(wait)} for wait in value]
        return self._wait(value)

    def _wait(self, wait: dict[str, Any]) -> dict[str, Any]:
        told = {name: wait[name] for name in (*OF_WAIT, "waits") if name in wait} | {"on": self.item(wait["on"])}
        return told if self.team is None else {"on_team": self.team, **told}

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
