"""The random choices of a random life, apart from the verbs themselves."""

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
    "waits": 5,
    "stops_waiting": 2,
    "skips": 3,
    "joins": 3,
    "leaves": 2,
    "lets_agents": 3,
    "keeps_for_people": 2,
    "agents_pull": 8,
    "agents_write": 3,
    "agents_are_ready": 2,
    "agents_leave": 1,
    "agents_put_back": 2,
    "falls_silent": 2,
    "calls": 1,
}
"""{verb: its weight}."""

OF_AGENTS = {
    "adds": 5,
    "limits": 3,
    "pulls": 3,
    "swaps": 2,
    "joins": 4,
    "puts_back": 3,
    "finishes": 4,
    "blocks": 1,
    "unblocks": 1,
    "waits": 2,
    "stops_waiting": 1,
    "lets_agents": 6,
    "keeps_for_people": 3,
    "agents_pull": 24,
    "agents_write": 14,
    "agents_are_ready": 5,
    "agents_leave": 3,
    "agents_put_back": 4,
    "falls_silent": 4,
    "calls": 2,
}
"""The weights for lives in which agents do most of the work."""


def a_person(dice: random.Random) -> str:
    return dice.choice(["alice", "bob"])


def some_others(dice: random.Random) -> str:
    return dice.choice(["leave", "both"])


def a_why(dice: random.Random) -> Reason | None:
    return REASON if dice.random() < 0.7 else None
