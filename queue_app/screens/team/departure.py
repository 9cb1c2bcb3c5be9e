"""The page that asks before a person is removed or leaves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from queue_app.domain.errors import NotFound
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.team.calendar import PageLinkLine, page_links_of
from queue_app.screens.team.team import member_lines
from queue_app.screens.values import Frame, ItemLink
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import ITEM, STINT


@dataclass(frozen=True, slots=True)
class DepartureScreen:
    """The confirmation before a person is removed or leaves.

    `items` stay in progress; nobody is left on those in `left_alone`. `links` are those to pages that the person made: they end.
    """

    frame: Frame
    person: int
    name: str
    me: bool
    last_manager: bool
    items: tuple[ItemLink, ...] = ()
    left_alone: tuple[ItemLink, ...] = ()
    links: tuple[PageLinkLine, ...] = ()


_TEAM: BindParameter[int] = bindparam("team")
_OTHERS = STINT.alias("others")
_ON: Select[Any] = (
    select(
        ITEM.c.number,
        ITEM.c.title,
        ITEM.c.state,
        select(func.count())
        .select_from(_OTHERS)
        .where(
            _OTHERS.c.team_id == ITEM.c.team_id,
            _OTHERS.c.item_id == ITEM.c.id,
            _OTHERS.c.run == ITEM.c.run,
            _OTHERS.c.left_at.is_(None),
            _OTHERS.c.person_id != STINT.c.person_id,
        )
        .scalar_subquery()
        .label("others"),
    )
    .select_from(STINT.join(ITEM, ON_IT))
    .where(STINT.c.team_id == _TEAM, STINT.c.person_id == bindparam("person"))
    .order_by(ITEM.c.rank)
)


def departure_screen(connection: Connection, viewer: Viewer, person: int) -> DepartureScreen:
    """The confirmation page. Raises NotFound for a person outside the team."""
    scene = read_full_scene(connection, viewer)
    member = next((line for line in member_lines(connection, viewer) if line.person == person), None)
    if member is None:
        raise NotFound
    rows = connection.execute(_ON, {"team": viewer.team, "person": person}).all()
    links = [(ItemLink(row.number, row.title, row.state), row.others) for row in rows]
    return DepartureScreen(
        frame=scene.frame,
        person=person,
        name=member.name,
        me=member.me,
        last_manager=member.last_manager,
        items=tuple(link for link, _ in links),
        left_alone=tuple(link for link, others in links if not others),
        links=page_links_of(connection, viewer.team, person),
    )
