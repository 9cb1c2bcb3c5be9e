"""Taking an import back: what nobody touched goes as if it had never come; what somebody touched stays if they say so."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import ImportTouched, NeighbourGone, TakenBackAlready
from queue_app.store.queue.rebuild import check
from queue_app.store.tables import (
    AREA,
    BLOCK,
    DAY_SUM,
    EVENT_ITEM,
    EVIDENCE,
    FORMER,
    ITEM,
    ITEM_AREA,
    NOTE,
    STEP,
)
from queue_app.usecases.importing.take_back import take_back
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.queue.undo import undo
from tests.cast import Cast
from tests.imports import MIXED, count, events, imports
from tests.statements import counted
from tests.usecases.importing.test_import_belongings import board, rows
from tests.usecases.importing.test_import_belongings import imports as import_rows

THINGS = (ITEM, ITEM_AREA, EVENT_ITEM, EVIDENCE, FORMER, AREA, BLOCK, STEP, NOTE)


def act_of(cast: Cast, text: str = MIXED, **how: Any) -> int:
    return int(imports(cast, text, **how).result["act"])


def sums(cast: Cast) -> dict[date, tuple[int, ...]]:
    with cast.doors.reading() as conn:
        rows = conn.execute(select(DAY_SUM).where(DAY_SUM.c.team_id == cast.team))
        return {row.day: tuple(row[2:]) for row in rows if any(row[2:])}


def agrees(cast: Cast) -> bool:
    with cast.doors.reading() as conn:
        return check(conn) == []


def test_nothing_of_it_is_left_and_the_history_agrees(cast: Cast) -> None:
    cast.add("Mine")
    before, summed = [count(cast, thing) for thing in THINGS], sums(cast)
    act = act_of(cast)
    outcome = cast.do(take_back, by=cast.bob, number=act)
    assert outcome.result == {"taken_back": 6, "kept": []}
    assert [count(cast, thing) for thing in THINGS] == before
    assert (sums(cast), cast.order(), agrees(cast)) == (summed, ["Mine"], True)
    (event,) = events(cast, "import_taken_back")
    assert (event.by, event.data["count"]) == (cast.bob, 6)
    assert act_of(cast) > act
    assert cast.order() == ["Mine", "Running", "Running too", "Later", "Latest"]


def test_blocks_plans_and_notes_go_with_their_items(cast: Cast) -> None:
    before = [count(cast, thing) for thing in THINGS]
    outcome = import_rows(cast, rows(cast, board()))
    assert count(cast, BLOCK) > 0
    assert count(cast, STEP) > 0
    assert count(cast, NOTE) > 0
    cast.do(take_back, by=cast.bob, number=outcome.result["act"])
    assert [count(cast, thing) for thing in THINGS] == before
    assert agrees(cast)


def test_what_was_touched_is_named_and_stays_if_they_say_so(cast: Cast) -> None:
    act = act_of(cast)
    running = cast.item(3)
    cast.do(finish, by=cast.bob, item=running.number)
    with pytest.raises(ImportTouched, match="“Running”"):
        cast.do(take_back, by=cast.bob, number=act)
    outcome = cast.do(take_back, by=cast.bob, number=act, keep=True)
    assert outcome.result == {"taken_back": 5, "kept": [3]}
    with cast.doors.reading() as conn:
        assert conn.execute(select(ITEM.c.title)).scalars().all() == ["Running"]
    assert agrees(cast)


def test_it_is_taken_back_once_by_a_manager_of_the_team(cast: Cast) -> None:
    act = act_of(cast)
    with pytest.raises(RoleTooLow):
        cast.do(take_back, by=cast.alice, number=act)
    with pytest.raises(NotFound):
        cast.do(take_back, by=cast.bob, number=act + 1)
    cast.do(take_back, by=cast.bob, number=act)
    with pytest.raises(TakenBackAlready):
        cast.do(take_back, by=cast.bob, number=act)


def test_an_undo_does_not_go_below_an_item_that_is_gone(cast: Cast) -> None:
    act = act_of(cast)
    cast.add("Mine")
    moved = cast.do(move, by=cast.bob, items=[7], target=Target(end="top"), reason=Reason("other", "now"))
    cast.do(take_back, by=cast.bob, number=act)
    with pytest.raises(NeighbourGone):
        cast.do(undo, by=cast.bob, seq=moved.seq)
    assert agrees(cast)


def test_areas_and_people_that_others_use_stay(cast: Cast) -> None:
    act = act_of(cast)
    imports(cast, "title,finished,people,area\nNew,2026-11-01,Ann,Shop\n")
    cast.do(take_back, by=cast.bob, number=act)
    with cast.doors.reading() as conn:
        assert conn.execute(select(AREA.c.name)).scalars().all() == ["Shop"]
        assert conn.execute(select(FORMER.c.name)).scalars().all() == ["Ann"]
    assert (count(cast, EVIDENCE), agrees(cast)) == (1, True)


def test_very_many_go_in_as_few_statements_as_few(cast: Cast) -> None:
    told = []
    for many in (5, 400):
        lines = [f"t{n},{cast.now.date() - timedelta(n % 90)},Shop" for n in range(many)]
        act = act_of(cast, "title,finished,area\n" + "\n".join(lines))
        with counted(cast.doors) as sent:
            cast.do(take_back, by=cast.bob, number=act)
        told.append(len(sent))
    assert told[0] == told[1]
    assert agrees(cast)


def test_a_pulled_item_of_it_frees_its_slot(cast: Cast) -> None:
    act = act_of(cast)
    cast.add("Mine")
    cast.do(take_back, by=cast.bob, number=act)
    assert cast.do(pull_top, by=cast.alice).result["item"] == 7
