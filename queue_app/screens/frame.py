"""The frame of every page of a team: the team, the viewer and their rights, the room, the last undoable event.

A person's last event can be undone for ten minutes, until a later event touches its items.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, exists, func, select

from queue_app.domain.errors import NotFound
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.events import OF_THE_DATES, UNDOABLE
from queue_app.domain.queue.item import State
from queue_app.domain.queue.undo import UNDO_WITHIN, neighbours
from queue_app.domain.team.calendar import Calendar
from queue_app.domain.team.rights import Right, Role, capped, may
from queue_app.domain.team.team import Team
from queue_app.screens.agents.there import NO_AGENTS, AgentsThere, agents_there
from queue_app.screens.queue.cost import cost_of_event
from queue_app.screens.queue.positions import position
from queue_app.screens.values import Frame, Me, Room, TeamLine, UndoLine
from queue_app.store.agents.stints import AGENTS_ON
from queue_app.store.cover.facts import NO_COVER, TeamCover, team_cover
from queue_app.store.db.prepared import Prepared
from queue_app.store.forecast.finished_work import RECORDED
from queue_app.store.forecast.forecasts import forecast_now
from queue_app.store.queue.items import URGENT
from queue_app.store.queue.order import LIMIT
from queue_app.store.queue.slots import RUNNING
from queue_app.store.tables import BLOCK, CLOCK, EVENT, EVENT_ITEM, ITEM, MEMBERSHIP, PERSON, REQUEST, SKIP, SLOT, TEAM
from queue_app.store.team.members import WORKS
from queue_app.store.team.teams import as_team
from queue_app.store.waits.held import LINKED, state_elsewhere

_TEAM: BindParameter[int] = bindparam("team")


Read = TypeVar("Read")


class Keep(Protocol):
    """Returns the result of `read`, or a kept result for the same key."""

    def __call__(self, key: Hashable, read: Callable[[], Read], /) -> Read: ...


def read_again(_key: Hashable, read: Callable[[], Read]) -> Read:
    """Call `read` each time; keep nothing."""
    return read()


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person, the team and the moment of a page. `rights` gives the right that each verb requires; `cap` is the
    scope of a token.

    `forecasts` gives the forecast of a team at a moment, `covers` its cover on a day; the service caches both, and with `keep`
    what all viewers of a page share. `scene` is the scene, if it was already read in the same snapshot.
    """

    team: int
    person: int
    now: datetime
    rights: Mapping[str, Right]
    cap: Role | None = None
    forecasts: Callable[[Connection, int, datetime], TeamForecast] = forecast_now
    scene: "Scene | None" = None
    covers: Callable[[Connection, Team, date], TeamCover] = team_cover
    keep: Keep = read_again

    @property
    def in_other_teams(self) -> int | None:
        """The person, if items of their other teams may be named. A token gives access to one team only."""
        return self.person if self.cap is None else None


@dataclass(frozen=True, slots=True)
class Scene:
    """The frame of a page, with what its queries also need: the team, the room, the moment of the last event, the agents on the
    running items, and whether the viewer skipped one of the waiting items.
    """

    frame: Frame
    team: Team
    room: Room
    last_at: datetime
    agents: AgentsThere = NO_AGENTS
    skips: bool = False

    @property
    def names(self) -> bool:
        """Whether the viewer sees names: who is on an item, who is away, whom to ask. Observers never do."""
        return self.frame.me.role is not Role.OBSERVER


_SKIPS = exists().where(
    SKIP.c.team_id == _TEAM, SKIP.c.person_id == bindparam("me"), SKIP.c.until_day > bindparam("day")
)


