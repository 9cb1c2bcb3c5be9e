"""Parts of many items at once, one statement each: areas, people, open blocks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, FromClause, Label, RowMapping, and_, bindparam, select

from queue_app.domain.cover.states import Standings
from queue_app.screens.frame import Scene
from queue_app.screens.values import AgentShown, AreaShown, BlockShown, Headcount, NamesOnIt, OnIt
from queue_app.store.queue.stints import ON_IT
from queue_app.store.tables import AREA, BLOCK, ITEM, ITEM_AREA, KIND, PERSON, STINT

_TEAM: BindParameter[int] = bindparam("team")
NOTHING_KNOWN: Standings = {}
People = Mapping[int, Sequence[tuple[int, str]]]
"""{id of a running item: (id, name) of the people on it}."""

_AREAS = (
    select(ITEM_AREA.c.item_id, AREA.c.id, AREA.c.name)
    .select_from(ITEM_AREA.join(AREA, and_(AREA.c.team_id == ITEM_AREA.c.team_id, AREA.c.id == ITEM_AREA.c.area_id)))
    .where(ITEM_AREA.c.team_id == _TEAM, ITEM_AREA.c.item_id.in_(bindparam("items", expanding=True)))
    .order_by(ITEM_AREA.c.item_id, ITEM_AREA.c.n)
)
OFFERED = (AREA.c.archived_at.is_(None), AREA.c.merged_into.is_(None))
"""The condition that a form offers an area."""
_ACTIVE = select(AREA.c.id, AREA.c.name).where(AREA.c.team_id == _TEAM, *OFFERED).order_by(AREA.c.folded)
_ON = (
    select(STINT.c.item_id, PERSON.c.id, PERSON.c.name)
    .select_from(ITEM.join(STINT, ON_IT).join(PERSON, PERSON.c.id == STINT.c.person_id))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))
    .order_by(STINT.c.joined_at, STINT.c.person_id)
)


def areas_of(
    connection: Connection, team: int, items: Iterable[int], standings: Standings = NOTHING_KNOWN
) -> Mapping[int, tuple[AreaShown, ...]]:
    """{item id: its areas}, with their cover."""
    by_item: defaultdict[int, tuple[AreaShown, ...]] = defaultdict(tuple)
    ids = list(items)
    for item, id_, name in connection.execute(_AREAS, {"team": team, "items": ids}) if ids else ():
        by_item[item] += (AreaShown(id_, name, standings[id_].state if id_ in standings else None),)
    return dict(by_item)


def team_areas(connection: Connection, team: int) -> tuple[AreaShown, ...]:
    """The areas that a form offers."""
    return tuple(AreaShown(*row) for row in connection.execute(_ACTIVE, {"team": team}))


def people_on(connection: Connection, team: int) -> People:
    """The people on the running items, for the rules."""
    people: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for item, id_, name in connection.execute(_ON, {"team": team}):
        people[item].append((id_, name))
    return dict(people)


def visible_people(scene: Scene, people: People) -> Mapping[int, OnIt]:
    """The people and agents on items as the viewer may see them: by name only with the right to names."""
    items = dict.fromkeys([*people, *scene.agents.heard])
    return {item: on_it(scene, people.get(item, ()), scene.agents.heard.get(item, ())) for item in items}


def on_it(scene: Scene, people: Sequence[tuple[int, str]], agents: tuple[AgentShown, ...] = ()) -> OnIt:
    """Pairs of id and name, and agents, as the viewer may see them."""
    mine = scene.frame.me.person in [id_ for id_, _ in people]
    if not scene.names:
        return Headcount(len(people) + len(agents), mine)
    return NamesOnIt(tuple(name for _, name in people), mine, agents)


def block_columns() -> list[Label[Any]]:
    """The columns of the open block, for a statement that joins `with_block`."""
    names = ("sentence", "from_at", "next_step", "look_again", "edited_at")
    kind = [KIND.c.name.label("block_kind"), KIND.c.inside.label("block_inside")]
    return [BLOCK.c[name].label(f"block_{name}") for name in names] + kind


KIND_OF_BLOCK = and_(KIND.c.team_id == BLOCK.c.team_id, KIND.c.id == BLOCK.c.kind_id)
OPEN_BLOCKS = BLOCK.join(ITEM, and_(ITEM.c.team_id == BLOCK.c.team_id, ITEM.c.id == BLOCK.c.item_id))
"""Blocks with their items. Few are open, and an index lists them; very many items may wait."""


def with_block(items: FromClause) -> FromClause:
    """`items` (a join with the table of items), outer joined with their open blocks."""
    block = and_(BLOCK.c.team_id == ITEM.c.team_id, BLOCK.c.id == ITEM.c.block_id)
    return items.outerjoin(BLOCK, block).outerjoin(KIND, KIND_OF_BLOCK)


def block_of(row: RowMapping) -> BlockShown | None:
    """The open block in such a row."""
    if row["block_sentence"] is None:
        return None
    return BlockShown(
        sentence=row["block_sentence"],
        since=row["block_from_at"],
        kind=row["block_kind"],
        outside=row["block_inside"] is False,
        next_step=row["block_next_step"],
        look_again=row["block_look_again"],
    )
