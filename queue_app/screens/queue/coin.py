"""The coin page: a person chooses two waiting items, and chance orders them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, select

from queue_app.domain.filters import Filter
from queue_app.domain.queue.item import State
from queue_app.screens.frame import Viewer, read_full_scene
from queue_app.screens.queue.parts import areas_of
from queue_app.screens.queue.positions import WAITING_ITEMS, position
from queue_app.screens.queue.waiting import WaitingRow, waiting_page, waiting_row
from queue_app.screens.values import Frame, ItemLink
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class CoinScreen:
    """`chosen` are up to two chosen waiting items; `matches` are other items that match `words`, without words the first
    ones. `waiting` counts all of them.
    """

    frame: Frame
    chosen: tuple[ItemLink, ...]
    matches: tuple[WaitingRow, ...]
    waiting: int
    words: str = ""


FOUND = 30

_TEAM: BindParameter[int] = bindparam("team")
_CHOSEN = select(ITEM.c.number, ITEM.c.title, position(ITEM).label("position")).where(
    ITEM.c.team_id == _TEAM, waiting(ITEM), ITEM.c.number.in_(bindparam("numbers", expanding=True))
)


def coin_screen(connection: Connection, viewer: Viewer, chosen: Sequence[int] = (), words: str = "") -> CoinScreen:
    """The page for this viewer. Items that do not wait, and any after the second, are ignored. Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    numbers = list(dict.fromkeys(chosen))[:2]
    rows = connection.execute(_CHOSEN, {"team": viewer.team, "numbers": numbers})
    links = {row.number: ItemLink(row.number, row.title, State.WAITING, row.position) for row in rows}
    params = {"team": viewer.team, "by": viewer.person, "today": scene.frame.today}
    candidates = waiting_page(connection, params, Filter(words=words, size=FOUND + len(links)), None).rows
    others = [(place, row) for place, row in candidates if row["number"] not in links][:FOUND]
    areas = areas_of(connection, viewer.team, [row["id"] for _, row in others])
    count = connection.execute(WAITING_ITEMS, {"team": viewer.team}).scalar_one()
    return CoinScreen(
        frame=scene.frame,
        chosen=tuple(links[number] for number in numbers if number in links),
        matches=tuple(waiting_row(place, row, areas) for place, row in others),
        waiting=count,
        words=words,
    )
