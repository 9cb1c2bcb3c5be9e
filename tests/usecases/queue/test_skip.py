"""Skip: for this person, this version of the item, until the next working day. The order stays as it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.refusals import NothingToPull, NotNext, NotWaiting
from queue_app.store.tables import ITEM, SKIP
from queue_app.usecases.queue.block import block
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.team.days_off import add_days_off
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast
from tests.statements import counted


def skips(cast: Cast) -> list[Any]:
    with cast.doors.reading() as conn:
        return list(conn.execute(select(SKIP).where(SKIP.c.team_id == cast.team)))


def test_the_next_pull_of_this_person_takes_the_next_item(cast: Cast) -> None:
    one, two = cast.add("A", "B")
    outcome = cast.do(skip, by=cast.alice, item=one, kind="area")
    assert outcome.result == {"item": one, "until": "2026-11-24"}
    assert cast.do(pull_top, by=cast.alice).result["item"] == two
    assert cast.order() == ["A", "B"]
    assert cast.do(pull_top, by=cast.bob).result["item"] == one


def test_the_history_says_why_and_not_who(cast: Cast) -> None:
    (one,) = cast.add("A")
    cast.do(skip, by=cast.alice, item=one, kind="other", why="my arm is broken")
    event = given.last_event(cast)
    assert (event.kind, event.by) == ("skipped", None)
    assert event.data == {
        "items": [{"id": cast.item(one).id, "now": {}}],
        "why": "other",
        "words": "my arm is broken",
    }


def test_it_holds_until_the_next_working_day(cast: Cast) -> None:
    (one,) = cast.add("A")
    cast.now += timedelta(days=4)  # Friday
    cast.do(skip, by=cast.alice, item=one, kind="area")
    (row,) = skips(cast)
    assert row.until_day == date(2026, 11, 30)
    cast.now += timedelta(days=2)
    with pytest.raises(NothingToPull, match="Skipped by you: 1"):
        cast.do(pull_top, by=cast.alice)
    cast.now += timedelta(days=1)
    assert cast.do(pull_top, by=cast.alice).result["item"] == one


def test_it_ends_when_the_item_changes_and_may_be_said_again(cast: Cast) -> None:
    (one,) = cast.add("A")
    cast.do(skip, by=cast.alice, item=one, kind="area")
    edited = update(ITEM).where(ITEM.c.team_id == cast.team).values(version=2)
    in_transaction(cast.doors, lambda conn: conn.execute(edited))
    cast.do(skip, by=cast.alice, item=one, kind="other", why="not mine")
    (row,) = skips(cast)
    assert (row.kind, row.why, row.item_version) == ("other", "not mine", 2)
    with pytest.raises(NothingToPull):
        cast.do(pull_top, by=cast.alice)


def test_one_may_skip_item_after_item_but_only_what_a_pull_would_hand_out(cast: Cast) -> None:
    one, two, three = cast.add("A", "B", "C")
    with pytest.raises(NotNext, match="B"):
        cast.do(skip, by=cast.alice, item=two, kind="area")
    cast.do(skip, by=cast.alice, item=one, kind="area")
    with pytest.raises(NotNext, match="A"):
        cast.do(skip, by=cast.alice, item=one, kind="area")
    cast.do(skip, by=cast.alice, item=two, kind="area")
    cast.do(skip, by=cast.alice, item=three, kind="area")
    with pytest.raises(NotNext):
        cast.do(skip, by=cast.alice, item=three, kind="area")


def test_a_blocked_item_is_passed_over_already(cast: Cast) -> None:
    one, two = cast.add("A", "B")
    cast.do(block, item=one, sentence="waits")
    with pytest.raises(NotNext):
        cast.do(skip, by=cast.alice, item=one, kind="area")
    cast.do(skip, by=cast.alice, item=two, kind="area")


def test_it_needs_no_room(cast: Cast) -> None:
    given.running(cast, "A", "B", "C")
    (next_,) = cast.add("D")
    assert cast.do(skip, by=cast.alice, item=next_, kind="area").changed


def test_another_reason_than_the_area_is_said_in_words(cast: Cast) -> None:
    (one,) = cast.add("A")
    with pytest.raises(InputError) as refused:
        cast.do(skip, by=cast.alice, item=one, kind="other")
    assert refused.value.field == "reason"
    assert skips(cast) == []


def test_only_what_waits_can_be_skipped_and_by_whom_it_concerns(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    (next_,) = cast.add("B")
    with pytest.raises(NotWaiting):
        cast.do(skip, item=one, kind="area")
    with pytest.raises(RoleTooLow):
        cast.do(skip, by=cast.carol, item=next_, kind="area")
    for by, item in ((cast.mallory, next_), (cast.alice, 99)):
        with pytest.raises(NotFound):
            cast.do(skip, by=by, item=item, kind="area")
    with pytest.raises(RoleTooLow):
        run(cast.doors, skip, Actor(cast.team, None), item=next_, kind="area")


def test_it_takes_at_most_six_statements(cast: Cast) -> None:
    (one,) = cast.add("A")
    with counted(cast.doors) as sent:
        cast.do(skip, by=cast.alice, item=one, kind="area")
    assert len(sent) <= 6, sent


def test_a_day_off_is_no_working_day(cast: Cast) -> None:
    (one,) = cast.add("A")
    cast.do(add_days_off, text="2026-11-24 - 2026-11-25")
    cast.do(skip, by=cast.alice, item=one, kind="area")
    (row,) = skips(cast)
    assert row.until_day == date(2026, 11, 26)
