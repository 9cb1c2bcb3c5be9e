"""The use cases of a history as verbs of the plain queue: each takes who acts and the command."""

from collections.abc import Callable, Sequence

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from tests.model.plain import PlainQueue


def _add(plain: PlainQueue, by: int, titles: Sequence[str]) -> bool:
    return plain.add(list(titles), True, None, False)


def _move(plain: PlainQueue, by: int, items: Sequence[int], target: Target, reason: Reason | None = None) -> bool:
    return plain.move(list(items), target, bool(reason))


def _pull(plain: PlainQueue, by: int, expect: int | None = None) -> bool:
    return plain.pull(by, True, expect)


def _swap(plain: PlainQueue, by: int, item: int, kind: str, expect: int | None = None) -> bool:
    return plain.swap(item, by, True, expect)


PLAYS: dict[str, Callable[..., bool]] = {
    "add": _add,
    "move": _move,
    "pull_top": _pull,
    "swap": _swap,
    "put_back": lambda plain, by, item, kind: plain.put_back(item),
    "finish": lambda plain, by, item: plain.finish(item),
    "block": lambda plain, by, item, sentence: plain.block(item),
    "unblock": lambda plain, by, item: plain.unblock(item),
    "join": lambda plain, by, item: plain.join(item, by, False),
    "set_agents": lambda plain, by, at_once: plain.set_at_once(at_once),
    "agent_pull": lambda plain, by: plain.agent_pull(-by),
    "agent_note": lambda plain, by, item, run, words: plain.agent_step(item, -by, run),
    "agent_ready": lambda plain, by, item, run, sentence: plain.agent_ready(item, -by, run),
    "agent_leave": lambda plain, by, item, run: plain.agent_leave(item, -by, run),
    "agent_put_back": lambda plain, by, item, run, kind: plain.agent_put_back(item, -by, run),
    "set_limit": lambda plain, by, limit, reason: plain.set_limit(limit),
}
"""By the name of the use case. Who acts is a manager, so that what is added is placed; an agent acts as its token, below zero."""
