"""The people of a team: roles, removal and leaving. A team keeps a manager, and the items of a person who leaves run on."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import AlreadyMember, LastManager, LinkUsedUp, RunOver, TeamArchived
from queue_app.domain.team.rights import Role
from queue_app.store.agents.stints import agents_on
from queue_app.store.queue import stints
from queue_app.store.tables import EVENT
from queue_app.store.team import members
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.sign_in import secrets, tokens
from queue_app.usecases.team import page_links
from queue_app.usecases.team.joining import NewAccount, accept, enrol, invite, withdraw
from queue_app.usecases.team.members import leave_team, remove, set_role
from queue_app.usecases.team.settings import archive, unarchive
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests.cast import Cast
from tests.usecases.agents.robots import let_agents, robot


def role(cast: Cast, person: int) -> Role | None:
    with cast.doors.reading() as conn:
        return members.role_of(conn, cast.team, person)


def last_event(cast: Cast):
    query = EVENT.select().where(EVENT.c.team_id == cast.team).order_by(EVENT.c.seq.desc()).limit(1)
    with cast.doors.reading() as conn:
        return conn.execute(query).one()


def test_another_role_is_signed_and_holds_at_once(cast: Cast) -> None:
    cast.do(set_role, person=cast.alice, role=Role.OBSERVER)
    event = last_event(cast)
    assert (event.kind, event.by) == ("membership", cast.bob)
    assert event.data == {"person": cast.alice, "was": "member", "role": "observer"}
    with pytest.raises(RoleTooLow):
        cast.do(pull_top, by=cast.alice)


def test_the_same_role_again_changes_nothing(cast: Cast) -> None:
    assert not cast.do(set_role, person=cast.alice, role=Role.MEMBER).changed


LEAST = {
    "less": lambda cast: cast.do(set_role, person=cast.bob, role=Role.MEMBER),
    "removed": lambda cast: cast.do(remove, person=cast.bob),
    "leaves": lambda cast: cast.do(leave_team, by=cast.bob),
}


@pytest.mark.parametrize("act", LEAST)
def test_the_last_manager_stays(cast: Cast, act: str) -> None:
    with pytest.raises(LastManager):
        LEAST[act](cast)
    assert role(cast, cast.bob) is Role.MANAGER


def test_two_managers_who_leave_at_the_same_time_leave_one(cast: Cast) -> None:
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)

    def leave(person: int) -> str:
        try:
            run(cast.doors, leave_team, Actor(cast.team, person))
        except LastManager:
            return "stays"
        return "gone"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, (cast.alice, cast.bob))) == ["gone", "stays"]


def test_who_is_removed_leaves_the_items_which_run_on(cast: Cast) -> None:
    (number,) = cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(remove, person=cast.alice)
    item = cast.item(number)
    assert (item.state, item.slot) == (State.IN_PROGRESS, 1)
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, item.id) == []
    with pytest.raises(NotFound):
        cast.do(pull_top, by=cast.alice)


def test_who_becomes_an_observer_and_their_agents_leave_the_items_which_run_on(cast: Cast) -> None:
    cast.add("Search", "Refunds", "Export")
    cast.do(pull_top, by=cast.alice)
    let_agents(cast, 2)
    hers, bobs = robot(cast), robot(cast, cast.bob)
    assert [one.pull()["item"] for one in (hers, bobs)] == [2, 3]
    cast.do(set_role, person=cast.alice, role=Role.OBSERVER)
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, cast.item(1).id) == []
        assert [one.sponsor for one in agents_on(conn, cast.team)] == ["Bob"]
    assert {cast.item(number).state for number in (1, 2, 3)} == {State.IN_PROGRESS}
    cast.do(set_role, person=cast.alice, role=Role.MEMBER)
    with pytest.raises(RunOver):
        hers.do(note, run_of=1, item=2, words="I am back.")


def test_who_comes_back_is_on_nothing(cast: Cast) -> None:
    (number,) = cast.add("Search")
    cast.do(pull_top, by=cast.alice)
    cast.do(leave_team, by=cast.alice)
    cast.do(enrol, who=cast.alice, role=Role.MEMBER)
    with cast.doors.reading() as conn:
        assert stints.on_it(conn, cast.team, cast.item(number).id) == []


def test_tokens_go_with_the_membership(cast: Cast) -> None:
    about = {"person": cast.alice, "team": cast.team, "name": "bot", "scope": "work", "days": 30, "now": utc_now()}
    token = in_transaction(cast.doors, tokens.make, **about)
    assert tokens.authenticate(cast.doors, token)
    cast.do(remove, person=cast.alice)
    assert tokens.authenticate(cast.doors, token) is None
    cast.do(enrol, who=cast.alice, role=Role.MEMBER)
    assert tokens.authenticate(cast.doors, token) is None


@pytest.mark.parametrize("by", ["alice", "carol", "mallory"])
def test_only_managers_say_who_is_in_the_team(cast: Cast, by: str) -> None:
    refused = NotFound if by == "mallory" else RoleTooLow
    for use_case, command in ((set_role, {"role": Role.MANAGER}), (remove, {})):
        with pytest.raises(refused):
            cast.do(use_case, by=getattr(cast, by), person=cast.carol, **command)


def test_people_of_another_team_are_nobody_here(cast: Cast) -> None:
    with pytest.raises(NotFound):
        cast.do(set_role, person=cast.mallory, role=Role.MEMBER)
    with pytest.raises(NotFound):
        cast.do(remove, person=cast.mallory)


def test_nobody_is_in_a_team_twice(cast: Cast) -> None:
    with pytest.raises(AlreadyMember):
        cast.do(enrol, who=cast.alice, role=Role.MANAGER)
    assert role(cast, cast.alice) is Role.MEMBER


def invited(cast: Cast, by: int | None = None) -> str:
    link = secrets.hash_of(secrets.generate())
    cast.do(invite, by=by, link=link, role=Role.MEMBER)
    return link


def accepted(cast: Cast, link: str, who: int | NewAccount, by: int | None = None) -> None:
    cast.do(accept, by=by, link=link, role=Role.MEMBER, who=who)


def test_an_invitation_works_once(cast: Cast) -> None:
    link = invited(cast)
    accepted(cast, link, cast.mallory)
    assert role(cast, cast.mallory) is Role.MEMBER
    with pytest.raises(LinkUsedUp):
        accepted(cast, link, NewAccount("Nora", "nora@example.org", None))


def test_two_who_open_it_at_the_same_time_are_one(cast: Cast) -> None:
    link = invited(cast)

    def come(n: int) -> str:
        try:
            accepted(cast, link, NewAccount(f"Nora {n}", f"nora{n}@example.org", None))
        except LinkUsedUp:
            return "late"
        return "in"

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(come, range(4))) == ["in", "late", "late", "late"]


def test_an_invitation_that_was_withdrawn_opens_nothing(cast: Cast) -> None:
    link = invited(cast)
    cast.do(withdraw, link=link)
    with pytest.raises(LinkUsedUp):
        accepted(cast, link, cast.mallory)
    with pytest.raises(NotFound):
        cast.do(withdraw, link=link)


def test_an_invitation_is_as_good_as_who_made_it(cast: Cast) -> None:
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    link = invited(cast, cast.alice)
    cast.do(set_role, person=cast.alice, role=Role.MEMBER)
    with pytest.raises(RoleTooLow):
        accepted(cast, link, cast.mallory, cast.alice)
    assert role(cast, cast.mallory) is None


def test_an_archived_team_changes_no_more_but_one_may_leave_it(cast: Cast) -> None:
    cast.do(archive)
    with pytest.raises(TeamArchived):
        cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    cast.do(leave_team, by=cast.alice)
    assert role(cast, cast.alice) is None
    cast.do(unarchive)
    assert cast.add("Search")


def shared(cast: Cast, by: int) -> str:
    secret = secrets.generate()
    cast.do(page_links.share, by=by, link=secrets.hash_of(secret), page="forecast", name=f"for {by}")
    return secret


@pytest.mark.parametrize(
    "goes", [lambda cast: cast.do(remove, person=cast.alice), lambda cast: cast.do(leave_team, by=cast.alice)]
)
def test_the_links_of_a_manager_who_goes_end_and_do_not_come_back(cast: Cast, goes) -> None:  # X13
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    hers, bobs, invitation = shared(cast, cast.alice), shared(cast, cast.bob), invited(cast, cast.alice)
    goes(cast)
    assert page_links.find(cast.doors, hers) is None
    assert page_links.find(cast.doors, bobs) is not None
    cast.do(enrol, who=cast.alice, role=Role.MANAGER)
    assert page_links.find(cast.doors, hers) is None
    with pytest.raises(LinkUsedUp):
        accepted(cast, invitation, cast.mallory, cast.alice)