def _scene() -> Select[Any]:
    of_team = MEMBERSHIP.c.team_id == _TEAM
    counts = {
        "people": select(func.count()).select_from(MEMBERSHIP).where(of_team, WORKS),
        "closing": select(func.count()).select_from(SLOT).where(SLOT.c.team_id == _TEAM, SLOT.c.closing.is_(True)),
        "blocked": select(func.count()).select_from(BLOCK).where(BLOCK.c.team_id == _TEAM, BLOCK.c.to_at.is_(None)),
    }
    mine = and_(MEMBERSHIP.c.team_id == TEAM.c.id, MEMBERSHIP.c.person_id == bindparam("me"))
    return (
        select(
            TEAM,
            CLOCK.c.revision,
            CLOCK.c.last_at,
            MEMBERSHIP.c.role,
            PERSON.c.name.label("my_name"),
            PERSON.c.density,
            RUNNING.label("running"),
            LIMIT.label("wip"),
            RECORDED.label("recorded"),
            URGENT.scalar_subquery().label("urgent"),
            AGENTS_ON.label("agents"),
            LINKED.label("linked"),
            _SKIPS.label("skips"),
            state_elsewhere(CLOCK.c.team_id).label("elsewhere"),
            *(query.scalar_subquery().label(name) for name, query in counts.items()),
        )
        .select_from(TEAM.join(CLOCK, CLOCK.c.team_id == TEAM.c.id).join(MEMBERSHIP, mine))
        .join(PERSON, PERSON.c.id == MEMBERSHIP.c.person_id)
        .where(TEAM.c.id == _TEAM)
    )


_SCENE = Prepared(_scene())


def read_full_scene(connection: Connection, viewer: Viewer) -> Scene:
    """Like `read_scene`, with the cost of the last event: a few more statements while it can be undone. Raises NotFound."""
    scene = viewer.scene or read_scene(connection, viewer)
    undo = scene.frame.undo
    if undo is None or undo.verb not in OF_THE_DATES:
        return scene
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    cost = cost_of_event(connection, viewer.team, team_forecast, undo.verb, undo.data)
    return replace(scene, frame=replace(scene.frame, undo=replace(undo, cost=cost)))


def read_scene(connection: Connection, viewer: Viewer) -> Scene:
    """The scene without costs.

    Two statements, one more if something can be undone, and one if agents are on items.

    Raises NotFound for a person outside the team.
    """
    earliest = (viewer.now - timedelta(days=1)).date()  # Today is not earlier in any time zone.
    query = {"team": viewer.team, "me": viewer.person, "day": earliest}
    rows = _SCENE.rows(connection, query)
    if not rows:
        raise NotFound
    row = rows[0]
    team = as_team(row)
    agents = agents_there(connection, team, viewer.now) if row["agents"] else NO_AGENTS
    frame = Frame(
        team=_line(row),
        me=_me(row, team, viewer),
        revision=row["revision"],
        now=viewer.now,
        today=team.day(viewer.now),
        blocked=row["blocked"],
        undo=undo_line(connection, viewer.team, viewer.person, viewer.now, row["revision"]),
        forecast_day=Calendar(row["time_zone"], end_of_day=row["end_of_day"]).forecast_day(viewer.now),
        recorded=row["recorded"],
        urgent=row["urgent"],
        agents_heard=agents.count,
        linked=row["linked"],
        elsewhere=row["elsewhere"],
    )
    return Scene(frame, team, Room(row["running"], row["wip"], row["closing"]), row["last_at"], agents, row["skips"])


def cover_of(connection: Connection, viewer: Viewer, scene: Scene) -> TeamCover:
    """The cover of the team; empty without the right to see it."""
    return viewer.covers(connection, scene.team, scene.frame.today) if scene.frame.me.sees_cover else NO_COVER


def _line(row: Mapping[str, Any]) -> TeamLine:
    return TeamLine(
        number=row["id"],
        name=row["name"],
        zone=row["time_zone"],
        limit=row["wip"],
        people=row["people"],
        orders=row["who_orders"],
        limits=row["who_limits"],
        finished_means=row["finished_means"],
        example=row["is_example"],
    )


def _me(row: Mapping[str, Any], team: Team, viewer: Viewer) -> Me:
    role = capped(Role(row["role"]), viewer.cap)
    held = {right for right in Right if may(role, right, team)}
    allowed = frozenset(verb for verb, right in viewer.rights.items() if right in held)
    verbs = allowed if not team.archived else frozenset()
    return Me(viewer.person, row["my_name"], role, verbs, Right.COVER in held, row["density"])


