"""Finish: a running item is done, today or on an earlier day. It asks for its areas and who worked along, for cover only."""

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from queue_app.domain.cover import areas as areas_rule
from queue_app.domain.errors import N_
from queue_app.domain.queue import finish as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.finish import Steps, Wanted
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.order import Target
from queue_app.domain.queue.plan import parted, plain
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas as area_store
from queue_app.store.cover import evidence
from queue_app.store.db import lock
from queue_app.store.queue import plan as plans
from queue_app.store.queue.facts import finish_facts, running_facts
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.queue.add import insert
from queue_app.usecases.queue.leaving import in_progress, leave_slot
from queue_app.usecases.queue.move import settle
from queue_app.usecases.tx import Result, Tx, write


def _rest(steps: Steps | None = None, **_: Any) -> int:
    return int(steps == "split")


@write(Right.WORK, new_items=_rest)
def finish(
    tx: Tx,
    *,
    item: int,
    on: date | None = None,
    areas: Sequence[int] | None = None,
    worked_along: Sequence[int] | None = None,
    steps: Steps | None = None,
) -> Result:
    """Finish on a day (None: today). `areas` are ids (None: those it has), `worked_along` people (None: who is on it).

    `steps`: what happens to open steps of the plan. "split" makes them a new item on top, the answer's `rest`.
    The answer's `evidence` are ids that an undo takes back; they stand in no event and are shown to nobody.
    Raises NotFound, NotRunning, InputError, OpenSteps.
    """
    running, facts = finish_facts(tx.conn, tx.team.id, item)
    found = in_progress(running)
    done = rule.finished(found, facts, Wanted(on, areas, worked_along, steps), tx.at, tx.team)
    said: dict[str, Any] = {"people": len(done.along)}
    if done.retagged:
        area_store.retag(tx.conn, tx.team.id, found.id, done.areas)
        said["areas"] = {"was": sorted(facts.tagged), "now": done.areas}
    also = []
    if done.splits:
        rest, said["plans"] = _split_off(tx, found, done.areas)
        also = [Change(None, rest)]
        running = running_facts(tx.conn, tx.team.id, item)  # Making room on top may have renumbered the order.
    elif steps == "split":
        lock.give_back(tx.conn, tx.team.id, _rest(steps))
    written = evidence.write(tx.conn, tx.team.id, done.day, done.areas, done.along)
    leave_slot(tx, "finished", running, found, done.item, also=also, **said)
    rest_number = tx.last_number if done.splits else None
    return {"item": item, "on": done.day.isoformat(), "rest": rest_number, "evidence": written}


def _split_off(tx: Tx, found: Item, areas: Sequence[int]) -> tuple[Item, dict[str, Any]]:
    """The open steps as a new item on top that knows what it came from; the item, and what became of both plans."""
    plan = plans.steps(tx.conn, tx.team.id, found.id)
    done, left = parted(plan)
    rest = Item(
        id=-1,
        number=tx.last_number,
        title=rule.rest_title(found.title),
        origin_id=found.id,
        reason_kind=found.reason_kind,
        reason=found.reason,
    )
    _, there = settle(tx, Target(end="top"), new=(rest,))
    stored = insert(tx, there, {})[0]
    plans.clear(tx.conn, tx.team.id, found.id)
    plans.write(tx.conn, tx.team.id, {found.id: done, stored.id: left})
    area_store.tag(tx.conn, tx.team.id, [stored.id], areas)
    return stored, {str(found.id): {"was": plain(plan), "now": plain(done)}, str(stored.id): {"now": plain(left)}}


FINISH = Action(
    "finish",
    finish,
    "item",
    N_("Finish"),
    (
        fields.day("on", N_("Finished on"), hint=N_("Today, or up to seven days back, not before the start.")),
        fields.numbers("areas", areas_rule.MOST, N_("Areas (up to three)")),
        fields.numbers("worked_along", 99, N_("Who worked on it?")),
        fields.choice("open_steps", get_args(Steps), N_("Open steps")),
    ),
    renamed(open_steps="steps"),
)
