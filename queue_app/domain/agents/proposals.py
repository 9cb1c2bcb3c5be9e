"""Proposals of an agent: one item at a time, and none while many new items wait for people to look at them."""

from queue_app.domain.agents.allowed import OnlyPeople
from queue_app.domain.refusals import ManyProposals

MOST_NEW = 20


def check_proposal(items: int, new: int) -> None:
    """Check a proposal of `items` items while `new` items are not placed. Raises OnlyPeople, ManyProposals."""
    if items > 1:
        raise OnlyPeople
    if new >= MOST_NEW:
        raise ManyProposals(new=new)
