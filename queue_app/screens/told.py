"""One line about what others did since the page was drawn: "Lin finished #88".

Who did it is known for a day from the stored request, and not kept in the history.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, or_, select

from queue_app.domain.queue.events import OF_WHAT_IS_TOLD
from queue_app.screens.frame import Scene, Viewer
from queue_app.screens.values import ToldLine
from queue_app.store.tables import EVENT, EVENT_ITEM, ITEM, PERSON, REQUEST

LONGEST = 100
"""Events: after more than these, no line is shown."""

_TEAM: BindParameter[int] = bindparam("team")
_FIRST_ITEM = (
    select(func.min(EVENT_ITEM.c.item_id))
    .where(EVENT_ITEM.c.team_id == EVENT.c.team_id, EVENT_ITEM.c.seq == EVENT.c.seq)
    .correlate(EVENT)
    .scalar_subquery()
)
_EVENTS: Select[Any] = (
    select(EVENT.c.kind, EVENT.c.data, ITEM.c.number, PERSON.c.name)
    .select_from(EVENT)
    .join(ITEM, and_(ITEM.c.team_id == EVENT.c.team_id, ITEM.c.id == _FIRST_ITEM))
    .outerjoin(REQUEST, and_(REQUEST.c.team_id == EVENT.c.team_id, REQUEST.c.seq == EVENT.c.seq))
    .outerjoin(PERSON, PERSON.c.id == REQUEST.c.person_id)
    .where(
        EVENT.c.team_id == _TEAM,
        EVENT.c.seq > bindparam("seen"),
        EVENT.c.kind.in_(OF_WHAT_IS_TOLD),
        or_(REQUEST.c.person_id.is_(None), REQUEST.c.person_id != bindparam("me"), REQUEST.c.by_agent),
    )
    .order_by(EVENT.c.seq.desc())
)


def with_told(connection: Connection, viewer: Viewer, scene: Scene, seen: int | None) -> Scene:
    """The scene with the line about events after revision `seen`. One statement; none if `seen` is None."""
    if seen is None or not 0 <= scene.frame.revision - seen <= LONGEST or scene.frame.revision == seen:
        return scene
    query = {"team": viewer.team, "seen": seen, "me": viewer.person}
    rows = connection.execute(_EVENTS, query).all()
    if not rows:
        return scene
    last = rows[0]
    name, agent = (last.name, last.data.get("agent")) if scene.names else (None, None)
    line = ToldLine(last.kind, last.number, name, len(rows) - 1, agent)
    return replace(scene, frame=replace(scene.frame, told=line))
