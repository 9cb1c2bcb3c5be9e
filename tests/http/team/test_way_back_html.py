"""An installation always has a way in: removing the example asks first, and its creator is never left without a team."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from queue_app.domain.team.rights import Role
from queue_app.service.example.play import play
from queue_app.store.tables import TEAM
from queue_app.usecases.team.members import leave_team, remove, set_role
from queue_app.usecases.team.settings import archive
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor
from tests.cast import Cast
from tests.conftest import BOTH_ENGINES
from tests.http.reading import Person
from tests.http.site import Site


@pytest.fixture
def example(cast):
    """The cast's team is the example."""
    named = update(TEAM).where(TEAM.c.id == cast.team).values(is_example=True)
    in_transaction(cast.doors, lambda conn: conn.execute(named))


def test_removing_the_example_asks_and_then_a_team_can_be_made(cast, bob, queue, example):  # P1
    run(cast.doors, archive, Actor(cast.other_team, cast.mallory))
    page = bob.look(bob.look(queue).link("Remove the example team"))
    assert "You can restore them for 10 minutes" in page.words
    assert "You are in no other team. After this you can make one." in page.words
    home = bob.press(page, "Remove the example team")
    assert "You are not in a team yet. Make a team below." in home.words
    made = bob.press(home, "Make the team", team="Lions")
    assert "Lions" in made.words


def test_a_removed_example_is_restored_with_one_click(bob, queue, example):  # P1
    bob.press(bob.look(f"{queue}/remove-example"), "Remove the example team")
    home = bob.look("/")
    assert "Tigers is removed. You can restore it until" in home.words
    assert "Archived teams" not in home.words
    bob.press(home, "Restore Tigers")
    assert "is removed" not in bob.look("/").words
    assert bob.look(queue).response.status_code == 200


def test_a_real_team_has_no_such_page(bob, queue):  # P1
    assert bob.look(f"{queue}/remove-example").response.status_code == 409


def test_who_archived_the_only_team_finds_it_on_the_first_page(bob, cast, team_page):  # P1
    page = bob.look(bob.look(f"{team_page}/settings").link("Archive the team"))
    assert "Archive Tigers?" in page.words
    home = bob.press(page, "Archive the team")
    assert bob.address == "/"
    assert "Archived teams" in home.words
    assert "Tigers" in home.words
    bob.press(home, "Restore")
    assert "Archived teams" not in bob.look("/").words


def test_members_do_not_read_of_archived_teams(alice, cast):
    cast.do(archive)
    assert "Tigers" not in alice.look("/").words


@pytest.fixture
def team_page(cast):
    return f"/teams/{cast.team}/team"


def all_archived(cast):
    cast.do(archive)
    run(cast.doors, archive, Actor(cast.other_team, cast.mallory))


@pytest.mark.parametrize(
    ("who", "prepare", "may"),
    [
        ("alice", lambda cast: None, False),  # in a team, the oldest account
        ("alice", lambda cast: cast.do(leave_team, by=cast.alice), True),
        ("carol", lambda cast: cast.do(remove, person=cast.carol), False),  # not the oldest, and there are teams
        ("carol", all_archived, True),  # there is no team
        ("bob", lambda cast: cast.do(archive), True),  # manages an archived one
    ],
)
def test_who_may_make_a_team(site, cast, who, prepare, may):  # P1
    prepare(cast)
    person = Person(site.browser(getattr(cast, who)))
    assert any("Make the team" in form.buttons for form in person.look("/").forms) is may
    answer = person.browser.post("/teams", {"team": "Lions", "people": "4", "zone": "UTC"})
    assert answer.status_code == (303 if may else 403)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/teams/1"])
def test_an_empty_installation_says_where_its_link_is(app, doors, path):  # P2
    page = Person(Site(app, Cast(doors, 0, 0, 0, 0, 0, 0)).browser()).look(path)
    assert "Not set up yet" in page.words
    assert "Open the link printed where Topmost was started." in page.words
    assert page.forms == []


def test_an_installation_with_an_account_shows_the_sign_in(site):  # P2
    assert "Sign in to Topmost" in Person(site.browser()).look("/").words


@BOTH_ENGINES
def test_three_clicks_at_the_same_time_make_one_example(cast):  # X14
    def click(_):
        return play(cast.doors, cast.bob, "UTC", utc_now(), lambda done, weeks: None, weeks=1)

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(click, range(3)))) == 1
    with cast.doors.reading() as conn:
        assert len(conn.execute(TEAM.select().where(TEAM.c.is_example)).all()) == 1


def test_the_example_of_somebody_else_is_not_mine(cast):  # X14
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    made = {play(cast.doors, who, "UTC", utc_now(), lambda *_: None, weeks=1) for who in (cast.alice, cast.bob)}
    assert len(made) == 2