RECENT = 500
"""How many of the team's last events are searched. It is a bound for teams of machines, far above ten minutes of
people.
"""


def _touched() -> Any:
    own, later = EVENT_ITEM.alias("own"), EVENT_ITEM.alias("later")
    same = (later.c.team_id == own.c.team_id, later.c.item_id == own.c.item_id, later.c.seq > own.c.seq)
    # Nested, not joined: SQLite began the join with all items of all later events.
    named_later = select(later.c.seq).where(*same).correlate(own).exists()
    named = select(own.c.seq).where(own.c.team_id == EVENT.c.team_id, own.c.seq == EVENT.c.seq, named_later)
    return named.correlate(EVENT).exists().label("touched")


def _last() -> Select[Any]:
    mine = (
        select(REQUEST.c.seq)
        .where(
            REQUEST.c.team_id == _TEAM,
            REQUEST.c.seq > bindparam("since_seq"),
            REQUEST.c.at > bindparam("since", type_=REQUEST.c.at.type),
            REQUEST.c.person_id == bindparam("me"),
            REQUEST.c.by_agent.is_(False),
        )
        .order_by(REQUEST.c.seq.desc())
        .limit(1)
    )
    return select(EVENT.c.seq, EVENT.c.at, EVENT.c.kind, EVENT.c.data, _touched()).where(
        EVENT.c.team_id == _TEAM, EVENT.c.seq == mine.scalar_subquery()
    )


_LAST = Prepared(_last())
_EVENT = select(EVENT.c.seq, EVENT.c.at, EVENT.c.kind, EVENT.c.data).where(
    EVENT.c.team_id == _TEAM, EVENT.c.seq == bindparam("seq")
)
_NEIGHBOUR = ITEM.alias("neighbour")
_GONE = exists().where(
    _NEIGHBOUR.c.team_id == _TEAM,
    _NEIGHBOUR.c.id.in_(bindparam("neighbours", expanding=True)),
    _NEIGHBOUR.c.rank.is_(None),
)
_ITEM = select(
    *(ITEM.c[name] for name in ("number", "title", "started_on", "finished_on")),
    position(ITEM).label("position"),
    _GONE.label("gone"),
).where(ITEM.c.team_id == _TEAM, ITEM.c.id == bindparam("item"))


def undo_line(connection: Connection, team: int, me: int, now: datetime, revision: int) -> UndoLine | None:
    """The undoable event, or None, also if a neighbour to go back to has left. One statement, two if there is one."""
    query = {"team": team, "me": me, "since": now - UNDO_WITHIN, "since_seq": revision - RECENT}
    rows = _LAST.rows(connection, query)
    if not rows or rows[0]["touched"] or rows[0]["kind"] not in UNDOABLE:
        return None
    line, gone = _undo_line(connection, team, rows[0])
    return None if gone else line


def act_of(connection: Connection, team: int, seq: int) -> UndoLine | None:
    """The facts of the event, undoable or not."""
    event = connection.execute(_EVENT, {"team": team, "seq": seq}).mappings().one_or_none()
    return _undo_line(connection, team, event)[0] if event is not None else None


def _undo_line(connection: Connection, team: int, event: Mapping[Any, Any]) -> tuple[UndoLine, bool]:
    """The line, and whether a neighbour that an undo needs has left the order."""
    records = event["data"].get("items", [])
    line = UndoLine(event["seq"], event["kind"], event["at"], event["at"] + UNDO_WITHIN, data=event["data"])
    if not records:
        return line, False
    ids = [record["id"] for record in records]
    pulled = (record["id"] for record in records if record["now"].get("state") == State.IN_PROGRESS)
    item = next(pulled, ids[0]) if event["kind"] == "swapped" else ids[0]
    row = connection.execute(_ITEM, {"team": team, "item": item, "neighbours": neighbours(records)}).one()
    took = (row.finished_on - row.started_on).days if row.finished_on and row.started_on else None
    line = replace(line, number=row.number, title=row.title, position=row.position, more=len(ids) - 1, took=took)
    return line, row.gone
