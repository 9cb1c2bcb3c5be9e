"""Writes, finds and removes images of items. Only `content_of` reads their content."""

from datetime import datetime

from sqlalchemy import BindParameter, Connection, and_, bindparam, case, func, insert, select, update

from queue_app.domain.images import ImageRoom, Picture
from queue_app.store.tables import IMAGE, ITEM

_TEAM: BindParameter[int] = bindparam("team")
_ITEM: BindParameter[int] = bindparam("item")
_THERE = case((IMAGE.c.removed_at.is_(None), 1), else_=0)
_OF_ITEM = select(
    func.coalesce(func.max(IMAGE.c.n), 0), func.coalesce(func.sum(_THERE), 0), func.coalesce(func.sum(IMAGE.c.size), 0)
).where(IMAGE.c.team_id == _TEAM, IMAGE.c.item_id == _ITEM)
_OF_TEAM = select(func.count(), func.coalesce(func.sum(IMAGE.c.size), 0)).where(
    IMAGE.c.team_id == _TEAM, IMAGE.c.size > 0
)
_CONTENT = (
    select(IMAGE.c.kind, IMAGE.c.width, IMAGE.c.height, IMAGE.c.sha256, IMAGE.c.content)
    .join(ITEM, and_(ITEM.c.team_id == IMAGE.c.team_id, ITEM.c.id == IMAGE.c.item_id))
    .where(IMAGE.c.team_id == _TEAM, ITEM.c.number == bindparam("number"), IMAGE.c.n == bindparam("n"))
    .where(IMAGE.c.removed_at.is_(None))
)
_REMOVE = (
    update(IMAGE)
    .where(
        IMAGE.c.team_id == bindparam("of_team"),
        IMAGE.c.item_id == bindparam("of_item"),
        IMAGE.c.n == bindparam("of_n"),
        IMAGE.c.removed_at.is_(None),
    )
    .values(content=None, size=0, alt="", removed_at=bindparam("now", type_=IMAGE.c.removed_at.type))
)


def room_of(connection: Connection, team_id: int, item_id: int) -> ImageRoom:
    """How many images the item and the team have, for the limits."""
    item = connection.execute(_OF_ITEM, {"team": team_id, "item": item_id}).one()
    team = connection.execute(_OF_TEAM, {"team": team_id}).one()
    return ImageRoom(*map(int, (*item, *team)))


def write_image(
    connection: Connection, team_id: int, item_id: int, n: int, picture: Picture, alt: str, by: int | None, at: datetime
) -> None:
    """Insert an image."""
    row = {"team_id": team_id, "item_id": item_id, "n": n, "alt": alt, "by": by, "at": at, "size": picture.size}
    row |= {"kind": picture.kind, "width": picture.width, "height": picture.height}
    connection.execute(insert(IMAGE), row | {"sha256": picture.sha256, "content": picture.content})


def remove_image(connection: Connection, team_id: int, item_id: int, n: int, at: datetime) -> bool:
    """Delete the content of an image; False if the item has no such image. Its number stays used."""
    which = {"of_team": team_id, "of_item": item_id, "of_n": n, "now": at}
    return connection.execute(_REMOVE, which).rowcount > 0


def content_of(connection: Connection, team_id: int, number: int, n: int) -> Picture | None:
    """Image `n` of the team's item `number`, with its content; None if there is none."""
    row = connection.execute(_CONTENT, {"team": team_id, "number": number, "n": n}).one_or_none()
    return Picture(row.kind, row.width, row.height, row.sha256, bytes(row.content)) if row is not None else None
