"""Signing in with a provider, on both engines: one account a person, and each sign-in once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from queue_app.domain.refusals import EmailTaken
from queue_app.domain.team.rights import Role
from queue_app.store.sign_in import identities
from queue_app.usecases.sign_in.forget import forget
from queue_app.usecases.sign_in.outside import (
    GroupRole,
    NoAccountYet,
    OtherSubject,
    OutsidePerson,
    SignInExpired,
    enter_from_outside,
)
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.transaction import utc_now

ISSUER = "https://login.example.org"
VISIT = Visit("10.0.0.1", "Firefox", "d" * 43)
ALICE = OutsidePerson(ISSUER, "s-1", "ALICE@example.org", True, "Alice", frozenset({"developers"}), utc_now())


def enter(cast, outside, groups=()):
    return enter_from_outside(cast.doors, outside, groups, VISIT)[0]


def test_the_address_counts_once_and_the_subject_from_then_on(cast):
    assert enter(cast, ALICE) == cast.alice
    later = replace(ALICE, email="bob@example.org", begun_at=ALICE.begun_at + timedelta(seconds=1))
    assert enter(cast, later) == cast.alice
    with pytest.raises(OtherSubject):
        enter(cast, replace(ALICE, subject="s-2"))


def test_a_sign_in_is_used_once(cast):
    enter(cast, ALICE)
    for begun in (ALICE.begun_at, ALICE.begun_at - timedelta(minutes=1)):
        with pytest.raises(SignInExpired):
            enter(cast, replace(ALICE, begun_at=begun))


@pytest.mark.parametrize("email", ["alice@example.org", "nora@example.org"])
def test_two_at_the_same_moment_make_one_account(cast, email):
    groups = [GroupRole("developers", cast.team, Role.MEMBER)]
    moments = [replace(ALICE, email=email, name="Nora", begun_at=utc_now() + timedelta(seconds=n)) for n in range(4)]

    def one(outside):
        try:
            return enter(cast, outside, groups)
        except (SignInExpired, EmailTaken):
            return None

    with ThreadPoolExecutor(4) as pool:
        people = set(pool.map(one, moments)) - {None}
    assert len(people) == 1


def test_a_forgotten_person_is_not_known_again(cast):
    enter(cast, ALICE)
    cast.told = False
    forget(cast.doors, cast.alice)
    with cast.doors.reading() as conn:
        assert identities.find_identity(conn, ISSUER, "s-1") is None
    with pytest.raises(NoAccountYet):
        enter(cast, ALICE)


def test_the_trial_counts_for_a_manager_and_this_provider(cast):
    def tried(issuer=ISSUER):
        with cast.doors.reading() as conn:
            return identities.a_manager_came_in(conn, issuer)

    enter(cast, ALICE)
    assert not tried()
    assert enter(cast, replace(ALICE, subject="b", email="bob@example.org")) == cast.bob
    assert tried()
    assert not tried("https://other.example.org")
