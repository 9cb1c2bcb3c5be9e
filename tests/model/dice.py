"""What the dice of a random life decide beside the verbs themselves."""

import random

from queue_app.domain.queue.move import Reason
from tests.cast import REASON

VERBS = {
    "adds": 4,
    "adds_at_a_place": 4,
    "moves": 16,
    "flips": 3,
    "limits": 3,
    "urges": 2,
    "calms": 1,
    "places": 1,
    "pulls": 10,
    "swaps": 5,
    "puts_back": 3,
    "finishes": 4,
    "drops": 2,
    "reopens": 2,
    "restores": 2,
    "splits": 3,
    "blocks": 3,
    "unblocks": 2,
    "skips": 3,
    "joins": 3,
    "leaves": 2,
}
"""How often each verb comes."""


def a_person(dice: random.Random) -> str:
    return dice.choice(["alice", "bob"])


def some_others(dice: random.Random) -> str:
    return dice.choice(["leave", "both"])


def a_why(dice: random.Random) -> Reason | None:
    return REASON if dice.random() < 0.7 else None
