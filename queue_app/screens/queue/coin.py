"""The page of the coin: any two items that wait are chosen, and chance orders them.

Reads the page of the coin.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from queue_app.domain.queue.item import State
from queue_app.screens.frame import Viewer, scene
from queue_app.screens.queue.parts import areas_of
from queue_app.screens.queue.positions import position
from queue_app.screens.queue.waiting import WaitingRow, waiting_page, waiting_row
from queue_app.screens.search import Filter
from queue_app.screens.values import Frame, ItemLink
from queue_app.store.queue.items import waiting
from queue_app.store.tables import ITEM


@dataclass(frozen=True, slots=True)
class CoinScreen:
    """`chosen` are none to two waiting items, as they were chosen; `found` are the others that `words` find, without words the
    first ones. `waiting` is how many there are in all."""

    frame: Frame
    chosen: tuple[ItemLink, ...]
    found: tuple[WaitingRow, ...]
    waiting: int
    words: str = ""


FOUND = 30

_TEAM: BindParameter[int] = bindparam("team")
_CHOSEN = select(ITEM.c.number, ITEM.c.title, position(ITEM).label("position")).where(
    ITEM.c.team_id == _TEAM, waiting(ITEM), ITEM.c.number.in_(bindparam("numbers", expanding=True))
)
_OPEN = select(func.count()).select_from(ITEM).where(ITEM.c.team_id == _TEAM, ITEM.c.rank.is_not(None))


def coin_screen(connection: Connection, viewer: Viewer, chosen: Sequence[int] = (), words: str = "") -> CoinScreen:
    """The page as this person sees it. What does not wait cannot be chosen, and more than two neither. Raises NotFound."""
    seen = scene(connection, viewer)
    numbers = list(dict.fromkeys(chosen))[:2]
    rows = connection.execute(_CHOSEN, {"team": viewer.team, "numbers": numbers})
    links = {row.number: ItemLink(row.number, row.title, State.WAITING, row.position) for row in rows}
    who = {"team": viewer.team, "by": viewer.person, "today": seen.frame.today}
    found = waiting_page(connection, who, Filter(words=words, size=FOUND + len(links)), None).rows
    others = [(place, row) for place, row in found if row["number"] not in links][:FOUND]
    areas = areas_of(connection, viewer.team, [row["id"] for _, row in others])
    opened = connection.execute(_OPEN, {"team": viewer.team}).scalar_one()
    return CoinScreen(
        frame=seen.frame,
        chosen=tuple(links[number] for number in numbers if number in links),
        found=tuple(waiting_row(place, row, areas) for place, row in others),
        waiting=opened - seen.room.running,
        words=words,
    )
