"""The running items in order, with their age, and why each needs help."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, exists, func, select

from queue_app.domain.flow.ages import SLE_SHARE, PastCycles, how_old
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.screens.frame import Scene
from queue_app.screens.queue.parts import block_columns, block_of, with_block
from queue_app.screens.values import Age, AreaShown, BlockShown, Headcount, OnIt, Plan, ReasonShown, Sle
from queue_app.screens.waits.shown import WaitShown
from queue_app.store.tables import ITEM, STEP, STINT
from queue_app.store.waits.held import held, needed_elsewhere

Help = Literal["blocked", "ready", "old", "nobody", "asks", "alone"]
"""Why a running item needs help, the most urgent cause. Only the last one does not come before a pull."""


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A running item, in the order in which items get help. `asks` is its request for company; an imported one may have
    no start.

    `likely` is the likely finish from its age; None if unknown. `ready`: what an agent says is ready to be looked at.
    `silent_since`: nobody is on it, and an agent was until then. `waits`: what it waits for, so that it cannot go on;
    `needed`: how many items of other teams wait for it. `step`: the first open step of its plan.
    """

    number: int
    title: str
    on: OnIt
    age: Age | None = None
    areas: tuple[AreaShown, ...] = ()
    plan: Plan | None = None
    block: BlockShown | None = None
    asks: str | None = None
    urgent: bool = False
    help: Help | None = None
    likely: Range | None = None
    ready: str | None = None
    silent_since: datetime | None = None
    waits: tuple[WaitShown, ...] = ()
    needed: int = 0
    step: str | None = None


_TEAM: BindParameter[int] = bindparam("team")
NOBODY = Headcount(0)

steps = select(func.count()).select_from(STEP).where(STEP.c.team_id == ITEM.c.team_id, STEP.c.item_id == ITEM.c.id)
next_step = (
    select(STEP.c.words)
    .where(STEP.c.team_id == ITEM.c.team_id, STEP.c.item_id == ITEM.c.id, STEP.c.done_at.is_(None))
    .order_by(STEP.c.n)
    .limit(1)
)
earlier_run = exists().where(
    STINT.c.team_id == ITEM.c.team_id, STINT.c.item_id == ITEM.c.id, STINT.c.joined_at < ITEM.c.started_at
)
"""The condition that somebody was on the item before its present start: it waited long in between, so its age restarted."""


def _running() -> Select[Any]:
    names = (
        "rank",
        "id",
        "number",
        "title",
        "company",
        "urgent",
        "started_at",
        "started_on",
        "run",
        "agent_slot",
        "ready",
        "reason",
        "reason_kind",
    )
    return (
        select(
            *(ITEM.c[name] for name in names),
            steps.scalar_subquery().label("steps"),
            steps.where(STEP.c.done_at.is_not(None)).scalar_subquery().label("steps_done"),
            next_step.scalar_subquery().label("step"),
            earlier_run.label("earlier_run"),
            held(ITEM).label("held"),
            needed_elsewhere(ITEM).label("needed"),
            *block_columns(),
        )
        .select_from(with_block(ITEM))
        .where(ITEM.c.team_id == _TEAM, ITEM.c.slot.is_not(None))
    )


_RUNNING = _running()


def running_items(connection: Connection, team: int) -> list[RowMapping]:
    """The rows, in the order of help. Sorted here: with ORDER BY, SQLite walks all open items along the ranks."""
    return sorted(connection.execute(_RUNNING, {"team": team}).mappings(), key=lambda row: int(row["rank"]))


def row_without_people(
    row: RowMapping,
    today: date,
    past: PastCycles,
    areas: Mapping[int, tuple[AreaShown, ...]],
    team_forecast: TeamForecast,
    waits: Mapping[int, tuple[WaitShown, ...]],
) -> RunningRow:
    """The part of a row that all viewers share."""
    age, block = age_of(row, today, past), block_of(row)
    return RunningRow(
        number=row["number"],
        title=row["title"],
        on=NOBODY,
        age=age,
        areas=areas.get(row["id"], ()),
        plan=Plan(row["steps_done"], row["steps"]) if row["steps"] else None,
        block=block,
        asks=row["company"],
        urgent=row["urgent"],
        likely=team_forecast.likely(age.since) if age and not block and not row["held"] else None,
        ready=row["ready"],
        waits=waits.get(row["id"], ()),
        needed=row["needed"],
        step=row["step"],
    )


def with_people(bare: RunningRow, row: RowMapping, scene: Scene, people: Mapping[int, OnIt]) -> RunningRow:
    """The row with the people that this viewer may see, and whether it needs this viewer's help."""
    on = people.get(row["id"], NOBODY)
    help_ = _help(bare.block, bare.age, on, row, scene)
    return replace(bare, on=on, help=help_, silent_since=None if on.count else scene.agents.silent.get(row["id"]))


def age_of(row: RowMapping, today: date, past: PastCycles) -> Age | None:
    """How long the item runs; None if an import gave no start."""
    if row["started_on"] is None:
        return None
    days = max(0, (today - row["started_on"]).days)
    old, older_than = how_old(days, past)
    return Age(row["started_on"], days, row["started_at"], old, older_than, bool(row["earlier_run"]))


def reason_of(row: RowMapping) -> ReasonShown | None:
    """The reason for the item's position."""
    return ReasonShown(row["reason"], row["reason_kind"]) if row["reason"] else None


def sle_of(past: PastCycles) -> Sle | None:
    """The service level expectation, once enough items are finished."""
    return Sle(past.percentile(SLE_SHARE), past.percentile(50)) if past.enough else None


def _help(block: BlockShown | None, age: Age | None, on: OnIt, row: RowMapping, scene: Scene) -> Help | None:
    if block is not None or row["held"]:
        return "blocked"
    if row["ready"] and not on.count:
        return "ready"
    if age is not None and age.old:
        return "old"
    if not on.count:
        return "nobody"
    if row["company"] and not on.mine:
        return "asks"
    alone = on.count == 1 and row["id"] not in scene.agents.heard
    return "alone" if alone and scene.frame.team.people > 1 else None
