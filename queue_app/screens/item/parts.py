"""Parts of the item page outside its own row: people, notes, pieces, and the choices of its forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, select

from queue_app.domain.inputs import LARGEST_NUMBER
from queue_app.domain.notes import Note, correctable_until
from queue_app.domain.queue.item import State
from queue_app.screens.frame import Scene
from queue_app.screens.values import ItemLink
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import IMAGE, ITEM, KIND, MEMBERSHIP, NOTE, PERSON, STINT
from queue_app.store.team.members import WORKS


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the plan; `n` counts from 1."""

    n: int
    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note in Markdown, with author and time. `agent`: the name of the agent that wrote it, whose sponsor is `by`.

    `corrected`: its author corrected it. `until`: until then the viewer may correct it; None where they may not.
    """

    at: datetime
    by: str | None
    words: str
    id: int = 0
    agent: str | None = None
    corrected: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImageShown:
    """An image of the item, without its content. `n`: its number there; `alt`: what it shows."""

    n: int
    alt: str
    width: int
    height: int
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class BlockKindChoice:
    """One kind of the team's list."""

    id: int
    name: str
    outside: bool
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    """A person who may have worked on the item. `ticked`: on it since its pull, so the form starts ticked."""

    person: int
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FinishChoices:
    """The inputs of finishing: a day between `first` and `last`, in the team's zone, and who worked on it."""

    first: date
    last: date
    workers: tuple[Worker, ...] = ()


NOTES = 20
"""Notes on one page. Each may be long, so a page never has all of them."""

_TEAM: BindParameter[int] = bindparam("team")
_ITEM: BindParameter[int] = bindparam("item")

_ON: Select[Any] = (
    select(PERSON.c.id, PERSON.c.name)
    .select_from(ITEM.join(STINT, ON_IT).join(PERSON, PERSON.c.id == STINT.c.person_id))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.id == _ITEM)
    .order_by(STINT.c.joined_at, STINT.c.person_id)
)
_WORKED = select(func.count(STINT.c.person_id.distinct())).where(STINT.c.team_id == _TEAM, STINT.c.item_id == _ITEM)
_NOTES = (
    select(NOTE.c.id, NOTE.c.at, NOTE.c.words, NOTE.c.agent, NOTE.c.by, NOTE.c.corrected_at, PERSON.c.name)
    .select_from(NOTE.outerjoin(PERSON, PERSON.c.id == NOTE.c.by))
    .where(NOTE.c.team_id == _TEAM, NOTE.c.item_id == _ITEM, NOTE.c.id < bindparam("before", type_=NOTE.c.id.type))
    .order_by(NOTE.c.id.desc())
    .limit(NOTES + 1)
)
_IMAGES = (
    select(IMAGE.c.n, IMAGE.c.alt, IMAGE.c.width, IMAGE.c.height, IMAGE.c.at, PERSON.c.name)
    .select_from(IMAGE.outerjoin(PERSON, PERSON.c.id == IMAGE.c.by))
    .where(IMAGE.c.team_id == _TEAM, IMAGE.c.item_id == _ITEM, IMAGE.c.removed_at.is_(None))
    .order_by(IMAGE.c.n)
)
_PIECES = (
    select(ITEM.c.number, ITEM.c.title, ITEM.c.state)
    .where(ITEM.c.team_id == _TEAM, ITEM.c.origin_id == _ITEM)
    .order_by(ITEM.c.number + 0)  # `+ 0` keeps SQLite from walking all items along the index on the number.
)
_KINDS = (
    select(KIND.c.id, KIND.c.name, KIND.c.inside, KIND.c.is_date)
    .where(KIND.c.team_id == _TEAM, KIND.c.archived_at.is_(None))
    .order_by(KIND.c.id)
)
_WORKERS = (
    select(PERSON.c.id, PERSON.c.name)
    .select_from(MEMBERSHIP.join(PERSON, PERSON.c.id == MEMBERSHIP.c.person_id))
    .where(MEMBERSHIP.c.team_id == _TEAM, WORKS)
    .order_by(PERSON.c.name, PERSON.c.id)
)


def people_of(connection: Connection, team: int, item: int) -> list[tuple[int, str]]:
    """The people on the running item, as (id, name)."""
    return [(row.id, row.name) for row in connection.execute(_ON, {"team": team, "item": item})]


def worked_by(connection: Connection, team: int, item: int) -> int:
    """How many people were ever on it."""
    return connection.execute(_WORKED, {"team": team, "item": item}).scalar_one()


def notes_of(connection: Connection, scene: Scene, item: int, before: int | None) -> tuple[tuple[NoteShown, ...], bool]:
    """The last notes, of those `before` a note (id) the last, oldest first, and whether there are earlier ones. Authors only for
    viewers who see names.
    """
    which = {"team": scene.team.id, "item": item, "before": LARGEST_NUMBER if before is None else before}
    rows = connection.execute(_NOTES, which).all()
    return tuple(_note(row, scene) for row in reversed(rows[:NOTES])), len(rows) > NOTES


def _note(row: Any, scene: Scene) -> NoteShown:
    me, now = scene.frame.me, scene.frame.now
    facts = Note(row.words, row.at, row.by, row.agent, row.corrected_at)
    return NoteShown(
        at=row.at,
        by=row.name if scene.names else None,
        words=row.words,
        id=row.id,
        agent=row.agent if scene.names else None,
        corrected=row.corrected_at is not None,
        until=correctable_until(facts, me.person, now) if "correct_note" in me.may else None,
    )


def images_of(connection: Connection, scene: Scene, item: int) -> tuple[ImageShown, ...]:
    """The images of the item. Who added them only for viewers who see names."""
    rows = connection.execute(_IMAGES, {"team": scene.team.id, "item": item})
    return tuple(
        ImageShown(row.n, row.alt, row.width, row.height, row.at, row.name if scene.names else None) for row in rows
    )


def pieces_of(connection: Connection, team: int, item: int) -> tuple[ItemLink, ...]:
    """The items split off it."""
    rows = connection.execute(_PIECES, {"team": team, "item": item})
    return tuple(ItemLink(row.number, row.title, State(row.state)) for row in rows)


def block_kinds(connection: Connection, team: int) -> tuple[BlockKindChoice, ...]:
    """The team's kinds of block."""
    rows = connection.execute(_KINDS, {"team": team})
    return tuple(BlockKindChoice(row.id, row.name, not row.inside, row.is_date) for row in rows)


def workers_of(connection: Connection, team: int, on: Sequence[tuple[int, str]]) -> tuple[Worker, ...]:
    """All people who may have worked on it; those on it now are ticked."""
    ticked = {id_ for id_, _ in on}
    rows = connection.execute(_WORKERS, {"team": team})
    return tuple(Worker(row.id, row.name, row.id in ticked) for row in rows)
