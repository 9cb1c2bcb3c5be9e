"""Import: all or nothing, and nothing twice."""

from typing import Any

import pytest

from queue_app.store.importing import items
from queue_app.usecases.importing import import_items as module
from queue_app.usecases.queue.add import add
from queue_app.usecases.transaction import Outcome
from tests.cast import Cast
from tests.imports import MIXED, digest, events, imports


def test_known_references_are_passed_over_and_the_second_time_nothing_happens(cast: Cast) -> None:
    cast.do(add, titles=["Mine"], reference="w1")
    first = imports(cast, MIXED.replace("w2,", "r1,"))
    assert (first.result["imported"], first.result["known"], first.result["repeated"]) == (4, 1, 0)
    before = digest(cast)
    again = imports(cast, MIXED.replace("w2,", "r1,"))
    assert (again.changed, again.result["imported"], again.result["known"]) == (False, 0, 5)
    assert digest(cast) == before


def test_a_reference_that_came_meanwhile_is_passed_over_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.run

    def meanwhile(*given: Any, **how: Any) -> Outcome:
        monkeypatch.setattr(module, "run", real)
        cast.do(add, titles=["Quicker"], reference="w1")
        return real(*given, **how)

    monkeypatch.setattr(module, "run", meanwhile)
    outcome = imports(cast, MIXED)
    assert (outcome.result["imported"], outcome.result["known"]) == (5, 1)
    assert len(events(cast)) == 5


def test_the_same_key_imports_once_even_without_references(cast: Cast) -> None:
    first = imports(cast, "title\nA\nB\n", key="import-0001", digest="same")
    again = imports(cast, "title\nA\nB\n", key="import-0001", digest="same")
    assert again.replayed
    assert again.result == first.result
    assert cast.order() == ["A", "B"]


@pytest.mark.parametrize("broken", ["lay_out", "move_in"])
def test_a_failure_in_the_middle_leaves_nothing(cast: Cast, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(cast)

    def breaks(*_: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(module.import_names, broken, breaks)
    with pytest.raises(RuntimeError, match="the power went"):
        imports(cast, MIXED)
    assert digest(cast) == before


def test_a_failure_between_two_batches_leaves_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "BATCH", 2)
    before = digest(cast)

    def breaks(done: int, _of: int) -> None:
        if done == 4:
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        imports(cast, MIXED, progress=breaks)
    assert digest(cast) == before


def test_progress_is_told_after_every_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "BATCH", 4)
    told: list[tuple[int, int]] = []
    imports(cast, MIXED, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 6), (4, 6), (6, 6), *[(6, 6)] * 2]  # Their events can be cancelled too.
