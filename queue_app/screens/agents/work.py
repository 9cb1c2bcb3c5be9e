"""Everything that an agent needs to work on one item: its texts, plan and notes, the run, and the end of the lease."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, select

from queue_app.domain.agents.addresses import named_addresses
from queue_app.domain.agents.lease import lease_end
from queue_app.domain.errors import NotFound
from queue_app.domain.queue.item import State
from queue_app.domain.queue.plan import Step
from queue_app.screens.agents.notes import WorkNote, last_notes
from queue_app.screens.frame import Viewer, read_scene
from queue_app.screens.queue.parts import areas_of, block_columns, block_of, with_block
from queue_app.screens.values import BlockShown, ItemLink, ReasonShown
from queue_app.screens.waits.shown import WaitShown, waits_shown
from queue_app.store.agents.stints import AGENT_ON_IT, held_number
from queue_app.store.queue import plan
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import AGENT_STINT, ITEM
from queue_app.store.waits.edges import reached_from
from queue_app.store.waits.held import held as is_held


@dataclass(frozen=True, slots=True)
class AgentWork:
    """An item for an agent. `run` and `lease_until` are set while the agent is on it. `above` and `below` are its neighbours in
    the order, `waits` what it waits for. `links` are the addresses that its texts name.
    """

    number: int
    title: str
    state: State
    words: str
    finished_means: str
    reference: str | None = None
    areas: tuple[str, ...] = ()
    reason: ReasonShown | None = None
    block: BlockShown | None = None
    plan: tuple[Step, ...] = ()
    notes: tuple[WorkNote, ...] = ()
    links: tuple[str, ...] = ()
    above: ItemLink | None = None
    below: ItemLink | None = None
    people_only: str | None = None
    ready: str | None = None
    waits: tuple[WaitShown, ...] = ()
    run: int | None = None
    lease_until: datetime | None = None


_TEAM: BindParameter[int] = bindparam("team")
_ITEM: Select[Any] = (
    select(
        *columns(ITEM),
        *(ITEM.c[name] for name in ("words", "reference")),
        AGENT_STINT.c.seen_at.label("seen_at"),
        is_held(ITEM).label("held"),
        *block_columns(),
    )
    .select_from(
        with_block(ITEM.outerjoin(AGENT_STINT, and_(AGENT_ON_IT, AGENT_STINT.c.token_id == bindparam("token"))))
    )
    .where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))
)
_LINK = select(ITEM.c.number, ITEM.c.title, ITEM.c.state).where(ITEM.c.team_id == _TEAM)
_BELOW = (
    _LINK.where(ITEM.c.rank > bindparam("rank", type_=ITEM.c.rank.type), ITEM.c.rank.is_not(None))
    .order_by(ITEM.c.rank)
    .limit(1)
)
_ABOVE = _LINK.where(ITEM.c.id == bindparam("above"))


def agent_work(connection: Connection, viewer: Viewer, token: int, number: int) -> AgentWork:
    """The item for the agent with this token. At most ten statements. Raises NotFound."""
    scene = read_scene(connection, viewer)
    query = {"team": viewer.team, "token": token, "number": number}
    row = connection.execute(_ITEM, query).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        raise NotFound
    reached = reached_from(connection, viewer.team, [item.id] if row["held"] else [], None, holding=True)
    notes = last_notes(connection, viewer.team, item.id, names=scene.names)
    on_it = row["seen_at"] is not None
    return AgentWork(
        number=item.number,
        title=item.title,
        state=item.state,
        words=row["words"],
        finished_means=scene.frame.team.finished_means,
        reference=row["reference"],
        areas=tuple(area.name for area in areas_of(connection, viewer.team, [item.id]).get(item.id, ())),
        reason=ReasonShown(item.reason, item.reason_kind) if item.reason and item.open else None,
        block=block_of(row),
        plan=tuple(plan.steps(connection, viewer.team, item.id)),
        notes=notes,
        links=named_addresses(row["words"], row["reference"], *(note.words for note in notes)),
        above=_link(connection, _ABOVE, {"team": viewer.team, "above": item.under}),
        below=_link(connection, _BELOW, {"team": viewer.team, "rank": item.rank}) if item.open else None,
        waits=waits_shown(reached, viewer.team).get(item.id, ()),
        people_only=item.people_only,
        ready=item.ready,
        run=item.run if on_it else None,
        lease_until=lease_end(scene.team, row["seen_at"]) if on_it else None,
    )


def held(connection: Connection, viewer: Viewer, token: int) -> int | None:
    """The number of the item that the agent is on. One statement."""
    return held_number(connection, viewer.team, token)


def _link(connection: Connection, query: Select[Any], about: dict[str, Any]) -> ItemLink | None:
    row = connection.execute(query, about).one_or_none()
    return ItemLink(row.number, row.title, State(row.state)) if row else None
