"""docs/life-of-an-item.md, generated from the life table. `make docs` writes it, and a test compares it."""

from collections.abc import Iterator
from pathlib import Path

from queue_app.domain.errors import Plural, UserError
from queue_app.domain.queue.events import UNDOABLE
from queue_app.domain.queue.life import BESIDES, LIFE, Effect, Row, Situation
from queue_app.domain.team.rights import Right
from queue_app.usecases.actions import ACTIONS

PAGE = Path(__file__).parents[2] / "docs" / "life-of-an-item.md"

_WHO = {
    Right.WORK: "members",
    Right.ORDER: "who orders",
    Right.MANAGE: "managers",
}
_SAID = {"keeps": "", "stay": "", "keep": "", "gone": "leaves the order"}
_GROUPS = {
    frozenset(Situation): "any",
    frozenset(list(Situation)[:4]): "waiting, in progress",
    frozenset({Situation.WAITING, Situation.WAITING_BLOCKED}): "waiting",
    frozenset({Situation.RUNNING, Situation.RUNNING_BLOCKED}): "in progress",
    frozenset({Situation.WAITING, Situation.RUNNING}): "waiting, in progress; not blocked",
    frozenset({Situation.WAITING_BLOCKED, Situation.RUNNING_BLOCKED}): "waiting, in progress; blocked",
}

_HEAD = """\
# The life of an item

Made by `make docs` from the table in `queue_app/domain/queue/life.py`; change that one.
`tests/usecases/queue/test_life.py` does every
verb in every state on both databases and compares. Blocked is a flag, not a state. An empty cell: as it was. Rows are about
the item itself: the other pieces of a split are new items that wait, and a swap also pulls the next item.

## What each verb does

| from | verb | who may | to | place | slot | block | people on it | times |
|---|---|---|---|---|---|---|---|---|
"""
_REFUSED = """
## What the state refuses

A dot is allowed; else the code of the refusal (HTTP 409, nothing is changed).

"""
_BESIDES = """
## What else may refuse

| verb | code | what is said |
|---|---|---|
"""
_UNDO = """
## Undo

The person who did it takes it back within ten minutes, while no later event names its items, and while a slot is free for
an item that was in progress. Place, slot, block, plan, areas, people, times and evidence are as before; new pieces are
dropped. An item goes back directly below the item that was above it. Where that one has moved or left the order since,
undo is refused (`neighbour_gone`). Kinds of event that can be undone: {kinds}.
"""


def page() -> str:
    """The whole page."""
    effects = "".join(f"{line}\n" for verb, row in LIFE.items() for line in _effects(verb, row))
    besides = "".join(
        f"| {_named(verb)} | `{refusal.code}` | {_sentence(refusal)} |\n"
        for verb, refusals in BESIDES.items()
        for refusal in refusals
    )
    kinds = ", ".join(kind.replace("_", " ") for kind in UNDOABLE)
    return _HEAD + effects + _REFUSED + _matrix() + _BESIDES + besides + _UNDO.format(kinds=kinds)


def _effects(verb: str, row: Row) -> Iterator[str]:
    grouped: dict[Effect, list[Situation]] = {}
    for met, cell in row.items():
        if isinstance(cell, Effect):
            grouped.setdefault(cell, []).append(met)
    for effect, met in grouped.items():
        to = effect.state.replace("_", " ") if effect.state else ""
        parts = (effect.rank, effect.slot, effect.block, effect.people, effect.times)
        cells = [_from(met), _named(verb), _who(verb), to, *(_SAID.get(part, part) for part in parts)]
        yield "| " + " | ".join(cells) + " |"


def _matrix() -> str:
    lines = ["| verb | " + " | ".join(Situation) + " |", "|---" * (len(Situation) + 1) + "|"]
    for verb, row in LIFE.items():
        cells = ["·" if isinstance(cell, Effect) else f"`{cell.code}`" for cell in row.values()]
        lines.append("| " + " | ".join([_named(verb), *cells]) + " |")
    return "\n".join(lines) + "\n"


def _from(met: list[Situation]) -> str:
    return _GROUPS.get(frozenset(met)) or "; ".join(met)


def _sentence(refusal: type[UserError]) -> str:
    words = refusal.sentence
    return words.many if isinstance(words, Plural) else words


def _named(verb: str) -> str:
    return verb.replace("_", " ")


def _who(verb: str) -> str:
    name = verb.replace("_", "-")
    action = ACTIONS.get(("item", name)) or ACTIONS["queue", name]
    return _WHO[action.right] + ("; in progress: managers" if verb == "drop" else "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
