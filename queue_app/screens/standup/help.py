"""The items that need the team, each once: what concerns it, and what the viewer can do about it next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from queue_app.domain.pressing import Pressing, PressingState, in_order
from queue_app.screens.frame import Scene
from queue_app.screens.standup.blocked import BlockedRow
from queue_app.screens.standup.held import HeldRow
from queue_app.screens.standup.runs import LonelyRow, OldRow, Runs, TopRow
from queue_app.screens.values import Age, Headcount, Plan

Act = Literal[
    "help", "waits", "join", "finish", "set_next_step", "edit_reason", "swap", "move", "drop", "split", "put_back", "plan",
    "steps",
]  # fmt: skip
"""help: join a blocked item. waits: look at what it waits for. steps: look at the open steps of its plan."""


@dataclass(frozen=True, slots=True)
class Concerns:
    """The concerns about one item; None for those that do not apply."""

    block: BlockedRow | None = None
    old: OldRow | None = None
    lonely: LonelyRow | None = None
    top: TopRow | None = None
    held: HeldRow | None = None

    @property
    def states(self) -> tuple[PressingState, ...]:
        """The concerns that apply, most pressing first."""
        nobody: PressingState = "ready" if self.lonely and self.lonely.ready else "nobody"
        found = {"blocked": self.block, "waits": self.held, "old": self.old, nobody: self.lonely, "top": self.top}
        return in_order([state for state, part in found.items() if part is not None])

    @property
    def decides(self) -> bool:
        """Whether the team decides about its block now."""
        return self.block is not None and self.block.advice in ("decide", "decide_waiting")


@dataclass(frozen=True, slots=True)
class HelpRow:
    """An item that needs the team. `position` is None while it runs; then `on` is the number of people on it.

    `acts` are what the viewer can do, the next act first. `unblocks`: the viewer can also unblock it.
    """

    number: int
    title: str
    concerns: Concerns
    position: int | None = None
    age: Age | None = None
    on: Headcount | None = None
    plan: Plan | None = None
    acts: tuple[Act, ...] = ()
    unblocks: bool = False

    @property
    def states(self) -> tuple[PressingState, ...]:
        return self.concerns.states


def help_rows(
    scene: Scene, runs: Runs, ages: Mapping[int, Age | None], concerns: Mapping[int, Concerns]
) -> tuple[HelpRow, ...]:
    """The items of `concerns` (by number), most pressing first. `ages` are those of the running items."""
    rows = [*_running(scene, runs, ages, concerns), *_waiting(scene, concerns)]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0].key))


def by_item(
    blocked: tuple[BlockedRow, ...],
    old: tuple[OldRow, ...],
    lonely: tuple[LonelyRow, ...],
    top: TopRow | None,
    held: tuple[HeldRow, ...] = (),
) -> Mapping[int, Concerns]:
    """{number: what concerns the item}."""
    parts: dict[int, dict[str, Any]] = {}
    named = (("block", blocked), ("old", old), ("lonely", lonely), ("top", (top,) if top else ()), ("held", held))
    for name, rows in named:
        for row in rows:
            parts.setdefault(row.number, {})[name] = row
    return {number: Concerns(**found) for number, found in parts.items()}


def _running(
    scene: Scene, runs: Runs, ages: Mapping[int, Age | None], concerns: Mapping[int, Concerns]
) -> Iterator[tuple[Pressing, HelpRow]]:
    for place, row in enumerate(runs.rows, start=1):
        found = concerns.get(row["number"])
        if found is None:
            continue
        age, on, planned = ages.get(row["number"]), runs.on(row), bool(row["steps"])
        yield (
            Pressing(found.states, place, False, _long(found), age.days if age else 0),
            HelpRow(
                number=row["number"],
                title=row["title"],
                concerns=found,
                age=age,
                on=on,
                plan=Plan(row["steps_done"], row["steps"]) if planned else None,
                acts=_acts(scene, found, on, planned),
                unblocks=_unblocks(scene, found),
            ),
        )


def _waiting(scene: Scene, concerns: Mapping[int, Concerns]) -> Iterator[tuple[Pressing, HelpRow]]:
    for number, found in concerns.items():
        shown = found.block or found.held
        if shown is None or shown.position is None:
            continue
        yield (
            Pressing(found.states, shown.position, True, _long(found)),
            HelpRow(
                number=number,
                title=shown.title,
                concerns=found,
                position=shown.position,
                acts=_acts(scene, found, None, False),
                unblocks=_unblocks(scene, found),
            ),
        )


def _long(concerns: Concerns) -> bool:
    return concerns.block is not None and concerns.block.long


def _unblocks(scene: Scene, concerns: Concerns) -> bool:
    return concerns.block is not None and "unblock" in scene.frame.me.may


def _acts(scene: Scene, concerns: Concerns, on: Headcount | None, planned: bool) -> tuple[Act, ...]:
    """What the viewer can do, the next act first. `on` is None for a waiting item."""
    if "join" not in scene.frame.me.may:
        return ()
    acts: Iterable[Act] = _about_block(scene, concerns, on) if concerns.block else _about_work(concerns, on, planned)
    if concerns.held is not None and concerns.block is None:
        acts = ("waits", *(acts if on is not None else ()))
    return tuple(dict.fromkeys(acts))


def _about_block(scene: Scene, concerns: Concerns, on: Headcount | None) -> Iterator[Act]:
    block, me = concerns.block, scene.frame.me
    if on is not None and not on.mine:
        yield "help"
    if block is not None and (block.advice or not block.block.next_step):
        yield "set_next_step"
    if on is not None and concerns.decides and scene.room.running <= scene.room.limit:
        yield "swap"
    if on is None and concerns.decides and "move" in me.may:
        yield "move"
    if concerns.decides and "drop" in me.may and (on is None or me.role == "manager"):
        yield "drop"
    yield "edit_reason"
    yield "split"
    if on is not None:
        yield "put_back"


def _about_work(concerns: Concerns, on: Headcount | None, planned: bool) -> Iterator[Act]:
    if on is None or not on.mine:
        yield "join"
    elif concerns.old:
        yield "finish"
    else:
        yield "steps" if planned else "plan"
        yield "finish"
    yield "split"
    yield "put_back"
