"""The plan of an open item: edit it as lines, add a step, tick a step. Each event carries the whole plan.

Notes: signed text added to an item in any state.
"""

from collections.abc import Sequence
from datetime import timedelta

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.queue import plan as rule
from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.plan import LONGEST_STEP, MOST_STEPS, Step
from queue_app.domain.refusals import NotOpen, PlanChanged, TooManyNotes
from queue_app.domain.team.rights import Right
from queue_app.store.queue import items
from queue_app.store.queue import plan as plans
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK, agents="on_its_item")
def edit_plan(tx: Tx, *, item: int, lines: Sequence[str], expect: Sequence[str] | None = None) -> Result:
    """Replace the plan with these lines. `expect` are the lines that the person saw.

    Raises NotFound, NotOpen, and PlanChanged if the plan has other lines by now.
    """
    current, plan = _planned(tx, item)
    if expect is not None and [step.words for step in plan] != list(expect):
        raise PlanChanged(title=current.title)
    return _write(tx, current, plan, rule.plan_from_lines(plan, lines))


@write(Right.WORK, agents="on_its_item")
def add_step(tx: Tx, *, item: int, step: str) -> Result:
    """Add a step at the end of the plan. Raises NotFound, NotOpen, InputError."""
    current, plan = _planned(tx, item)
    if len(plan) == MOST_STEPS:
        raise InputError("step", N_("A plan can have up to {most} steps. Split the item."), most=MOST_STEPS)
    return _write(tx, current, plan, [*plan, Step(step)])


@write(Right.WORK, agents="on_its_item")
def tick_step(tx: Tx, *, item: int, step: str, done: bool) -> Result:
    """Mark the step with these words as done or open. Raises NotFound, NotOpen, PlanChanged."""
    current, plan = _planned(tx, item)
    ticked = rule.tick_step(plan, step, tx.at if done else None)
    if ticked is None:
        raise PlanChanged(title=current.title)
    return _write(tx, current, plan, ticked)


def _planned(tx: Tx, number: int) -> tuple[Item, list[Step]]:
    row = plans.planned(tx.conn, tx.team.id, number)
    if row is None:
        raise NotFound
    item, plan = row
    if not item.open:
        raise NotOpen(title=item.title, state=item.state)
    return item, plan


def _write(tx: Tx, item: Item, was: list[Step], now: list[Step]) -> Result:
    if was != now:
        if was:
            plans.clear(tx.conn, tx.team.id, item.id)
        plans.write(tx.conn, tx.team.id, {item.id: now})
        tx.record("planned", [Change(item, item)], plans={str(item.id): rule.change(was, now)})
    return {"item": item.number}


def _ticked(values: Values) -> Values:
    if (values["done"] is None) == (values["open"] is None):
        raise InputError("done", N_("Choose one step: done or open."))
    return {"step": values["done"] or values["open"], "done": values["done"] is not None}


_LINES = (0, MOST_STEPS, LONGEST_STEP)
PLAN = Action(
    "plan",
    edit_plan,
    "item",
    N_("Edit the plan"),
    (
        fields.emptied(fields.lines("text", *_LINES, N_("Steps, one per line"))),
        fields.emptied(fields.lines("expect", *_LINES, N_("The lines you saw"), required=False)),
    ),
    renamed(text="lines"),
)
STEP = Action(
    "step", add_step, "item", N_("Add a step"), (fields.line("step", LONGEST_STEP, N_("Another step"), required=True),)
)
TICK = Action(
    "tick",
    tick_step,
    "item",
    N_("Tick a step"),
    (
        fields.line("done", LONGEST_STEP, N_("Done step")),
        fields.line("open", LONGEST_STEP, N_("Open step")),
    ),
    _ticked,
)


DAY, NOTES_A_DAY = timedelta(days=1), 200


@write(Right.WORK, agents="on_its_item")
def note(tx: Tx, *, item: int, words: str) -> Result:
    """Add a note (Markdown). Raises NotFound, TooManyNotes."""
    agent = tx.agent.name if tx.agent else None
    if tx.by is not None and plans.notes_since(tx.conn, tx.team.id, tx.by, agent, tx.at - DAY) >= NOTES_A_DAY:
        raise TooManyNotes(most=NOTES_A_DAY)
    current = items.of_number(tx.conn, tx.team.id, item)
    note_id = plans.write_note(tx.conn, tx.team.id, current.id, words, tx.by, tx.at, agent)
    tx.record("noted", [Change(current, current)], note=note_id)
    return {"item": item, "note": note_id}


NOTE = Action(
    "note",
    note,
    "item",
    N_("Add a note"),
    (
        fields.text(
            "text",
            limits.WORDS,
            N_("Add a note"),
            hint=N_("You can use Markdown. You can correct a note for ten minutes."),
            required=True,
        ),
    ),
    renamed(text="words"),
)
