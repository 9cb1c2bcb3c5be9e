"""Whose evidence it is: people claim a former person's name, and remove items that they did not work on."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.refusals import ClaimedAlready
from queue_app.store.cover import former
from queue_app.store.tables import EVIDENCE
from queue_app.usecases.cover.claims import claim, disown, take_back_claim
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.transaction import in_transaction
from tests import given
from tests.cast import Cast

TODAY = date(2026, 11, 23)


@pytest.fixture
def anna(cast: Cast) -> tuple[int, int]:
    """A former person with four pieces of work in Payments; both ids."""
    payments = given.area(cast, "Payments")

    who = given.former(cast.doors, cast.team, "Anna")

    def make(conn) -> None:
        seen = {"team_id": cast.team, "area_id": payments, "former_id": who}
        conn.execute(insert(EVIDENCE), [seen | {"on_day": TODAY - timedelta(days=n)} for n in range(1, 5)])

    in_transaction(cast.doors, make)
    return who, payments


def names(cast: Cast, by: int) -> list[tuple[str, int | None]]:
    with cast.doors.reading() as conn:
        return [(one.name, one.claimed_by) for one in former.to_claim(conn, cast.team, by)]


def test_a_former_person_covers_nothing_until_a_member_says_that_was_me(cast: Cast, anna: tuple[int, int]) -> None:
    who, payments = anna
    assert given.able(cast, payments) == frozenset()
    cast.do(claim, by=cast.alice, former_person=who)
    assert given.able(cast, payments) == {cast.alice}
    cast.do(take_back_claim, by=cast.alice, former_person=who)
    assert given.able(cast, payments) == frozenset()


def test_the_history_says_neither_who_nor_whom(cast: Cast, anna: tuple[int, int]) -> None:
    for use_case in (claim, take_back_claim):
        cast.do(use_case, by=cast.alice, former_person=anna[0])
        event = given.last_event(cast)
        assert (event.kind, event.by, event.data) == ("claimed", None, {})


def test_who_is_claimed_is_shown_to_who_claimed_only_and_cannot_be_taken(cast: Cast, anna: tuple[int, int]) -> None:
    assert names(cast, cast.bob) == [("Anna", None)]
    cast.do(claim, by=cast.alice, former_person=anna[0])
    assert names(cast, cast.alice) == [("Anna", cast.alice)]
    assert names(cast, cast.bob) == []
    for use_case in (claim, take_back_claim):
        with pytest.raises(ClaimedAlready):
            cast.do(use_case, by=cast.bob, former_person=anna[0])


def test_to_say_it_again_changes_nothing(cast: Cast, anna: tuple[int, int]) -> None:
    assert not cast.do(take_back_claim, by=cast.alice, former_person=anna[0]).changed
    cast.do(claim, by=cast.alice, former_person=anna[0])
    assert not cast.do(claim, by=cast.alice, former_person=anna[0]).changed


def test_it_is_for_members_and_names_of_the_team(cast: Cast, anna: tuple[int, int]) -> None:
    for by, who, refusal in (
        (cast.carol, anna[0], RoleTooLow),
        (cast.mallory, anna[0], NotFound),
        (cast.alice, 99_999, NotFound),
    ):
        with pytest.raises(refusal):
            cast.do(claim, by=by, former_person=who)
        with pytest.raises(refusal):
            cast.do(take_back_claim, by=by, former_person=who)


def test_one_takes_back_that_one_worked_along(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    one, two = given.running(cast, "Refunds", "Invoice", by=cast.alice)
    cast.do(finish, item=one, areas=[payments], worked_along=[cast.alice, cast.bob])
    cast.do(finish, item=two, areas=[payments], worked_along=[cast.alice])
    cast.do(disown, by=cast.alice, area=payments, on=TODAY)
    assert given.evidence(cast) == [(payments, cast.bob, "2026-11-23")]
    event = given.last_event(cast)
    assert (event.kind, event.by, event.data) == ("disowned", None, {})
    assert not cast.do(disown, by=cast.alice, area=payments, on=TODAY).changed


def test_a_finish_is_undone_although_somebody_took_the_evidence_back(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    (one,) = given.running(cast, "Refunds", by=cast.alice)
    done = cast.do(finish, by=cast.alice, item=one, areas=[payments], worked_along=[cast.alice, cast.bob])
    cast.do(disown, by=cast.bob, area=payments, on=TODAY)
    cast.do(undo, by=cast.alice, seq=done.seq)
    assert given.evidence(cast) == []
