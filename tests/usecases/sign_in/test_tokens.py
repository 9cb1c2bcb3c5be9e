"""Tokens: shown once, kept as a hash, for one team, never above their person nor their scope, dead when they should be."""

from datetime import timedelta

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import people
from queue_app.store.tables import TOKEN
from queue_app.usecases.queue.add import add
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.team.members import set_role
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests.cast import Cast


def make(cast: Cast, person: int, scope: str = "work", days: int = 30, team: int | None = None) -> str:
    about = {"person": person, "team": team or cast.team, "name": "bot", "scope": scope, "days": days}
    return in_transaction(cast.doors, tokens.make, now=utc_now(), **about)


def rows(cast: Cast):
    with cast.doors.reading() as conn:
        return conn.execute(TOKEN.select()).all()


def test_the_row_holds_the_hash_and_four_characters(cast: Cast) -> None:
    token = make(cast, cast.alice)
    (row,) = rows(cast)
    assert token.startswith("topmost_")
    assert row.hint == token[-4:]
    assert token[8:-4] not in str(row)


def test_it_opens_one_team_for_its_person(cast: Cast) -> None:
    found = tokens.authenticate(cast.doors, make(cast, cast.alice))
    assert found is not None
    assert (found.team, found.person, found.cap) == (cast.team, cast.alice, Role.MEMBER)


@pytest.mark.parametrize("wrong", ["", "topmost_", "topmost_" + "x" * 43, "\udfff", "x" * 10_000])
def test_anything_else_opens_nothing(cast: Cast, wrong: str) -> None:
    make(cast, cast.alice)
    assert tokens.authenticate(cast.doors, wrong) is None


@pytest.mark.parametrize(("who", "scope"), [("alice", "manage"), ("carol", "work"), ("carol", "manage")])
def test_nobody_makes_one_above_the_own_role(cast: Cast, who: str, scope: str) -> None:
    with pytest.raises(RoleTooLow):
        make(cast, getattr(cast, who), scope)
    assert rows(cast) == []


def test_nobody_makes_one_for_another_team(cast: Cast) -> None:
    with pytest.raises(NotFound):
        make(cast, cast.alice, "read", team=cast.other_team)
    with pytest.raises(NotFound):
        make(cast, cast.alice, "read", team=999)


@pytest.mark.parametrize(("cap", "works"), [(Role.OBSERVER, False), (Role.MEMBER, True), (Role.MANAGER, True)])
def test_the_scope_caps_a_manager(cast: Cast, cap: Role, works: bool) -> None:
    actor = Actor(cast.team, cast.bob, cap)
    if works:
        assert run(cast.doors, add, actor, titles=["Search"]).changed
    else:
        with pytest.raises(RoleTooLow):
            run(cast.doors, add, actor, titles=["Search"])


def test_who_is_less_now_does_less_with_an_old_token(cast: Cast) -> None:
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    found = tokens.authenticate(cast.doors, make(cast, cast.alice, "manage"))
    assert found is not None
    cast.do(set_role, person=cast.alice, role=Role.OBSERVER)
    with pytest.raises(RoleTooLow):
        run(cast.doors, add, Actor(cast.team, cast.alice, found.cap), titles=["Search"])


def test_it_ends_with_its_days(cast: Cast) -> None:
    token = make(cast, cast.alice, days=30)
    soon, late = (utc_now() + timedelta(days=30, seconds=s) for s in (-60, 60))
    assert tokens.authenticate(cast.doors, token, lambda: soon)
    assert tokens.authenticate(cast.doors, token, lambda: late) is None


def test_it_ends_with_the_account(cast: Cast) -> None:
    token = make(cast, cast.alice)
    in_transaction(cast.doors, people.forget, person=cast.alice, at=utc_now())
    assert tokens.authenticate(cast.doors, token) is None


def test_its_person_revokes_it_and_nobody_elses(cast: Cast) -> None:
    token = make(cast, cast.alice)
    (row,) = rows(cast)
    with pytest.raises(NotFound):
        in_transaction(cast.doors, tokens.revoke, person=cast.mallory, token=row.id, now=utc_now())
    assert tokens.authenticate(cast.doors, token)
    in_transaction(cast.doors, tokens.revoke, person=cast.alice, token=row.id, now=utc_now())
    assert tokens.authenticate(cast.doors, token) is None
    with pytest.raises(NotFound):
        in_transaction(cast.doors, tokens.revoke, person=cast.alice, token=row.id, now=utc_now())


def test_a_manager_revokes_those_of_the_team_only(cast: Cast) -> None:
    token, foreign = make(cast, cast.alice), make(cast, cast.mallory, team=cast.other_team)
    mine, others = (next(row.id for row in rows(cast) if row.team_id == team) for team in (cast.team, cast.other_team))
    with pytest.raises(NotFound):
        cast.do(tokens.revoke_of_team, token=others)
    cast.do(tokens.revoke_of_team, token=mine)
    assert tokens.authenticate(cast.doors, token) is None
    assert tokens.authenticate(cast.doors, foreign)


def test_its_use_is_noted_hourly(cast: Cast) -> None:
    token, began = make(cast, cast.alice), utc_now()
    seen = []
    for minutes in (0, 59, 61):
        tokens.authenticate(cast.doors, token, lambda minutes=minutes: began + timedelta(minutes=minutes))
        seen.append(rows(cast)[0].last_used_at)
    assert seen == [began, began, began + timedelta(minutes=61)]
