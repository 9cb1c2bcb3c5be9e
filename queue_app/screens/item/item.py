"""The page of one item: its facts, who is on it, its block, and every verb with its refusal.

It takes at most nineteen statements plus those of the cover, however long the history is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, select

from queue_app.domain.errors import NotFound, Refusal
from queue_app.domain.flow.ages import PastCycles, longer_of_ten
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.forecast.team import TeamForecast
from queue_app.domain.queue import finish
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.possible import ItemFacts, possible
from queue_app.screens.flow.past import finished_in_past
from queue_app.screens.forecast.held import Elsewhere
from queue_app.screens.forecast.when import LikelyFinish, likely_finishes
from queue_app.screens.frame import Scene, Viewer, cover_of, read_full_scene
from queue_app.screens.history import history_of, links
from queue_app.screens.item.parts import (
    BlockKindChoice,
    FinishChoices,
    ImageShown,
    NoteShown,
    StepShown,
    block_kinds,
    images_of,
    notes_of,
    people_of,
    pieces_of,
    worked_by,
    workers_of,
)
from queue_app.screens.queue.parts import areas_of, block_columns, block_of, on_it, team_areas, with_block
from queue_app.screens.queue.positions import WAITING_ITEMS, place_among_running, position
from queue_app.screens.queue.running import age_of, earlier_run, reason_of, sle_of
from queue_app.screens.values import Age, AreaShown, BlockShown, Frame, HistoryLine, ItemLink, OnIt, ReasonShown, Sle
from queue_app.screens.waits.choices import NO_CHOICES, WaitChoices
from queue_app.screens.waits.shown import NO_WAITS, ItemWaits, item_waits
from queue_app.store.agents.slots import AGENTS_AT_ONCE
from queue_app.store.queue import plan
from queue_app.store.queue.items import columns, marked_urgent, read
from queue_app.store.queue.pull import pull_facts, skipped, why_nothing
from queue_app.store.tables import ITEM
from queue_app.store.waits.edges import Reached
from queue_app.store.waits.held import waits_at_all


@dataclass(frozen=True, slots=True)
class ItemScreen:
    """The item page and the pages of its verbs.

    `may` are the verbs that would be accepted now; `refusals` says why the other verbs of this role are not. `position`
    counts waiting items, or running ones while it runs (`of` them). `next_up` is the item that a swap would pull,
    `mine` the viewer's other running items.

    `when` are the dates of a waiting item and `at_habit` those with `habit` more items above it per month. `likely` are
    the dates of a running item, from its age.

    `notes` are the last ones, or the last before one of them; `earlier_notes` and `later_notes` say whether there are others.

    `people_only`: why agents may not pull it. `ready`: what an agent says is ready to be looked at. `silent_since`: nobody is on
    it, and an agent was until then. `agents_at_once`: how many items agents of the team may have.

    `waits`: what it waits for and what waits for it; `choices`: what it may wait for, read for its form alone.

    `cycle_days` are the days from start to finish, `longer` how many of ten items take longer.

    `asks` is the request for company. `team_areas`, `block_kinds` and `finish` are the choices of its forms.
    """

    frame: Frame
    number: int
    title: str
    state: State
    version: int
    may: frozenset[str]
    refusals: Mapping[str, Refusal] = field(default_factory=dict)
    words: str = ""
    reference: str | None = None
    areas: tuple[AreaShown, ...] = ()
    urgent: bool = False
    not_placed: bool = False
    skipped: bool = False
    position: int | None = None
    of: int | None = None
    reason: ReasonShown | None = None
    added_at: datetime | None = None
    on: OnIt | None = None
    asks: str | None = None
    age: Age | None = None
    sle: Sle | None = None
    steps: tuple[StepShown, ...] = ()
    block: BlockShown | None = None
    notes: tuple[NoteShown, ...] = ()
    earlier_notes: bool = False
    later_notes: bool = False
    images: tuple[ImageShown, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    origin: ItemLink | None = None
    pieces: tuple[ItemLink, ...] = ()
    started_at: datetime | None = None
    finished_on: date | None = None
    cycle_days: int | None = None
    longer: int | None = None
    worked_by: int | None = None
    team_areas: tuple[AreaShown, ...] = ()
    block_kinds: tuple[BlockKindChoice, ...] = ()
    finish: FinishChoices | None = None
    next_up: ItemLink | None = None
    mine: tuple[ItemLink, ...] = ()
    forecast: TeamForecast | None = None
    when: LikelyFinish | None = None
    at_habit: Range | None = None
    habit: float = 0.0
    likely: Range | None = None
    people_only: str | None = None
    ready: str | None = None
    silent_since: datetime | None = None
    agents_at_once: int = 0
    waits: ItemWaits = NO_WAITS
    choices: WaitChoices = NO_CHOICES


_TEAM: BindParameter[int] = bindparam("team")


def _item() -> Select[Any]:
    other = ITEM.alias("other")
    urgent = select(other.c.title).where(other.c.team_id == _TEAM, marked_urgent(other), other.c.id != ITEM.c.id)
    return (
        select(
            *columns(ITEM),
            *(ITEM.c[name] for name in ("words", "reference", "created_at")),
            position(ITEM).label("position"),
            place_among_running(ITEM).label("place"),
            WAITING_ITEMS.scalar_subquery().label("waiting"),
            urgent.scalar_subquery().label("other_urgent"),
            skipped.label("skipped"),
            earlier_run.label("earlier_run"),
            AGENTS_AT_ONCE.label("agents_at_once"),
            *waits_at_all(ITEM),
            *block_columns(),
        )
        .select_from(with_block(ITEM))
        .where(ITEM.c.team_id == _TEAM, ITEM.c.number == bindparam("number"))
    )


_ITEM = _item()


_NUMBERED = select(ITEM.c.id).where(ITEM.c.team_id == bindparam("team"), ITEM.c.number == bindparam("number"))


def require_item(connection: Connection, viewer: Viewer, number: int) -> None:
    """Raises NotFound if the team has no item with this number."""
    if connection.execute(_NUMBERED, {"team": viewer.team, "number": number}).one_or_none() is None:
        raise NotFound


def item_screen(connection: Connection, viewer: Viewer, number: int, notes_before: int | None = None) -> ItemScreen:
    """The page for this viewer, with the last notes, or the last ones before a note (id). Raises NotFound."""
    scene = read_full_scene(connection, viewer)
    params = {"team": viewer.team, "by": viewer.person, "today": scene.frame.today}
    row = connection.execute(_ITEM, {**params, "number": number}).mappings().one_or_none()
    item = read(row) if row is not None else None
    if row is None or item is None:
        raise NotFound
    past = finished_in_past(connection, viewer.team, scene.frame.today)
    runs = item.state is State.IN_PROGRESS
    people = people_of(connection, viewer.team, item.id) if runs else []
    facts = _facts(connection, params, item, row, viewer.person in [id_ for id_, _ in people])
    offered = {verb: no for verb, no in possible(facts).items() if verb in scene.frame.me.may}
    waits, reached = item_waits(connection, viewer, item, row)
    notes, earlier = notes_of(connection, scene, item.id, notes_before)
    return ItemScreen(
        frame=scene.frame,
        number=item.number,
        title=item.title,
        state=item.state,
        version=item.version,
        may=frozenset(verb for verb, no in offered.items() if no is None),
        refusals={verb: no for verb, no in offered.items() if no is not None},
        **_agents(scene, item, people),
        next_up=ItemLink(facts.pull.top.number, facts.pull.top.title) if runs and facts.pull.top else None,
        mine=_mine(connection, viewer.team, item.id, facts) if runs else (),
        steps=_steps(connection, viewer.team, item.id),
        notes=notes,
        earlier_notes=earlier,
        later_notes=notes_before is not None,
        images=images_of(connection, scene, item.id),
        history=history_of(connection, scene, item.id),
        areas=areas_of(connection, viewer.team, [item.id], cover_of(connection, viewer, scene).standings).get(
            item.id, ()
        ),
        origin=links(connection, viewer.team, [item.origin_id])[item.origin_id] if item.origin_id else None,
        pieces=pieces_of(connection, viewer.team, item.id),
        team_areas=team_areas(connection, viewer.team),
        block_kinds=block_kinds(connection, viewer.team),
        finish=_finish(connection, scene, item, people) if "finish" in offered else None,
        sle=sle_of(past),
        worked_by=_worked_by(connection, viewer.team, item),
        waits=waits,
        **(_dates(connection, viewer, item, reached) if item.open else {}),
        **_row(row, scene, item, past),
    )


def _agents(scene: Scene, item: Item, people: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """Who is on it, and what concerns agents."""
    on = on_it(scene, people, scene.agents.heard.get(item.id, ())) if item.state is State.IN_PROGRESS else None
    silent = scene.agents.silent.get(item.id) if on is not None and not on.count else None
    return {"people_only": item.people_only, "ready": item.ready, "silent_since": silent, "on": on}


def _row(row: RowMapping, scene: Scene, item: Item, past: PastCycles) -> dict[str, Any]:
    """The fields from the item's own row."""
    runs = item.state is State.IN_PROGRESS
    took = item.finished_on - item.started_on if item.finished_on and item.started_on else None
    return {
        "words": row["words"],
        "reference": row["reference"],
        "urgent": item.urgent,
        "not_placed": not item.placed,
        "skipped": bool(row["skipped"]),
        "position": row["place"] if runs else row["position"],
        "of": scene.room.running if runs else row["waiting"],
        "reason": reason_of(row) if item.open else None,
        "added_at": row["created_at"],
        "asks": item.company,
        "agents_at_once": row["agents_at_once"],
        "age": age_of(row, scene.frame.today, past) if runs else None,
        "block": block_of(row),
        "started_at": item.started_at,
        "finished_on": item.finished_on,
        "cycle_days": took.days if took is not None else None,
        "longer": longer_of_ten(took.days, past) if took is not None else None,
    }


