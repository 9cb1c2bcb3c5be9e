"""Suggestions for company at a pull: one area of the item, and at most two people to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import RowMapping

from queue_app.domain.cover.absences import away
from queue_app.domain.cover.pairing import AvailablePeople, Way, suggest_pairing
from queue_app.domain.queue.item import Item
from queue_app.screens.frame import Scene
from queue_app.screens.queue.parts import People
from queue_app.screens.queue.running import RunningRow
from queue_app.screens.values import AreaShown
from queue_app.store.cover.facts import TeamCover


@dataclass(frozen=True, slots=True)
class PairingShown:
    """The suggestion for the person who pulls: one area of the item, and at most two names."""

    way: Way
    area: AreaShown
    people: tuple[str, ...] = ()


def pairing_of(
    scene: Scene,
    cover: TeamCover,
    item: Item | None,
    areas: Mapping[int, tuple[AreaShown, ...]],
    needed: frozenset[int],
) -> PairingShown | None:
    """The suggestion for the next item.

    The random choice changes only once a day per item and person, so a page is stable.
    """
    if item is None or not cover.standings:
        return None
    me, today = scene.frame.me.person, scene.frame.today
    present = AvailablePeople(frozenset(cover.members) - away(cover.absences, today) - {me}, needed)
    chance = Random(f"{today} {item.id} {me}")  # noqa: S311 - whom to name first is no secret
    touched = {area.id: area for area in areas.get(item.id, ())}
    choice = suggest_pairing(tuple(touched), me, cover.standings, present, chance)
    if choice is None:
        return None
    return PairingShown(choice.way, touched[choice.area], tuple(cover.members[person] for person in choice.people))


def needed_elsewhere(runs: Sequence[RowMapping], running: Sequence[RunningRow], on: People) -> frozenset[int]:
    """The people (ids) on a running item that is blocked or older than expected."""
    pressing = [
        row["id"] for row, running_item in zip(runs, running, strict=True) if running_item.help in ("blocked", "old")
    ]
    return frozenset(person for item in pressing for person, _ in on.get(item, ()))
