"""Replays the history of an export, which must lead to the file's items, blocks, plans, waits and slots."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.exporting.schema import OF_ITEM
from queue_app.domain.exporting.team_items import ToldBlock, ToldItem
from queue_app.domain.exporting.team_parts import TeamFile
from queue_app.domain.exporting.told_event import ToldEvent
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.queue.changes import plain, plain_fields
from queue_app.domain.queue.plan import plain as plain_plan
from queue_app.domain.queue.replay import Replay

_UNLIKE = N_("The history says {told}, and the file says {has}.")
_OTHER_BLOCKS = N_("The history tells of other blocks of this item.")
_OF_SPELL = ("sentence", "kind", "next_step", "look_again", "from_at", "to_at")


@dataclass(slots=True)
class ToldHistory:
    """The replayed history of a file. Keys are the numbers of items and blocks in the file."""

    replay: Replay = field(default_factory=Replay)
    begun: int = 0

    def play(self, events: Sequence[ToldEvent]) -> Iterator[Flaw]:
        """Replay all events, up to the first that does not follow from the earlier ones."""
        for nth, event in enumerate(events, 1):
            data = event.data
            block = data.get("block")
            if block is not None and "was" not in block:
                self.begun += 1
                if block["id"] != self.begun:
                    reason = N_("Blocks are numbered as they begin. This one is {n}.")
                    yield Flaw(nth, "events block id", reason, {"n": self.begun})
                    return
            self.replay.play(nth, event.at, data)
            if self.replay.contradictions:
                reason = N_("This does not follow from the events before it: {what}.")
                yield Flaw(nth, "events", reason, {"what": self.replay.contradictions[0][:200]})
                return

    def unlike(self, team: TeamFile) -> Iterator[Flaw]:
        """Differences between the result of the history and the rest of the file."""
        slots = {slot["n"]: slot["closing"] for slot in team.slots}
        if slots != self.replay.slots:
            yield Flaw(1, "slots", _UNLIKE, {"told": str(self.replay.slots), "has": str(slots)})
        in_order = sorted((told.item for told in team.items if told.item.rank), key=lambda item: item.rank or 0)
        for place, (there, item) in enumerate(zip(self.replay.order, in_order, strict=False), 1):
            if there != item.number:
                facts = {"place": place, "told": there, "has": item.number}
                reason = N_("At place {place} the history has #{told}, and the file has #{has}.")
                yield Flaw(place, "items place", reason, facts)
                return
        waits: dict[int, set[int]] = {}
        for waiter, _, on in self.replay.waits:
            waits.setdefault(waiter, set()).add(on)
        of_item: dict[int, dict[int, dict[str, Any]]] = {}
        for block, fields in self.replay.blocks.items():
            of_item.setdefault(fields["item"], {})[block] = fields
        for nth, told in enumerate(team.items, 1):
            if {wait.on for wait in told.waits} != waits.get(told.item.number, set()):
                yield Flaw(nth, "items waits", N_("The history tells of other waits of this item."))
            yield from self._unlike_item(nth, told, of_item.get(told.item.number, {}))

    def _unlike_item(self, nth: int, told: ToldItem, blocks: Mapping[int, Mapping[str, Any]]) -> Iterator[Flaw]:
        number, has = told.item.number, plain_fields(told.item)
        history = self.replay.items.get(number, {})
        for name in OF_ITEM:
            if history.get(name) != has[name]:
                facts = {"told": str(history.get(name))[:60], "has": str(has[name])[:60]}
                yield Flaw(nth, f"items {name}", _UNLIKE, facts)
        spells = [[fields.get(name) for name in _OF_SPELL] for fields in blocks.values()]
        still = next((block for block, fields in blocks.items() if fields["to_at"] is None), None)
        if spells != [_spell(block) for block in told.blocks] or history.get("block_id") != still:
            yield Flaw(nth, "items blocks", _OTHER_BLOCKS)
        if self.replay.plans.get(number, []) != plain_plan(told.plan):
            yield Flaw(nth, "items plan", N_("The history tells of another plan of this item."))


def _spell(block: ToldBlock) -> list[Any]:
    return [plain(getattr(block, name)) for name in _OF_SPELL]
