"""The judge of histories: it takes a good one, and says of each bad one what is wrong with it."""

from dataclasses import replace
from typing import Any

import pytest

from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import NothingToPull, TopChanged, WipLimitReached
from tests.cast import REASON
from tests.model.plain import PlainQueue
from tests.stress.history import Call, History, Sample, flaws

ANNE, BEN, FIRST = 1, 2, 10


def queue() -> PlainQueue:
    """Items 1 to 4 wait at a limit of 2; that is event 10."""
    plain = PlainQueue(limit=2)
    plain.add(["A", "B", "C", "D"], True, None, False)
    return plain


def call(by: int, verb: str, during: tuple[float, float], seq: int | None = None, **further: Any) -> Call:
    """A call that changed something, unless `further` says another thing."""
    about = {"said": {}, "changed": seq is not None} | further
    return Call(by=by, verb=verb, began=during[0], ended=during[1], seq=seq, **about)


def pulled(by: int, during: tuple[float, float], seq: int, item: int, **said: Any) -> Call:
    return call(by, "pull_top", during, seq, told=(item,), said=said)


def moved(during: tuple[float, float], seq: int, item: int, changed: bool = True, **target: Any) -> Call:
    said = {"items": [item], "target": Target(**target), "reason": REASON}
    return call(BEN, "move", during, seq, said=said, changed=changed)


def finished(during: tuple[float, float], seq: int, item: int) -> Call:
    return call(ANNE, "finish", during, seq, said={"item": item})


def refused(verb: str, during: tuple[float, float], why: type, **said: Any) -> Call:
    return call(BEN, verb, during, refusal=why, said=said)


GOOD = [
    pulled(ANNE, (0, 5), 12, 4),
    moved((1, 3), 11, 4, end="top"),
    refused("pull_top", (2, 6), TopChanged, expect=1),
    moved((6, 7), 12, 4, changed=False, end="top"),
    pulled(BEN, (7, 9), 13, 1, expect=1),
    refused("pull_top", (8, 11), WipLimitReached),
    finished((10, 12), 14, 4),
    call(ANNE, "add", (13, 14), 15, said={"titles": ["E"]}, told=(5,)),
    call(BEN, "set_limit", (15, 16), 16, said={"limit": 1, "reason": "Less at once."}),
]


def found(calls: list[Call], *samples: Sample, **end: Any) -> str:
    """What the judge says, as one text; of the end it is told only what `end` says."""
    return "\n".join(flaws(History(queue(), FIRST, calls, end, list(samples))))


def test_an_honest_history_has_no_flaw() -> None:
    end = queue()
    end.move([4], Target(end="top"), True)
    for who in (ANNE, BEN):
        end.pull(who, True)
    end.finish(4)
    end.add(["E"], True, None, False)
    end.set_limit(1)
    seen_meanwhile = [Sample(13, frozenset({1, 4}), 2), Sample(16, frozenset({1}), 1)]
    assert flaws(History(queue(), FIRST, GOOD, end.seen(), seen_meanwhile)) == []


def test_a_lowered_limit_may_be_exceeded_by_what_ran_before() -> None:
    lowered = call(BEN, "set_limit", (4, 5), 13, said={"limit": 1, "reason": "Less at once."})
    calls = [*FULL, lowered]
    assert found(calls, Sample(13, frozenset({1, 2}), 1, closing=1)) == ""
    assert "handed out (3,)" in found([*calls, finished((6, 7), 14, 1), pulled(ANNE, (8, 9), 15, 3)])


