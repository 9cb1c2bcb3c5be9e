"""Which agent is on which item, and its last call. A stint belongs to a run of the item, like those of people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Update, and_, bindparam, func, select, update

from queue_app.domain.queue.item import Item
from queue_app.store.db.upsert import upsert
from queue_app.store.queue.items import columns, read
from queue_app.store.tables import AGENT_STINT, ITEM, PERSON, TOKEN

_TEAM: BindParameter[int] = bindparam("team")
_TOKEN: BindParameter[int] = bindparam("token")


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=AGENT_STINT.c.seen_at.type)


AGENT_ON_IT = and_(
    AGENT_STINT.c.team_id == ITEM.c.team_id,
    AGENT_STINT.c.item_id == ITEM.c.id,
    AGENT_STINT.c.run == ITEM.c.run,
    AGENT_STINT.c.left_at.is_(None),
    ITEM.c.slot.is_not(None),
)
"""The join of agents' stints with running items, including silent agents."""

AGENTS_ON = (
    select(func.count())
    .select_from(AGENT_STINT.join(ITEM, AGENT_ON_IT))
    .where(AGENT_STINT.c.team_id == _TEAM)
    .scalar_subquery()
)
"""How many agents are on an item, including silent ones."""

HELD = (
    select(AGENT_STINT.c.item_id)
    .select_from(AGENT_STINT.join(ITEM, AGENT_ON_IT))
    .where(AGENT_STINT.c.team_id == _TEAM, AGENT_STINT.c.token_id == _TOKEN)
)
"""The id of the item that the agent is on."""

OPEN_STINTS = (
    select(func.count())
    .select_from(AGENT_STINT)
    .where(AGENT_STINT.c.token_id == _TOKEN, AGENT_STINT.c.left_at.is_(None))
    .scalar_subquery()
)
"""How many stints of the agent have no `left_at`. Some of them may be over, because the end of a run writes nothing."""

_ON: Select[Any] = (
    select(AGENT_STINT.c.item_id, PERSON.c.name.label("sponsor"), TOKEN.c.name, AGENT_STINT.c.seen_at)
    .select_from(
        AGENT_STINT.join(ITEM, AGENT_ON_IT)
        .join(TOKEN, and_(TOKEN.c.team_id == AGENT_STINT.c.team_id, TOKEN.c.id == AGENT_STINT.c.token_id))
        .join(PERSON, PERSON.c.id == TOKEN.c.person_id)
    )
    .where(AGENT_STINT.c.team_id == _TEAM)
    .order_by(AGENT_STINT.c.joined_at, AGENT_STINT.c.token_id)
)
_ITS_ITEM: Select[Any] = (
    select(*columns(ITEM), AGENT_STINT.c.token_id.label("on_it"))
    .select_from(ITEM.outerjoin(AGENT_STINT, and_(AGENT_ON_IT, AGENT_STINT.c.token_id == _TOKEN)))
    .where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))
)
_OF_TOKEN = (AGENT_STINT.c.token_id == bindparam("of_token"), AGENT_STINT.c.left_at.is_(None))
_OF_RUN = (
    AGENT_STINT.c.team_id == bindparam("of_team"),
    AGENT_STINT.c.item_id == bindparam("of_item"),
    AGENT_STINT.c.run == bindparam("of_run"),
    AGENT_STINT.c.left_at.is_(None),
)


def _leaving(*which: Any) -> Update:
    return update(AGENT_STINT).where(*which).values(left_at=_moment("at"))


_HEARD = update(AGENT_STINT).where(*_OF_TOKEN).values(seen_at=_moment("at"))
_END = _leaving(*_OF_TOKEN)
_END_ALL_OF = _leaving(
    AGENT_STINT.c.team_id == bindparam("of_team"),
    AGENT_STINT.c.token_id.in_(select(TOKEN.c.id).where(TOKEN.c.person_id == bindparam("of_person"))),
    AGENT_STINT.c.left_at.is_(None),
)
_END_OF_RUN = _leaving(*_OF_RUN)
_END_SILENT = _leaving(*_OF_RUN, AGENT_STINT.c.seen_at <= _moment("heard_since"))


@dataclass(frozen=True, slots=True)
class AgentOnItem:
    """An agent on a running item: its sponsor, its name, its last call."""

    item: int
    sponsor: str
    name: str
    seen_at: datetime


def agents_on(connection: Connection, team: int) -> list[AgentOnItem]:
    """All agents on running items, including silent ones, in the order in which they joined."""
    return [AgentOnItem(*row) for row in connection.execute(_ON, {"team": team})]


def its_item(connection: Connection, team: int, number: int, token: int) -> tuple[Item | None, bool]:
    """The team's item `number`, and whether the agent is on its current run."""
    row = connection.execute(_ITS_ITEM, {"team": team, "number": number, "token": token}).mappings().one_or_none()
    return (None, False) if row is None else (read(row), row["on_it"] is not None)


def held_number(connection: Connection, team: int, token: int) -> int | None:
    """The number of the item that the agent is on."""
    query = select(ITEM.c.number).where(ITEM.c.team_id == _TEAM, ITEM.c.id == HELD.scalar_subquery())
    return connection.execute(query, {"team": team, "token": token}).scalar_one_or_none()


def begin(connection: Connection, team: int, token: int, item: int, run: int, at: datetime) -> None:
    """Start a stint of the agent on this run of the item. It must not be on another item."""
    row = {"team_id": team, "item_id": item, "run": run, "token_id": token, "joined_at": at, "seen_at": at}
    upsert(connection, AGENT_STINT, [row | {"left_at": None}], ["seen_at", "left_at"])


def heard(connection: Connection, token: int, at: datetime) -> None:
    """Renew the lease of the agent."""
    connection.execute(_HEARD, {"of_token": token, "at": at})


def end(connection: Connection, token: int, at: datetime) -> None:
    """End the agent's stint."""
    connection.execute(_END, {"of_token": token, "at": at})


def end_all_of(connection: Connection, team: int, person: int, at: datetime) -> None:
    """End all stints of the person's agents in the team."""
    connection.execute(_END_ALL_OF, {"of_team": team, "of_person": person, "at": at})


def end_of_run(connection: Connection, team: int, item: int, run: int, at: datetime) -> None:
    """End all stints of agents on this run of the item."""
    connection.execute(_END_OF_RUN, {"of_team": team, "of_item": item, "of_run": run, "at": at})


def end_silent(connection: Connection, team: int, stint: tuple[int, int], at: datetime, heard_since: datetime) -> None:
    """End the stints of silent agents on this run of the item (id and run), because somebody else takes over."""
    run = {"of_team": team, "of_item": stint[0], "of_run": stint[1]}
    connection.execute(_END_SILENT, run | {"at": at, "heard_since": heard_since})
