"""R7: what others do in the team while the rows of an import are written, which PostgreSQL does before the lock."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from queue_app.domain.queue.order import Target
from queue_app.domain.refusals import ImportCancelled
from queue_app.store.importing import ahead
from queue_app.store.tables import AREA, DAY_SUM, EVIDENCE, ITEM, ITEM_AREA, TAKEN
from queue_app.usecases.chores import give_numbers_back
from queue_app.usecases.cover.areas import merge_areas
from queue_app.usecases.importing.take_back import take_back
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction
from tests.cast import REASON, Cast
from tests.imports import MIXED, count, imports


@pytest.fixture(autouse=True)
def _before_the_lock(cast: Cast) -> None:
    if cast.doors.is_sqlite:
        pytest.skip("SQLite has one writer")


def once(act: Callable[[], Any]) -> Callable[[int, int], None]:
    """A progress callback that does this once, when the items are written and nobody sees them."""
    did: list[Any] = []

    def meanwhile(done: int, of: int) -> None:
        if done == of and not did:
            did.append(None)
            act()

    return meanwhile


def numbers(cast: Cast) -> list[int]:
    with cast.doors.reading() as conn:
        return list(conn.execute(select(ITEM.c.number).where(ITEM.c.team_id == cast.team)).scalars())


def test_who_moves_pulls_finishes_and_adds_does_it_and_the_order_holds(cast: Cast) -> None:
    first, second = cast.add("First", "Second")

    def act() -> None:
        cast.do(move_one, item=second, target=Target(above=first), reason=REASON)
        cast.do(pull_top)
        cast.do(finish, item=second)
        cast.add("Mine")

    imports(cast, MIXED, progress=once(act), wip="wait")
    assert cast.order() == ["First", "Mine", "Running", "Running too", "Later", "Latest"]
    assert sorted(numbers(cast)) == list(range(1, 10))
    assert count(cast, TAKEN) == 0
    with cast.doors.reading() as conn:
        sums = conn.execute(select(DAY_SUM.c.came, DAY_SUM.c.begun, DAY_SUM.c.finished)).all()
    assert [sum(column) for column in zip(*sums, strict=True)] == [9, 5, 3]


def test_rows_that_are_not_at_the_bottom_any_more_are_written_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order was numbered anew meanwhile: one item lies below the ranks that the import has."""
    _, second = cast.add("First", "Second")
    monkeypatch.setattr(ahead, "APART", 1)

    def renumbered() -> None:
        far = update(ITEM).where(ITEM.c.number == second).values(rank=2**50)
        in_transaction(cast.doors, lambda conn: conn.execute(far))

    imports(cast, MIXED, progress=once(renumbered), wip="wait")
    assert cast.order() == ["First", "Second", "Running", "Running too", "Later", "Latest"]
    assert sorted(numbers(cast)) == list(range(1, 9))


def test_areas_that_were_merged_meanwhile_are_read_again(cast: Cast) -> None:
    imports(cast, "id,title,area\nx,X,Shop\ny,Y,Data\n")
    with cast.doors.reading() as conn:
        ids = dict(map(tuple, conn.execute(select(AREA.c.name, AREA.c.id))))
    merge = once(lambda: cast.do(merge_areas, area=ids["Data"], into=ids["Shop"]))
    imports(cast, MIXED, progress=merge, wip="wait")
    with cast.doors.reading() as conn:
        assert set(conn.execute(select(ITEM_AREA.c.area_id)).scalars()) == {ids["Shop"]}


def test_a_cancelled_one_gives_its_numbers_back_unless_somebody_added_an_item(cast: Cast) -> None:
    def cancel() -> None:
        raise ImportCancelled

    def add_and_cancel() -> None:
        cast.add("Mine")
        raise ImportCancelled

    with pytest.raises(ImportCancelled):
        imports(cast, MIXED, progress=once(cancel))
    assert (cast.add("First"), count(cast, ITEM)) == ([1], 1)
    with pytest.raises(ImportCancelled):
        imports(cast, MIXED, progress=once(add_and_cancel))
    assert (numbers(cast), cast.add("Next"), count(cast, TAKEN)) == ([1, 8], [9], 0)


def test_the_numbers_of_a_dead_import_go_back_and_those_of_a_living_one_stay(cast: Cast) -> None:
    in_transaction(cast.doors, ahead.take_numbers, team=cast.team, count=20, open_ones=20)
    assert give_numbers_back(cast.doors) == 1
    assert cast.add("First") == [1]
    during: list[int] = []
    imports(cast, MIXED, progress=once(lambda: during.append(give_numbers_back(cast.doors))))
    assert (during, sorted(numbers(cast))) == ([0], list(range(1, 8)))


def test_evidence_of_who_finished_meanwhile_stays_when_the_import_is_taken_back(cast: Cast) -> None:
    imports(cast, "id,title,area\nx,X,Shop\n")
    with cast.doors.reading() as conn:
        shop = conn.execute(select(AREA.c.id)).scalar_one()
    row = {"team_id": cast.team, "area_id": shop, "on_day": cast.now.date(), "person_id": cast.bob}
    meanwhile = once(lambda: in_transaction(cast.doors, lambda conn: conn.execute(insert(EVIDENCE).values(row))))
    act = imports(cast, MIXED, progress=meanwhile, wip="wait").result["act"]
    cast.do(take_back, number=act)
    with cast.doors.reading() as conn:
        assert list(conn.execute(select(EVIDENCE.c.person_id)).scalars()) == [cast.bob]
