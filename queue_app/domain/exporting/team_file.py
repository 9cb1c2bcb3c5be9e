"""Reads an export as a value and checks it: its values, its references, and that its history leads to its items.

Nothing is stored in a database here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from queue_app.domain.errors import N_, InputError
from queue_app.domain.exporting.entries import Entries
from queue_app.domain.exporting.schema import READ, SETTINGS, VERSION
from queue_app.domain.exporting.team_checks import faults_between
from queue_app.domain.exporting.team_history import ToldHistory
from queue_app.domain.exporting.team_items import read_item
from queue_app.domain.exporting.team_parts import LISTS, SETTINGS_READ, TeamFile
from queue_app.domain.exporting.told import read_event
from queue_app.domain.exporting.values import object_of
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.importing.rows import MOST_ROWS

MOST_FLAWS = 100
MOST = {
    "slots": 99,
    "agent_slots": 99,
    "areas": 2_000,
    "block_kinds": 500,
    "days_off": 20_000,
    "coins": MOST_ROWS,
    "quotes": 500_000,
    "items": MOST_ROWS,
    "events": 2_000_000,
}
"""The maximum length of each list."""
_PARTS = ("format", "version", "exported_at", "team", "left_out", "settings", *LISTS, "items", "events")
_SETTINGS = object_of({name: SETTINGS_READ[name] for name in SETTINGS})


def read_team(document: dict[str, Any], zones: Iterable[str], now: datetime) -> TeamFile:
    """The team in the document. Raises FlawedFile with at most MOST_FLAWS flaws; a line is the position in a list.

    References are checked only if all values are valid, and the history only if all references are. The document is
    released before its history is replayed, to save memory.
    """
    _check_version(document)
    reading = _TeamReading(document)
    del document
    team = reading.team()
    reading.document = {}
    if team.settings and team.settings["time_zone"] not in zones:
        reason = N_("This time zone does not exist. Write it as Europe/Vienna or UTC.")
        reading.flaws.append(Flaw(1, "settings time_zone", reason))
    _refuse(reading.flaws)
    _refuse(faults_between(team, now))
    history = ToldHistory()
    _refuse(history.play(team.events))
    _refuse(history.unlike(team))
    blocks = {block: fields["item"] for block, fields in history.replay.blocks.items()}
    return replace(team, blocks=blocks, begun=history.begun)


def _check_version(document: dict[str, Any]) -> None:
    version = document.get("version")
    if version not in READ:
        reason = N_("The export has version {version}. This Topmost reads version {known}. Update Topmost.")
        _refuse([Flaw(1, "version", reason, {"version": str(version)[:20], "known": VERSION})])


def _refuse(flaws: Iterable[Flaw]) -> None:
    if first := list(islice(flaws, MOST_FLAWS)):
        raise FlawedFile(first)


@dataclass(slots=True)
class _TeamReading:
    """Reads a document and collects all flaws, so that a person can fix them in one go."""

    document: dict[str, Any]
    flaws: list[Flaw] = field(default_factory=list)

    def team(self) -> TeamFile:
        """The readable part of the team."""
        for name in self.document:
            if name not in _PARTS:
                self.flaws.append(Flaw(1, name[:40], N_("This field does not exist here. Remove it.")))
        settings = self._one(1, "", lambda raw: _SETTINGS("settings", raw), self.document.get("settings"))
        lists: dict[str, Any] = {name: list(self._each(name, _part(name))) for name in LISTS}
        items, events = list(self._each("items", read_item)), list(self._each("events", read_event))
        return TeamFile(settings or {}, **lists, items=items, events=events)

    def _each(self, name: str, read: Callable[[Any], Any]) -> Iterator[Any]:
        raw = self.document.get(name)
        if not isinstance(raw, list | Entries):
            self.flaws.append(Flaw(1, name, N_("This must be a list.")))
            return
        if len(raw) > (most := MOST[name]):
            facts = {"count": len(raw), "most": most}
            self.flaws.append(Flaw(most, name, N_("There are {count} here. Use at most {most}."), facts))
            return
        for nth, entry in enumerate(raw, 1):
            value = self._one(nth, name, read, entry)
            if len(self.flaws) >= MOST_FLAWS:
                return
            if value is not None:
                yield value

    def _one(self, nth: int, name: str, read: Callable[[Any], Any], raw: Any) -> Any:
        try:
            return read(raw)
        except InputError as wrong:
            self.flaws.append(Flaw(nth, " ".join(f"{name} {wrong.field}".split()), wrong.sentence, wrong.facts))
            return None


def _part(name: str) -> Callable[[Any], Any]:
    return partial(LISTS[name], "")
