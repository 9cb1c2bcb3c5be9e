"""The running items of the stand-up: those older than expected, those with nobody on them, and the top one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, Table, and_, bindparam, func, select, union_all

from queue_app.domain.cover.absences import Absence, all_away
from queue_app.domain.flow.ages import PastCycles
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue.events import OF_THE_PLACE
from queue_app.domain.standup import swarms
from queue_app.screens.frame import Scene
from queue_app.screens.queue.parts import People
from queue_app.screens.queue.running import age_of, reason_of
from queue_app.screens.values import Age, Headcount, OnIt, Plan, ReasonShown
from queue_app.store.tables import AGENT_STINT, EVENT, EVENT_ITEM, ITEM, STEP, STINT


@dataclass(frozen=True, slots=True)
class OldRow:
    """A running item that is older than expected. `moved_at`: the last event of it other than a move. `likely`: its likely
    finish from its age; None if unknown."""

    number: int
    title: str
    age: Age
    on: Headcount
    moved_at: datetime | None = None
    likely: Range | None = None


@dataclass(frozen=True, slots=True)
class TopRow:
    """The first running item. `steps`: the open steps of its plan. `swarm`: fewer people are on it than on one below."""

    number: int
    title: str
    on: Headcount
    reason: ReasonShown | None = None
    plan: Plan | None = None
    steps: tuple[str, ...] = ()
    swarm: bool = False


@dataclass(frozen=True, slots=True)
class LonelyRow:
    """A running item with nobody on it, and since when; None if nobody ever was.

    `away`: all people on it are away today. `ready`: what an agent says is ready to be looked at. `silent`: an agent was on it
    and said nothing since then.
    """

    number: int
    title: str
    since: datetime | None = None
    away: bool = False
    ready: str | None = None
    silent: bool = False


_TEAM: BindParameter[int] = bindparam("team")


def _ended(stint: Table) -> Select[Any]:
    return (
        select(stint.c.item_id, stint.c.left_at.label("at"))
        .select_from(stint.join(ITEM, and_(stint.c.item_id == ITEM.c.id, stint.c.run == ITEM.c.run)))
        .where(stint.c.team_id == _TEAM, ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))
    )


_EVERY_END = union_all(_ended(STINT), _ended(AGENT_STINT)).subquery("ended")
_LEFT = select(_EVERY_END.c.item_id, func.max(_EVERY_END.c.at, type_=STINT.c.left_at.type).label("at")).group_by(
    _EVERY_END.c.item_id
)
_MOVED = (
    select(EVENT_ITEM.c.item_id, func.max(EVENT.c.at, type_=EVENT.c.at.type).label("at"))
    .select_from(EVENT_ITEM.join(EVENT, and_(EVENT.c.team_id == EVENT_ITEM.c.team_id, EVENT.c.seq == EVENT_ITEM.c.seq)))
    .where(
        EVENT_ITEM.c.team_id == _TEAM,
        EVENT_ITEM.c.item_id.in_(bindparam("items", expanding=True)),
        EVENT.c.kind.not_in(OF_THE_PLACE),
    )
    .group_by(EVENT_ITEM.c.item_id)
)
_STEPS = (
    select(STEP.c.words)
    .where(STEP.c.team_id == _TEAM, STEP.c.item_id == bindparam("item"), STEP.c.done_at.is_(None))
    .order_by(STEP.c.n)
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The rows of the running items in order, the people on them by id, and the items (ids) whose people are all away."""

    rows: Sequence[RowMapping]
    people: Mapping[int, OnIt]
    away: frozenset[int] = frozenset()

    def on(self, row: RowMapping) -> Headcount:
        """How many people are on it."""
        present = self.people.get(row["id"])
        return Headcount(present.count, present.mine) if present else Headcount(0)


def old_rows(
    connection: Connection, scene: Scene, runs: Runs, past: PastCycles, team_forecast: TeamForecast
) -> tuple[OldRow, ...]:
    """The old items, oldest first. One statement if there are any."""
    ages = [(row, age_of(row, scene.frame.today, past)) for row in runs.rows]
    old = sorted(((row, age) for row, age in ages if age and age.old), key=lambda pair: -pair[1].days)
    query = {"team": scene.team.id, "items": [row["id"] for row, _ in old]}
    moved = {row.item_id: row.at for row in connection.execute(_MOVED, query)} if old else {}
    return tuple(
        OldRow(
            number=row["number"],
            title=row["title"],
            age=age,
            on=runs.on(row),
            moved_at=moved.get(row["id"]),
            likely=None if row["block_sentence"] or row["held"] else team_forecast.likely(age.since),
        )
        for row, age in old
    )


def lonely_rows(connection: Connection, scene: Scene, runs: Runs) -> tuple[LonelyRow, ...]:
    """The items with nobody on them, or nobody present today. One statement if there are any."""
    unattended = [row for row in runs.rows if row["id"] not in runs.people]
    left = _left(connection, scene.team.id) if unattended else {}
    return tuple(
        LonelyRow(
            row["number"],
            row["title"],
            scene.agents.silent.get(row["id"]) or left.get(row["id"]),
            row["id"] in runs.away,
            row["ready"],
            row["id"] in scene.agents.silent,
        )
        for row in runs.rows
        if row in unattended or row["id"] in runs.away
    )


def items_with_people_away(people: People, absences: Sequence[Absence], today: date) -> frozenset[int]:
    """The running items (ids) whose people are all away today."""
    return frozenset(item for item, on in people.items() if all_away([id_ for id_, _ in on], absences, today))


def top_row(connection: Connection, scene: Scene, runs: Runs) -> TopRow | None:
    """The first running item. One statement if it has a plan."""
    if not runs.rows:
        return None
    row: Any = runs.rows[0]
    planned = connection.execute(_STEPS, {"team": scene.team.id, "item": row["id"]}) if row["steps"] else None
    return TopRow(
        number=row["number"],
        title=row["title"],
        on=runs.on(row),
        reason=reason_of(row),
        plan=Plan(row["steps_done"], row["steps"]) if row["steps"] else None,
        steps=tuple(planned.scalars()) if planned else (),
        swarm=scene.frame.team.people > 1 and swarms([runs.on(running).count for running in runs.rows]),
    )


def _left(connection: Connection, team: int) -> Mapping[int, datetime]:
    return {row.item_id: row.at for row in connection.execute(_LEFT, {"team": team})}
