"""The events of a team for its export, in order. Ids are replaced by numbers and names."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.exporting.references import References
from queue_app.domain.exporting.schema import SIGNED
from queue_app.domain.exporting.told import UNTOLD, facts_told
from queue_app.domain.queue.changes import plain
from queue_app.screens.exporting.items import CHUNK, Fields, some
from queue_app.screens.exporting.places import Places
from queue_app.store.tables import AREA, EVENT, KIND, PERSON

_TEAM: BindParameter[int] = bindparam("team")
_EVENTS = (
    select(EVENT.c.seq, EVENT.c.at, EVENT.c.kind, EVENT.c.data, PERSON.c.name.label("signed"))
    .select_from(EVENT.outerjoin(PERSON, PERSON.c.id == EVENT.c.by))
    .where(EVENT.c.team_id == _TEAM, EVENT.c.seq > bindparam("after"))
    .order_by(EVENT.c.seq)
    .limit(CHUNK)
)
_AREAS = select(AREA.c.id, AREA.c.name).where(AREA.c.team_id == _TEAM)
_KINDS = select(KIND.c.id, KIND.c.name).where(KIND.c.team_id == _TEAM)


@dataclass(slots=True)
class EventReader:
    """Reads the exported events, and counts events and blocks as it goes."""

    connection: Connection
    team: int
    numbers: Places
    _told: Places = field(default_factory=lambda: Places(()))
    _count: int = 0
    _blocks: dict[int, int] = field(default_factory=dict)
    _begun: int = 0

    def events(self) -> Iterator[Fields]:
        """All exported events, as objects of the export."""
        named = {"team": self.team}
        areas, kinds = (dict(map(tuple, self.connection.execute(query, named))) for query in (_AREAS, _KINDS))
        references = References(
            item=self.numbers.get,
            area=areas.__getitem__,
            kind=kinds.__getitem__,
            event=self._told.__getitem__,
            block=self._block,
        )
        after = 0
        while rows := self.connection.execute(_EVENTS, named | {"after": after}).all():
            for row in rows:
                if row.kind not in UNTOLD and self._is_there(row.data):
                    self._count += 1
                    self._told.add(row.seq, self._count)
                    yield self._event(row, references)
            after = rows[-1].seq

    def _is_there(self, data: Fields) -> bool:
        """Whether the items of the event, and the event that it undoes, still exist.

        An import that was taken back leaves the events of its deleted items behind.
        """
        if not all(self.numbers.get(record["id"]) is not None for record in data.get("items", ())):
            return False
        if "undoes" in data and self._told.get(data["undoes"]) is None:
            return False
        wait = data.get("wait")
        return wait is None or self._own(wait)

    def _own(self, wait: Fields) -> bool:
        """Whether the wait is for an existing item of this team."""
        return wait["on_team"] == self.team and self.numbers.get(wait["on"]) is not None

    def _event(self, row: Any, references: References) -> Fields:
        facts = facts_told(row.kind, row.data)
        if "waits" in facts:
            facts["waits"] = [wait for wait in facts["waits"] if self.numbers.get(wait["item"]) and self._own(wait)]
        data = references.of(facts)
        by = row.signed or row.data.get(SIGNED)
        return some({"at": plain(row.at), "kind": row.kind, "by": by, "data": data})

    def _block(self, id_: int, begins: bool) -> int:
        if begins:
            self._begun += 1
            self._blocks[id_] = self._begun
        return self._blocks[id_]
