"""Checks between the parts of an export: duplicates, and references to things that do not exist."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.exporting.team_parts import TeamFile
from queue_app.domain.images import BYTES_OF_TEAM, OF_TEAM
from queue_app.domain.importing.flaws import Flaw
from queue_app.domain.queue.changes import plain
from queue_app.domain.team.calendar import Calendar
from queue_app.domain.waits.circles import closing_waits

AHEAD = timedelta(days=1)
"""How far ahead the clock of another machine can be."""


def faults_between(team: TeamFile, now: datetime) -> Iterator[Flaw]:
    """All flaws. The line of a flaw is the position in a list of the file."""
    for part, name, values in _once(team):
        yield from _twice(part, name, values)
    for check in (_items, _circles, _areas, _coins, _quotes, _events, _images):
        yield from check(team)
    off = frozenset(day["day"] for day in team.days_off)
    zone, working_days, end_of_day = (team.settings[name] for name in ("time_zone", "working_days", "end_of_day"))
    if not Calendar(zone, working_days, end_of_day, off).works_within_a_year(now.date()):
        yield Flaw(1, "days_off", N_("With these days the team never works for a year. Leave some out."))
    yield from _to_come(team, now + AHEAD)


def _images(team: TeamFile) -> Iterator[Flaw]:
    sizes = [len(image.content) for told in team.items for image in told.images if image.content]
    if len(sizes) > OF_TEAM or sum(sizes) > BYTES_OF_TEAM:
        yield Flaw(1, "images", N_("The team has too many images. Leave some out."))


def _to_come(team: TeamFile, last: datetime) -> Iterator[Flaw]:
    """Dates and times after `last`, the latest accepted moment."""
    for nth, told in enumerate(team.items, 1):
        days = (told.item.started_on, told.item.finished_on, told.came_on, told.dropped_on, told.created_at.date())
        moments = (*(wait.at for wait in told.waits), *(at for one in told.images for at in (one.at, one.removed_at)))
        if any(day is not None and day > last.date() for day in days) or any(at and at > last for at in moments):
            yield Flaw(nth, "items", N_("This is in the future."))
    for nth, event in enumerate(team.events, 1):
        if event.at > last:
            yield Flaw(nth, "events at", N_("This is in the future."))


def _once(team: TeamFile) -> Iterator[tuple[str, str, Iterable[Any]]]:
    """The values that must be unique within a list."""
    items = [told.item for told in team.items]
    for name in ("number", "rank", "slot", "agent_slot"):
        yield "items", "place" if name == "rank" else name, (getattr(item, name) for item in items)
    yield "items", "urgent", (item.urgent or None for item in items)
    yield "items", "reference", (told.reference for told in team.items)
    yield "items", "notes n", (note.n for told in team.items for note in told.notes)
    for name, slots in (("slots", team.slots), ("agent_slots", team.agent_slots)):
        yield name, "n", (slot["n"] for slot in slots)
    for name, named in (("areas", team.areas), ("block_kinds", team.block_kinds)):
        yield name, "name", (entry["name"].casefold() for entry in named)
    yield "days_off", "day", (off["day"] for off in team.days_off)
    yield "coins", "items", (tuple(sorted(coin["items"])) for coin in team.coins)
    yield "quotes", "day", ((quote["day"], quote["place"], quote["about"]) for quote in team.quotes)


def _twice(part: str, name: str, values: Iterable[Any]) -> Iterator[Flaw]:
    seen: dict[Any, int] = {}
    for nth, value in enumerate(values, 1):
        if value is not None and seen.setdefault(value, nth) != nth:
            reason = N_("{value} is here twice: entry {first} has it too.")
            yield Flaw(nth, f"{part} {name}", reason, {"value": str(plain(value))[:60], "first": seen[value]})


def _lost(nth: int, name: str, values: Iterable[Any], known: set[Any]) -> Iterator[Flaw]:
    for value in values:
        if value is not None and value not in known:
            yield Flaw(nth, name, N_("The file does not have {value}."), {"value": str(value)[:60]})


def _numbers(team: TeamFile) -> set[int]:
    return {told.item.number for told in team.items}


def _names(part: list[dict[str, Any]]) -> set[str]:
    return {entry["name"] for entry in part}


def _items(team: TeamFile) -> Iterator[Flaw]:
    numbers, areas, kinds = _numbers(team), _names(team.areas), _names(team.block_kinds)
    slots, agents = ({entry["n"] for entry in part} for part in (team.slots, team.agent_slots))
    for nth, told in enumerate(team.items, 1):
        yield from _lost(nth, "items origin_id", [told.item.origin_id], numbers)
        yield from _lost(nth, "items slot", [told.item.slot], slots)
        yield from _lost(nth, "items agent_slot", [told.item.agent_slot], agents)
        yield from _lost(nth, "items areas", told.areas, areas)
        yield from _lost(nth, "items waits", [wait.on for wait in told.waits], numbers)
        yield from _lost(nth, "items blocks kind", [block.kind for block in told.blocks], kinds)


def _circles(team: TeamFile) -> Iterator[Flaw]:
    """No item can wait for itself, directly or through others."""
    on = {told.item.number: [wait.on for wait in told.waits] for told in team.items if told.waits}
    lost = closing_waits(on)
    for nth, told in enumerate(team.items, 1):
        if told.item.number in lost:
            yield Flaw(nth, "items waits", N_("These items wait for each other in a circle."))


def _areas(team: TeamFile) -> Iterator[Flaw]:
    """A chain of merges must end in an area that is not merged."""
    into = {area["name"]: area["merged_into"] for area in team.areas}
    for nth, area in enumerate(team.areas, 1):
        yield from _lost(nth, "areas merged_into", [area["merged_into"]], set(into))
        seen: set[str] = set()
        name: str | None = area["name"]
        while name is not None and name not in seen:
            seen.add(name)
            name = into.get(name)
        if name is not None:
            yield Flaw(nth, "areas merged_into", N_("These areas are merged into each other in a circle."))


def _coins(team: TeamFile) -> Iterator[Flaw]:
    numbers = _numbers(team)
    for nth, coin in enumerate(team.coins, 1):
        yield from _lost(nth, "coins items", coin["items"], numbers)
        if len(set(coin["items"])) != 2 or coin["winner"] not in coin["items"]:
            yield Flaw(nth, "coins winner", N_("A coin has two items, and one of them is the winner."))


def _quotes(team: TeamFile) -> Iterator[Flaw]:
    numbers = _numbers(team)
    for nth, quote in enumerate(team.quotes, 1):
        yield from _lost(nth, "quotes item", [quote["item"]], numbers)
        if (quote["about"] == "item") is (quote["item"] is None):
            yield Flaw(nth, "quotes item", N_("A date about an item names it, and no other date names one."))


def _events(team: TeamFile) -> Iterator[Flaw]:
    numbers, areas, kinds = _numbers(team), _names(team.areas), _names(team.block_kinds)
    for nth, event in enumerate(team.events, 1):
        data = event.data
        yield from _lost(nth, "events items", _items_of(data), numbers)
        yield from _lost(nth, "events areas", _areas_of(data), areas)
        block = data.get("block", {})
        yield from _lost(nth, "events block", [(block.get(side) or {}).get("kind") for side in ("was", "now")], kinds)
        if data.get("undoes", 0) >= nth:
            yield Flaw(nth, "events undoes", N_("An undo names an event before it."))


def _items_of(data: Mapping[str, Any]) -> Iterator[Any]:
    for record in data.get("items", ()):
        yield record["id"]
        for side in (record.get("was", {}), record["now"]):
            yield from (side.get("under"), side.get("origin_id"))
    for wait in data.get("waits", ()):
        yield from (wait["item"], wait["on"])
    yield data.get("wait", {}).get("on")
    yield from (int(item) for item in data.get("plans", ()))
    yield from (tagged["id"] for tagged in data.get("tags", ()))
    yield from (data.get(name) for name in ("winner", "loser", "above"))


def _areas_of(data: Mapping[str, Any]) -> Iterator[str]:
    for areas in data.get("areas", {}).values():
        yield from areas
    for tagged in data.get("tags", ()):
        yield from (*tagged["was"], *tagged["now"])
    before = data.get("was")
    yield from before.get("areas", ()) if isinstance(before, dict) else ()
