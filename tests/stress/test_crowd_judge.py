"""The judge of a crowd's day: it takes a good day, and says of each doctored one what is wrong with it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.stress.crowd.judge import TOLERANCE, flaws
from tests.stress.crowd.record import STALE, Asked, Happened, Record, Sample, Shown

SILENCE = 120.0


def asked(by: str, verb: str, at: float, seq: int | None = None, **further: Any) -> Asked:
    """A request that was written as event `seq`, or (without one) refused."""
    about = {"status": 409, "ended": at + 0.5} if seq is None else {"status": 201, "ended": at + 0.5, "changed": True}
    return Asked(by, verb, at, seq=seq, **about | further)


def good() -> Record:
    """Four items wait. A and B pull, a person too; A says ready, a person finishes it; B dies, a person takes over."""
    return Record(
        limit=3,
        at_once=2,
        silence=SILENCE,
        asked=[
            asked("A", "pull", 10, 2, got=(1, 1)),
            asked("B", "pull", 11, 3, got=(2, 1)),
            asked("person", "pull", 12, 4, got=(3, None)),
            asked("A", "note", 13, 5, item=1, run=1),
            asked("A", "ready", 14, 6, item=1, run=1),
            asked("A", "note", 15, item=1, run=1, code=STALE),
            asked("person", "finish", 16, 7, item=1),
            Asked("A", "pull", 17),
            asked("person", "join", 200, 9, item=2),
            asked("B", "note", 201, item=2, run=1, code=STALE),
        ],
        happened=[
            Happened(1, 1, "added", (1, 2, 3, 4)),
            Happened(2, 10.1, "pulled", (1,), "A"),
            Happened(3, 11.1, "pulled", (2,), "B"),
            Happened(4, 12.1, "pulled", (3,)),
            Happened(5, 13.1, "noted", (1,), "A"),
            Happened(6, 14.1, "ready", (1,), "A"),
            Happened(7, 16.1, "finished", (1,)),
            Happened(8, 17.1, "pulled", (4,), "A"),
            Happened(9, 200.1, "joined", (2,)),
        ],
        shown=[_look(9, 12), _look(20, 21), _look(130, 131)],
        samples=[Sample({1: ("A",), 2: ("B",)}, 3, 2)],
    )


def test_an_honest_day_has_no_flaw() -> None:
    assert flaws(good()) == []


def test_what_changed_while_somebody_looked_is_no_flaw() -> None:
    day = good()
    day.aged.append(("B", 140, SILENCE + TOLERANCE))
    day.shown.append(_look(139, 141))
    assert flaws(day) == []


def test_a_silent_agent_that_nobody_replaced_may_go_on() -> None:
    day = good()
    day.asked[-2:] = [asked("B", "note", 400, 9, item=2, run=1)]
    day.happened[-1] = Happened(9, 400.1, "noted", (2,), "B")
    assert flaws(day) == []


def _look(began: float, ended: float) -> Shown:
    """Somebody sees B at work on its item."""
    return Shown(began, ended, 2, ("B",))


def _happens(day: Record, event: Happened, said: Asked | None = None) -> None:
    day.happened.append(replace(event, seq=len(day.happened) + 1))
    if said is not None:
        day.asked.append(replace(said, seq=len(day.happened)))


def two_holders(day: Record) -> None:
    _happens(day, Happened(0, 202, "pulled", (2,), "C"), asked("C", "pull", 202, 0, got=(2, 1)))


def two_holders_stored(day: Record) -> None:
    day.samples.append(Sample({2: ("B", "C")}, 2, 2))


def two_items_of_one(day: Record) -> None:
    day.at_once = 3
    del day.happened[6]  # The finish.
    day.happened[:] = [replace(event, seq=n + 1) for n, event in enumerate(day.happened)]
    day.asked = []
    day.limit = 9
    _happens(day, Happened(0, 202, "added", (5,)))
    _happens(day, Happened(0, 203, "pulled", (5,), "A"))


def over_the_share(day: Record) -> None:
    _happens(day, Happened(0, 202, "added", (5,)))
    _happens(day, Happened(0, 203, "pulled", (5,), "C"))


def over_the_limit(day: Record) -> None:
    _happens(day, Happened(0, 202, "added", (5,)))
    _happens(day, Happened(0, 203, "pulled", (5,)))


def over_the_limit_stored(day: Record) -> None:
    day.samples.append(Sample({}, 4, 2))


def over_the_share_stored(day: Record) -> None:
    day.samples.append(Sample({}, 3, 3))


def not_the_top(day: Record) -> None:
    day.happened[1] = replace(day.happened[1], items=(2,))
    day.asked[0] = replace(day.asked[0], got=(2, 1))


def a_stale_write_after_ready(day: Record) -> None:
    _happens(day, Happened(0, 202, "noted", (1,), "A"), asked("A", "note", 202, 0, item=1, run=1))


def a_stale_run(day: Record) -> None:
    _happens(day, Happened(0, 202, "noted", (4,), "A"), asked("A", "note", 202, 0, item=4, run=0))


def a_lease_not_ended(day: Record) -> None:
    """B was silent, somebody joined, and its write is taken."""
    _happens(day, Happened(0, 202, "noted", (2,), "B"), asked("B", "note", 202, 0, item=2, run=1))


def a_dead_agent_at_work(day: Record) -> None:
    day.shown.append(_look(11 + SILENCE + TOLERANCE + 1, 11 + SILENCE + TOLERANCE + 2))


def a_dead_agent_whose_calls_were_made_older(day: Record) -> None:
    day.aged.append(("B", 100, SILENCE + TOLERANCE))
    day.shown.append(_look(101, 102))


def an_acknowledged_write_is_gone(day: Record) -> None:
    day.happened.pop()


def an_event_is_missing(day: Record) -> None:
    del day.happened[4]


def an_answer_names_another_event(day: Record) -> None:
    day.asked[3] = replace(day.asked[3], item=2)


def a_refusal_is_written(day: Record) -> None:
    day.asked[-1] = replace(day.asked[-1], changed=True)


def a_fault(day: Record) -> None:
    day.asked.append(Asked("A", "pull", 300, 301, status=500))


BAD: dict[Callable[[Record], None], str] = {
    two_holders: "event 10, pulled (2,) by C: NoRoomForAgents",
    two_holders_stored: "#2 has two holders, B and C",
    two_items_of_one: "by A: it held #4",
    over_the_share: "pulled (5,) by C: NoRoomForAgents",
    over_the_limit: "pulled (5,) by a person: WipLimitReached",
    over_the_limit_stored: "4 in progress",
    over_the_share_stored: "3 of agents",
    not_the_top: "#1 was on top",
    a_stale_write_after_ready: "noted (1,) by A: RunOver",
    a_stale_run: "noted (4,) by A: RunOver",
    a_lease_not_ended: "noted (2,) by B: RunOver",
    a_dead_agent_at_work: "#2 showed B at work 181 s after its last call",
    a_dead_agent_whose_calls_were_made_older: "#2 showed B at work",
    an_acknowledged_write_is_gone: "acknowledged and gone: join of person, event 9",
    an_event_is_missing: "not numbered one by one",
    an_answer_names_another_event: "which is Happened",
    a_refusal_is_written: "was refused and written",
    a_fault: "was answered with 500",
}


@pytest.mark.parametrize(("doctor", "flaw"), BAD.items(), ids=[doctor.__name__ for doctor in BAD])
def test_a_doctored_day_is_found_out(doctor: Callable[[Record], None], flaw: str) -> None:
    day = good()
    doctor(day)
    assert flaw in "\n".join(flaws(day))
