"""Skip: this person is not handed this item before the next working day, or until it changes. It never reorders."""

from queue_app.domain.errors import N_, InputError
from queue_app.domain.queue.item import Item, State
from queue_app.domain.queue.pull import PullFacts
from queue_app.domain.refusals import NotNext, NotWaiting


def skipped(item: Item, facts: PullFacts, kind: str, why: str | None) -> None:
    """Whether this person may skip the item: only what a pull would hand out to them, with or without room.

    Raises NotWaiting, NotNext, and InputError where another reason than the area is not said.
    """
    if item.state is not State.WAITING:
        raise NotWaiting(title=item.title, state=item.state)
    if facts.top is None or facts.top.id != item.id:
        raise NotNext(title=item.title)
    if kind == "other" and not why:
        raise InputError("reason", N_("Say why in a few words. The team sees them, without a name."))
