"""Company at the pull, for who pulls: the area it is about, and the names of at most two who could be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import RowMapping

from queue_app.domain.cover.absences import away
from queue_app.domain.cover.pairing import There, Way, pairing
from queue_app.domain.queue.item import Item
from queue_app.screens.frame import Scene
from queue_app.screens.queue.parts import People
from queue_app.screens.queue.running import RunningRow
from queue_app.screens.values import AreaShown
from queue_app.store.cover.facts import TeamCover


@dataclass(frozen=True, slots=True)
class PairingShown:
    """What is said at the pull about one of its areas, with at most two names, to who pulls."""

    way: Way
    area: AreaShown
    people: tuple[str, ...] = ()


def pairing_of(
    seen: Scene,
    cover: TeamCover,
    item: Item | None,
    areas: Mapping[int, tuple[AreaShown, ...]],
    needed: frozenset[int],
) -> PairingShown | None:
    """What is said of the next item. Chance is drawn anew each day, for each item and person, so that a page stays as it is."""
    if item is None or not cover.standings:
        return None
    me, today = seen.frame.me.person, seen.frame.today
    there = There(frozenset(cover.members) - away(cover.absences, today) - {me}, needed)
    chance = Random(f"{today} {item.id} {me}")  # noqa: S311 - whom to name first is no secret
    touched = {area.id: area for area in areas.get(item.id, ())}
    found = pairing(tuple(touched), me, cover.standings, there, chance)
    if found is None:
        return None
    return PairingShown(found.way, touched[found.area], tuple(cover.members[person] for person in found.people))


def needed_elsewhere(runs: Sequence[RowMapping], running: Sequence[RunningRow], on: People) -> frozenset[int]:
    """Who (ids) is on a running item that is blocked or older than expected."""
    pressing = [row["id"] for row, shown in zip(runs, running, strict=True) if shown.help in ("blocked", "old")]
    return frozenset(person for item in pressing for person, _ in on.get(item, ()))
