"""Absences: any member enters one for any member; the person or a manager takes it away. No reason is asked."""

from datetime import date, timedelta

import pytest

from queue_app.domain.cover.absences import Absence
from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.store.cover import absences
from queue_app.usecases.chores import tidy
from queue_app.usecases.cover.absences import add_absence, remove_absence
from queue_app.usecases.team.members import remove
from queue_app.usecases.transaction import in_transaction
from tests import given
from tests.cast import Cast

TODAY = date(2026, 11, 23)
FRIDAY = TODAY + timedelta(days=4)


def entered(cast: Cast) -> list[Absence]:
    with cast.doors.reading() as conn:
        return [one.absence for one in absences.coming(conn, cast.team, TODAY)]


def test_any_member_enters_one_for_any_member(cast: Cast) -> None:
    cast.do(add_absence, by=cast.alice, person=cast.bob, first=FRIDAY, last=FRIDAY)
    cast.do(add_absence, by=cast.alice, person=cast.alice, first=TODAY, last=FRIDAY)
    assert entered(cast) == [Absence(cast.alice, TODAY, FRIDAY), Absence(cast.bob, FRIDAY, FRIDAY)]


def test_the_history_names_nobody_and_no_day(cast: Cast) -> None:
    made = cast.do(add_absence, by=cast.alice, person=cast.bob, first=FRIDAY, last=FRIDAY).result["absence"]
    event = given.last_event(cast)
    assert (event.kind, event.by, event.data) == ("absence_entered", None, {})
    cast.do(remove_absence, by=cast.bob, absence=made)
    event = given.last_event(cast)
    assert (event.kind, event.by, event.data) == ("absence_removed", None, {})


def test_the_same_days_are_entered_once(cast: Cast) -> None:
    first = cast.do(add_absence, by=cast.alice, person=cast.bob, first=FRIDAY, last=FRIDAY)
    again = cast.do(add_absence, by=cast.bob, person=cast.bob, first=FRIDAY, last=FRIDAY)
    assert (again.changed, again.result) == (False, first.result)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (FRIDAY, TODAY, "last"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "last"),
        (TODAY, TODAY + timedelta(days=732), "last"),
    ],
)
def test_days_that_cannot_be_are_refused(cast: Cast, first: date, last: date, field: str) -> None:
    with pytest.raises(InputError) as refused:
        cast.do(add_absence, by=cast.alice, person=cast.alice, first=first, last=last)
    assert refused.value.field == field
    assert entered(cast) == []


def test_it_may_have_begun_and_last_for_two_years(cast: Cast) -> None:
    began, end = TODAY - timedelta(days=30), TODAY + timedelta(days=731)
    cast.do(add_absence, by=cast.alice, person=cast.alice, first=began, last=end)
    assert entered(cast) == [Absence(cast.alice, began, end)]


@pytest.mark.parametrize("who", ["observer", "another team's", "nobody"])
def test_only_members_are_away(cast: Cast, who: str) -> None:
    person = {"observer": cast.carol, "another team's": cast.mallory, "nobody": 99_999}[who]
    with pytest.raises(InputError) as refused:
        cast.do(add_absence, by=cast.alice, person=person, first=TODAY, last=TODAY)
    assert refused.value.field == "person"


def test_the_person_or_a_manager_removes_it_and_nobody_else(cast: Cast) -> None:
    dora = given.member(cast, "Dora")
    one, two = (
        cast.do(add_absence, by=dora, person=cast.alice, first=day, last=day).result["absence"]
        for day in (TODAY, FRIDAY)
    )
    with pytest.raises(RoleTooLow):
        cast.do(remove_absence, by=dora, absence=one)
    cast.do(remove_absence, by=cast.alice, absence=one)
    cast.do(remove_absence, by=cast.bob, absence=two)
    assert entered(cast) == []
    with pytest.raises(NotFound):
        cast.do(remove_absence, by=cast.bob, absence=one)


def test_observers_and_other_teams_do_neither(cast: Cast) -> None:
    made = cast.do(add_absence, by=cast.alice, person=cast.alice, first=TODAY, last=TODAY).result["absence"]
    for by, refusal in ((cast.carol, RoleTooLow), (cast.mallory, NotFound)):
        with pytest.raises(refusal):
            cast.do(add_absence, by=by, person=cast.alice, first=FRIDAY, last=FRIDAY)
        with pytest.raises(refusal):
            cast.do(remove_absence, by=by, absence=made)
    assert len(entered(cast)) == 1


def test_it_goes_with_the_membership_and_by_itself_when_it_is_over(cast: Cast) -> None:
    cast.do(add_absence, by=cast.alice, person=cast.alice, first=TODAY, last=FRIDAY)
    cast.do(add_absence, by=cast.alice, person=cast.bob, first=TODAY, last=TODAY)
    cast.do(remove, person=cast.alice)
    assert entered(cast) == [Absence(cast.bob, TODAY, TODAY)]
    assert in_transaction(cast.doors, tidy, now=cast.now + timedelta(days=2))["absence"] == 0
    assert in_transaction(cast.doors, tidy, now=cast.now + timedelta(days=3))["absence"] == 1
