"""The team's areas: add, rename, archive, restore, merge. Each change is a signed setting of the team."""

from queue_app.domain import inputs as limits
from queue_app.domain.cover import areas as rule
from queue_app.domain.cover.areas import Area
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.MANAGE)
def add_area(tx: Tx, *, name: str) -> Result:
    """Add an area. Raises NameTaken, also for the name of an archived area."""
    area = areas.create(tx.conn, tx.team.id, name)
    tx.record("settings", area={"id": area, "now": {"name": name}})
    return {"area": area}


@write(Right.MANAGE)
def rename_area(tx: Tx, *, area: int, name: str) -> Result:
    """Rename an area; items and evidence keep it. Raises NotFound, NameTaken."""
    was = _area(tx, area)
    return _change(tx, was, Area(was.id, name, was.archived_at, was.merged_into))


@write(Right.MANAGE)
def archive_area(tx: Tx, *, area: int) -> Result:
    """Archive an area: it is no longer offered, and items that have it keep it. Raises NotFound."""
    was = _area(tx, area)
    return _change(tx, was, was.archived(tx.at))


@write(Right.MANAGE)
def bring_back_area(tx: Tx, *, area: int) -> Result:
    """Restore an archived area to the list. Raises NotFound."""
    was = _area(tx, area)
    return _change(tx, was, was.back())


@write(Right.MANAGE)
def merge_areas(tx: Tx, *, area: int, into: int) -> Result:
    """Move items, evidence and declarations from `area` to `into`. Raises NotFound, InputError."""
    was, target = _area(tx, area), _area(tx, into)
    merged = rule.merged(was, target, tx.at)
    areas.move_all(tx.conn, tx.team.id, was.id, target.id)
    return _change(tx, was, merged)


def _area(tx: Tx, area: int) -> Area:
    by_id = areas.find(tx.conn, tx.team.id, [area])
    if area not in by_id:
        raise NotFound
    return by_id[area]


def _change(tx: Tx, was: Area, now: Area) -> Result:
    if was != now:
        areas.write(tx.conn, tx.team.id, now)
        tx.record("settings", area={"id": was.id, "was": _as_record(was), "now": _as_record(now)})
    return {"area": was.id}


def _as_record(area: Area) -> dict[str, object]:
    return {"name": area.name, "archived": area.archived_at is not None, "merged_into": area.merged_into}


_AREA = fields.number("area", N_("Area"), required=True)
ADD_AREA = Action(
    "add-area", add_area, "team", N_("Add an area"), (fields.line("name", limits.AREA, N_("New area"), required=True),)
)
RENAME_AREA = Action(
    "rename-area",
    rename_area,
    "team",
    N_("Rename an area"),
    (_AREA, fields.line("name", limits.AREA, N_("New name"), required=True)),
)
ARCHIVE_AREA = Action("archive-area", archive_area, "team", N_("Archive an area"), (_AREA,))
BRING_BACK_AREA = Action("bring-back-area", bring_back_area, "team", N_("Bring an area back"), (_AREA,))
MERGE_AREAS = Action(
    "merge-areas",
    merge_areas,
    "team",
    N_("Merge two areas"),
    (_AREA, fields.number("into", N_("All its items move to"), required=True)),
)
