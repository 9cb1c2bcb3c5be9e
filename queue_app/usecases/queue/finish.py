"""Finish: a running item is done, today or on an earlier day.

Its areas and who worked on it are recorded for cover only.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from queue_app.domain.cover import areas as areas_rule
from queue_app.domain.errors import N_
from queue_app.domain.queue import finish as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.finish import FinishInput, Steps
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
from queue_app.usecases.queue.leaving import leave_slot, running_item
from queue_app.usecases.queue.move import settle
from queue_app.usecases.tx import Result, Tx, write


def _rest(steps: Steps | None = None, **_: Any) -> int:
    return int(steps == "split")


@write(Right.WORK, new_items=_rest, agents="if_agents_finish")
def finish(
    tx: Tx,
    *,
    item: int,
    on: date | None = None,
    areas: Sequence[int] | None = None,
    worked_along: Sequence[int] | None = None,
    steps: Steps | None = None,
) -> Result:
    """Finish on a day (None: today). `areas` are ids (None: unchanged), `worked_along` are people (None: the people on
    the item). `steps` says what happens to open steps of the plan; "split" makes them a new item on top.

    In the answer, `rest` is that new item and `freed` are the items that waited for nothing else. `evidence` are ids that an
    undo deletes; no event and no page shows them.

    Raises NotFound, NotRunning, InputError, OpenSteps.
    """
    running, facts = finish_facts(tx.conn, tx.team.id, item)
    before = running_item(running)
    outcome = rule.finish_item(before, facts, FinishInput(on, areas, worked_along, steps), tx.at, tx.team)
    data: dict[str, Any] = {"people": len(outcome.workers)}
    if facts.freed:
        data["freed"] = sorted(facts.freed)
    if outcome.retagged:
        area_store.retag(tx.conn, tx.team.id, before.id, outcome.areas)
        data["areas"] = {"was": sorted(facts.tagged), "now": outcome.areas}
    also = []
    if outcome.splits:
        rest, data["plans"] = _split_off(tx, before, outcome.areas)
        also = [Change(None, rest)]
        running = running_facts(tx.conn, tx.team.id, item)  # Making room on top may have renumbered the order.
    elif steps == "split":
        lock.give_back(tx.conn, tx.team.id, _rest(steps))
    evidence_ids = evidence.write(tx.conn, tx.team.id, outcome.day, outcome.areas, outcome.workers)
    leave_slot(tx, "finished", running, before, outcome.item, also=also, **data)
    rest_number = tx.last_number if outcome.splits else None
    done = {"item": item, "on": outcome.day.isoformat(), "rest": rest_number, "evidence": evidence_ids}
    return done | {"freed": sorted(facts.freed)}


def _split_off(tx: Tx, before: Item, areas: Sequence[int]) -> tuple[Item, dict[str, Any]]:
    """Split the open steps off as a new item on top that refers to the finished one. Returns the new item and both plans."""
    plan = plans.steps(tx.conn, tx.team.id, before.id)
    outcome, left = parted(plan)
    rest = Item(
        id=-1,
        number=tx.last_number,
        title=rule.rest_title(before.title),
        origin_id=before.id,
        reason_kind=before.reason_kind,
        reason=before.reason,
    )
    _, placed = settle(tx, Target(end="top"), new=(rest,))
    stored = insert(tx, placed, {})[0]
    plans.clear(tx.conn, tx.team.id, before.id)
    plans.write(tx.conn, tx.team.id, {before.id: outcome, stored.id: left})
    area_store.tag(tx.conn, tx.team.id, [stored.id], areas)
    return stored, {str(before.id): {"was": plain(plan), "now": plain(outcome)}, str(stored.id): {"now": plain(left)}}


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