FULL = [pulled(ANNE, (0, 1), 11, 1), pulled(BEN, (2, 3), 12, 2)]
BAD = {
    "an item was pulled twice": (
        [pulled(ANNE, (0, 1), 11, 1), pulled(BEN, (0, 1), 12, 1)],
        "[1] in progress already",
    ),
    "more were pulled than the limit allows": (
        [pulled(ANNE, (0, 3), 11, 1), pulled(BEN, (0, 3), 12, 2), pulled(ANNE, (0, 3), 13, 3)],
        "handed out (3,), not (<class 'queue_app.domain.refusals.WipLimitReached'>",
    ),
    "a pull took what was not the top": ([pulled(ANNE, (0, 1), 11, 2)], "handed out (2,), not (True, (1,))"),
    "a pull took what was the top before it was asked": (
        [moved((0, 1), 12, 4, end="top"), pulled(ANNE, (2, 3), 11, 1)],
        "which did not hold at any moment of the call",
    ),
    "a pull took what came to the top after its answer": (
        [pulled(ANNE, (0, 1), 12, 4), moved((2, 3), 11, 4, end="top")],
        "which did not hold at any moment of the call",
    ),
    "a pull was answered from before what its client had read": (
        [moved((0, 9), 11, 4, end="top"), replace(pulled(ANNE, (0, 9), 12, 4), knew=12)],
        "which did not hold at any moment of the call",
    ),
    "another item than the expected one was handed out": (
        [pulled(ANNE, (0, 1), 11, 1, expect=2)],
        "not (<class 'queue_app.domain.refusals.TopChanged'>",
    ),
    "a pull was refused though there was room all the time": (
        [pulled(ANNE, (0, 1), 11, 1), refused("pull_top", (2, 3), WipLimitReached)],
        "true at no moment",
    ),
    "a refusal was true only before it was asked": (
        [*FULL, finished((4, 5), 13, 1), refused("pull_top", (6, 7), WipLimitReached)],
        "true at no moment",
    ),
    "a refusal was true only after it was answered": (
        [refused("pull_top", (-2, -1), WipLimitReached), *FULL],
        "true at no moment",
    ),
    "a refusal gave another reason than the true one": (
        [*FULL, refused("pull_top", (4, 5), NothingToPull)],
        "(NothingToPull) was refused, which was true at no moment",
    ),
    "a move that changes something was told as none": (
        [moved((0, 1), 10, 4, changed=False, end="top")],
        "changed nothing, but (True, ()) was to come",
    ),
    "a move that changes nothing has an event": ([moved((0, 1), 11, 1, end="top")], "not (False, ())"),
    "an event is missing": ([pulled(ANNE, (0, 1), 12, 1)], "not numbered one by one from 11"),
    "an event number came twice": (
        [pulled(ANNE, (0, 1), 11, 1), pulled(BEN, (0, 1), 11, 2)],
        "not numbered one by one from 11",
    ),
    "an answer names an event that there never was": (
        [moved((0, 1), 77, 1, changed=False, end="top")],
        "somebody saw event 77",
    ),
}


@pytest.mark.parametrize(("calls", "what"), BAD.values(), ids=BAD)
def test_a_bad_history_is_refused(calls: list[Call], what: str) -> None:
    assert what in found(calls)


def test_what_was_read_meanwhile_must_be_what_the_history_tells() -> None:
    assert found(FULL, Sample(11, frozenset({1}), 2), Sample(12, frozenset({1, 2}), 2)) == ""
    assert "there were 3 in progress at a limit of 2" in found(FULL, Sample(12, frozenset({1, 2, 3}), 2))
    assert "there ran [2] of 2, not [1]" in found(FULL, Sample(11, frozenset({2}), 2))
    assert "there ran [1] of 3" in found(FULL, Sample(11, frozenset({1}), 3))
    assert "2 items shared a place" in found(FULL, Sample(11, frozenset({1}), 2, ties=2))


def test_the_stored_end_must_be_what_the_history_tells() -> None:
    calls = [moved((0, 1), 11, 4, end="top")]
    assert found(calls, order=[4, 1, 2, 3]) == ""
    assert "order stored at the end: [1, 2, 3, 4], the history says [4, 1, 2, 3]" in found(calls, order=[1, 2, 3, 4])
