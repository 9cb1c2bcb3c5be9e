"""Declarations of people about the team's areas: all at once, and valid from the day they are made."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.store.cover import declarations
from queue_app.store.tables import AREA
from queue_app.usecases.cover.areas import merge_areas
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.team.members import remove
from queue_app.usecases.transaction import in_transaction, run
from queue_app.usecases.tx import Actor
from tests import given
from tests.cast import Cast
from tests.statements import counted

TODAY = date(2026, 11, 23)


def said(cast: Cast, person: int) -> dict[int, tuple[str, date]]:
    with cast.doors.reading() as conn:
        return {area: said for area, said in declarations.of_person(conn, cast.team, person).items() if said}


def test_it_is_kept_with_the_day_for_the_one_who_says_it(cast: Cast) -> None:
    payments, search = given.area(cast, "Payments"), given.area(cast, "Search")
    cast.do(declare, by=cast.alice, teach=[payments], learn=[search])
    assert said(cast, cast.alice) == {payments: ("teach", TODAY), search: ("learn", TODAY)}
    assert said(cast, cast.bob) == {}


def test_what_is_not_named_any_more_is_withdrawn_and_the_rest_counts_anew(cast: Cast) -> None:
    payments, search = given.area(cast, "Payments"), given.area(cast, "Search")
    cast.do(declare, by=cast.alice, can=[payments], learn=[search])
    cast.now += timedelta(days=30)
    cast.do(declare, by=cast.alice, can=[search])
    assert said(cast, cast.alice) == {search: ("can", TODAY + timedelta(days=30))}
    assert cast.do(declare, by=cast.alice).changed
    assert said(cast, cast.alice) == {}


def test_the_same_on_the_same_day_changes_nothing_and_on_another_day_counts_anew(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    cast.do(declare, by=cast.alice, can=[payments])
    assert not cast.do(declare, by=cast.alice, can=[payments]).changed
    cast.now += timedelta(days=1)
    assert cast.do(declare, by=cast.alice, can=[payments]).changed


def test_the_history_says_neither_who_nor_what(cast: Cast) -> None:
    payments = given.area(cast, "Payments")
    cast.do(declare, by=cast.alice, can=[payments])
    event = given.last_event(cast)
    assert (event.kind, event.by, event.data) == ("declared", None, {})


def test_what_was_said_of_an_archived_area_stays_as_it_was(cast: Cast) -> None:
    old = given.area(cast, "Old")
    cast.do(declare, by=cast.alice, can=[old])
    given.archive_area(cast, old)
    assert not cast.do(declare, by=cast.alice).changed
    in_transaction(cast.doors, lambda conn: conn.execute(update(AREA).values(archived_at=None)))
    assert old in said(cast, cast.alice)


def test_a_merged_area_brings_along_what_was_said_of_it(cast: Cast) -> None:
    old, new = given.area(cast, "Cards"), given.area(cast, "Payments")
    given.member(cast, "Dora")
    cast.do(declare, by=cast.alice, can=[old])
    cast.do(merge_areas, area=old, into=new)
    assert given.cover(cast).standings[new].able == {cast.alice}


@pytest.mark.parametrize("wrong", ["unknown", "archived", "twice"])
def test_of_each_area_of_the_list_one_thing(cast: Cast, wrong: str) -> None:
    payments = given.area(cast, "Payments")
    old = given.area(cast, "Old", archived=cast.now)
    cast.do(declare, by=cast.alice, can=[payments])
    ids = {"unknown": ([99_999], []), "archived": ([old], []), "twice": ([payments], [payments])}[wrong]
    with pytest.raises(InputError):
        cast.do(declare, by=cast.alice, can=ids[0], teach=ids[1])
    assert said(cast, cast.alice) == {payments: ("can", TODAY)}


def test_it_is_for_members_about_themselves(cast: Cast) -> None:
    with pytest.raises(RoleTooLow):
        cast.do(declare, by=cast.carol)
    with pytest.raises(NotFound):
        cast.do(declare, by=cast.mallory)
    payments = given.area(cast, "Payments")
    with pytest.raises(RoleTooLow):
        run(cast.doors, declare, Actor(cast.team, None), can=[payments])


def test_it_goes_with_the_membership(cast: Cast) -> None:
    cast.do(declare, by=cast.alice, can=[given.area(cast, "Payments")])
    cast.do(remove, person=cast.alice)
    assert said(cast, cast.alice) == {}


def test_it_takes_at_most_six_statements(cast: Cast) -> None:
    payments, search = given.area(cast, "Payments"), given.area(cast, "Search")
    cast.do(declare, by=cast.alice, can=[payments])
    with counted(cast.doors) as sent:
        cast.do(declare, by=cast.alice, can=[search])
    assert len(sent) <= 6, sent