def _dates(connection: Connection, viewer: Viewer, item: Item, reached: tuple[Reached, ...]) -> dict[str, Any]:
    """The likely dates. A running item that is blocked or waits for others has none."""
    team_forecast = viewer.forecasts(connection, viewer.team, viewer.now)
    if item.state is State.IN_PROGRESS:
        goes_on = not item.blocked and not reached
        return {"likely": team_forecast.likely(item.started_on) if item.started_on and goes_on else None}
    elsewhere = Elsewhere(viewer.forecasts, viewer.now, reached)
    when = likely_finishes(connection, viewer.team, team_forecast, [item.id], elsewhere)[item.id]
    at_habit = when.not_before(team_forecast.at_habit(when.n, when.place)) if when.range else None
    habit = team_forecast.above_a_month(when.n, when.place)
    return {"forecast": team_forecast, "when": when, "at_habit": at_habit, "habit": habit}


def _facts(connection: Connection, params: dict[str, Any], item: Item, row: RowMapping, mine: bool) -> ItemFacts:
    pull = pull_facts(connection, params["team"], params["by"], params["today"])
    nothing = why_nothing(connection, params["team"], params["by"], params["today"]) if pull.top is None else {}
    return ItemFacts(item, pull, nothing, row["other_urgent"], mine, bool(row["waits_for_one"]))


def _mine(connection: Connection, team: int, item: int, facts: ItemFacts) -> tuple[ItemLink, ...]:
    others = [id_ for id_, _ in facts.pull.mine if id_ != item]
    return tuple(links(connection, team, others).values()) if others else ()


def _worked_by(connection: Connection, team: int, item: Item) -> int | None:
    return worked_by(connection, team, item.id) or None if item.state is State.FINISHED else None


def _steps(connection: Connection, team: int, item: int) -> tuple[StepShown, ...]:
    steps = plan.steps(connection, team, item)
    return tuple(StepShown(n, step.words, step.done_at is not None) for n, step in enumerate(steps, start=1))


def _finish(connection: Connection, scene: Scene, item: Item, people: list[tuple[int, str]]) -> FinishChoices:
    first, last = finish.days(item, scene.frame.today)
    return FinishChoices(first, last, workers_of(connection, scene.team.id, people))
