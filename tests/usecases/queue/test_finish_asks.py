"""What a finish asks: the areas, who worked along (for cover only), and what becomes of open steps."""

import pytest
from sqlalchemy import BigInteger, update
from sqlalchemy import cast as cast_to

from queue_app.domain.errors import InputError
from queue_app.domain.queue.order import LARGEST_RANK
from queue_app.domain.queue.plan import Step
from queue_app.domain.refusals import OpenSteps
from queue_app.store.cover import areas, evidence
from queue_app.store.tables import ITEM
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.transaction import in_transaction
from tests import given
from tests.cast import Cast
from tests.statements import counted


def tag(cast: Cast, number: int, *ids: int) -> None:
    in_transaction(cast.doors, lambda conn: areas.tag(conn, cast.team, [cast.item(number).id], ids))


def tags(cast: Cast, number: int) -> list[int]:
    with cast.doors.reading() as conn:
        return areas.tags(conn, cast.team, cast.item(number).id)


def test_the_history_says_how_many_and_never_who(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    (one,) = given.running(cast, "Search", by=cast.alice)
    cast.do(finish, by=cast.alice, item=one, areas=[payments], worked_along=[cast.alice, cast.bob])
    event = given.last_event(cast)
    assert (event.kind, event.by, event.data["people"]) == ("finished", None, 2)
    assert set(event.data) == {"items", "people", "areas"}
    assert event.data["areas"] == {"was": [], "now": [payments]}


def test_everybody_who_is_on_it_gets_full_credit_in_each_area(cast: Cast) -> None:
    payments, search = given.area(cast, "Payments"), given.area(cast, "Search")
    (one,) = given.running(cast, "Refunds", by=cast.alice)
    tag(cast, one, payments, search)
    cast.do(join, by=cast.bob, item=one)
    cast.do(finish, item=one)
    day = "2026-11-23"
    assert given.evidence(cast) == sorted((a, p, day) for a in (payments, search) for p in (cast.alice, cast.bob))


def test_ticks_say_who_worked_along_instead(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    (one,) = given.running(cast, "Refunds", by=cast.alice)
    cast.do(leave, by=cast.alice, item=one)
    cast.do(finish, item=one, areas=[payments], worked_along=[cast.alice])
    assert given.evidence(cast) == [(payments, cast.alice, "2026-11-23")]


def test_an_undo_can_take_the_evidence_back_by_what_was_answered(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    one, two = given.running(cast, "A", "B")
    cast.do(finish, item=one, areas=[payments], worked_along=[cast.bob])
    answer = cast.do(finish, item=two, areas=[payments], worked_along=[cast.alice, cast.bob]).result
    in_transaction(cast.doors, lambda conn: evidence.forget(conn, cast.team, answer["evidence"]))
    assert given.evidence(cast) == [(payments, cast.bob, "2026-11-23")]


def test_nobody_is_on_it_and_so_nobody_gets_credit(cast: Cast) -> None:
    (one,) = given.running(cast, "Refunds", by=cast.alice)
    cast.do(leave, by=cast.alice, item=one)
    cast.do(finish, item=one, areas=[given.area(cast, "Payments")])
    assert given.evidence(cast) == []
    assert given.last_event(cast).data["people"] == 0


def test_the_areas_are_kept_or_said_anew(cast: Cast) -> None:
    payments, search = given.area(cast, "Payments"), given.area(cast, "Search")
    one, two, three = given.running(cast, "A", "B", "C")
    for number in (one, two, three):
        tag(cast, number, payments)
    cast.do(finish, item=one)
    cast.do(finish, item=two, areas=[search, payments])
    cast.do(finish, item=three, areas=[])
    assert [tags(cast, n) for n in (one, two, three)] == [[payments], [search, payments], []]
    assert [cast.item(n).version for n in (one, two, three)] == [1, 2, 2]


def test_open_steps_ask_first_and_may_be_finished_anyway(cast: Cast) -> None:
    (one,) = given.running(cast, "Search")
    given.planned(cast, one, Step("look", cast.now), Step("fix"))
    with pytest.raises(OpenSteps, match="One step of the plan is open"):
        cast.do(finish, item=one)
    cast.do(finish, item=one, steps="anyway")
    assert given.plan_of(cast, one) == [("look", True), ("fix", False)]


def test_open_steps_split_off_wait_on_top_and_know_what_they_came_from(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    one, _ = given.running(cast, "A", "B")
    cast.add("C")
    given.planned(cast, one, Step("fix"), Step("look", cast.now), Step("tell"))
    outcome = cast.do(finish, item=one, steps="split", areas=[payments])
    rest = cast.item(outcome.result["rest"])
    assert (rest.number, rest.title, rest.origin_id) == (4, "Rest of A", cast.item(one).id)
    assert cast.order() == ["Rest of A", "B", "C"]
    assert given.plan_of(cast, one) == [("look", True)]
    assert given.plan_of(cast, rest.number) == [("fix", False), ("tell", False)]
    assert tags(cast, rest.number) == [payments]
    changed = given.last_event(cast).data
    assert [entry["id"] for entry in changed["items"]] == [rest.origin_id, rest.id]
    assert changed["plans"][str(rest.id)] == {"now": [["fix", None], ["tell", None]]}
    assert [step[0] for step in changed["plans"][str(rest.origin_id)]["was"]] == ["fix", "look", "tell"]
    assert [step[0] for step in changed["plans"][str(rest.origin_id)]["now"]] == ["look"]


def test_splitting_off_may_renumber_the_order_while_a_closing_slot_goes(cast: Cast) -> None:
    one, _, three = given.running(cast, "A", "B", "C")
    cast.do(set_limit, limit=2, reason="less at once")
    given.planned(cast, one, Step("fix"))
    highest = update(ITEM).where(ITEM.c.number <= three).values(rank=cast_to(ITEM.c.number, BigInteger) - LARGEST_RANK)
    in_transaction(cast.doors, lambda conn: conn.execute(highest))
    cast.do(finish, item=one, steps="split")
    assert cast.order() == ["Rest of A", "B", "C"]
    assert cast.item(three).slot == 1


def test_splitting_without_open_steps_just_finishes_and_leaves_no_gap_in_the_numbers(cast: Cast) -> None:
    (one,) = given.running(cast, "A")
    assert cast.do(finish, item=one, steps="split").result["rest"] is None
    assert cast.order() == []
    assert cast.add("B") == [one + 1]


def test_an_archived_area_may_stay_but_not_be_chosen(cast: Cast) -> None:
    old, gone = given.area(cast, "Old"), given.area(cast, "Gone")
    one, two = given.running(cast, "A", "B")
    tag(cast, one, old)
    given.archive_area(cast, old)
    given.archive_area(cast, gone)
    cast.do(finish, item=one, areas=[old])
    with pytest.raises(InputError):
        cast.do(finish, item=two, areas=[gone])


@pytest.mark.parametrize("who", ["carol", "mallory"])
def test_an_observer_and_a_stranger_did_not_work_along(cast: Cast, who) -> None:
    (one,) = given.running(cast, "A")
    with pytest.raises(InputError):
        cast.do(finish, item=one, worked_along=[getattr(cast, who)])


def test_it_takes_six_statements(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    (one,) = given.running(cast, "A", by=cast.alice)
    tag(cast, one, payments)
    with counted(cast.doors) as sent:
        cast.do(finish, by=cast.alice, item=one, areas=[payments], worked_along=[cast.alice, cast.bob])
    assert len(sent) <= 6, sent
