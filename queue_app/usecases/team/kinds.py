"""The team's kinds of block: add, change, archive, restore. Each change is a signed setting of the team."""

from collections.abc import Iterable
from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, NotFound
from queue_app.domain.refusals import NameTaken
from queue_app.domain.team.rights import Right
from queue_app.store.team import kinds
from queue_app.store.team.kinds import Kind
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.tx import Result, Tx, write


@write(Right.MANAGE)
def add_kind(tx: Tx, *, name: str, inside: bool = False) -> Result:
    """Add a kind of block, inside or outside the team. Raises NameTaken, also for the name of an archived kind."""
    _free(name, kinds.kinds(tx.conn, tx.team.id))
    kind = kinds.create(tx.conn, tx.team.id, name, inside)
    tx.record("settings", block_kind={"id": kind, "now": {"name": name, "inside": inside}})
    return {"block_kind": kind}


@write(Right.MANAGE)
def change_kind(tx: Tx, *, block_kind: int, name: str, inside: bool = False) -> Result:
    """Rename a kind, or change whether it is inside the team. Raises NotFound, NameTaken."""
    current, others = _kind(tx, block_kind)
    _free(name, others)
    return _change(tx, current, replace(current, name=name, inside=inside))


@write(Right.MANAGE)
def archive_kind(tx: Tx, *, block_kind: int) -> Result:
    """Archive a kind: it is no longer offered, and blocks keep it. Raises NotFound."""
    current, _ = _kind(tx, block_kind)
    return _change(tx, current, replace(current, archived_at=current.archived_at or tx.at))


@write(Right.MANAGE)
def bring_back_kind(tx: Tx, *, block_kind: int) -> Result:
    """Restore an archived kind to the list. Raises NotFound."""
    current, _ = _kind(tx, block_kind)
    return _change(tx, current, replace(current, archived_at=None))


def _kind(tx: Tx, kind: int) -> tuple[Kind, list[Kind]]:
    every = kinds.kinds(tx.conn, tx.team.id)
    for current in every:
        if current.id == kind:
            return current, [other for other in every if other.id != kind]
    raise NotFound


def _free(name: str, others: Iterable[Kind]) -> None:
    if name.casefold() in {other.name.casefold() for other in others}:
        raise NameTaken


def _change(tx: Tx, was: Kind, now: Kind) -> Result:
    if was != now:
        kinds.write(tx.conn, tx.team.id, now)
        tx.record("settings", block_kind={"id": was.id, "was": _as_record(was), "now": _as_record(now)})
    return {"block_kind": was.id}


def _as_record(kind: Kind) -> dict[str, object]:
    return {"name": kind.name, "inside": kind.inside, "archived": kind.archived_at is not None}


_KIND = fields.number("block_kind", N_("Kind of block"), required=True)
_INSIDE = fields.flag("inside", N_("Inside the team"))
ADD_KIND = Action(
    "add-block-kind",
    add_kind,
    "team",
    N_("Add a kind of block"),
    (fields.line("name", limits.AREA, N_("New kind"), required=True), _INSIDE),
)
CHANGE_KIND = Action(
    "change-block-kind",
    change_kind,
    "team",
    N_("Edit a kind of block"),
    (_KIND, fields.line("name", limits.AREA, N_("New name"), required=True), _INSIDE),
)
ARCHIVE_KIND = Action("archive-block-kind", archive_kind, "team", N_("Archive a kind of block"), (_KIND,))
BRING_BACK_KIND = Action("bring-back-block-kind", bring_back_kind, "team", N_("Bring a kind of block back"), (_KIND,))
