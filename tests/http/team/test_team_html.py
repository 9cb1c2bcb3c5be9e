"""The team page: what each role sees and changes there, and what happens to who goes."""

import re

import pytest

from queue_app.domain.team.rights import Role
from queue_app.store.team import members
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.team.members import set_role
from tests.http.reading import Person, Shown


@pytest.fixture
def team(cast):
    """The address of the team page."""
    return f"/teams/{cast.team}/team"


@pytest.fixture
def work(team):
    return f"{team}/work"


@pytest.fixture
def settings(team):
    return f"{team}/settings"


@pytest.fixture
def links(team):
    return f"{team}/links"


def role(cast, person):
    with cast.doors.reading() as conn:
        return members.role_of(conn, cast.team, person)


def buttons(page):
    return {words for form in page.forms for words in form.buttons}


def test_everybody_in_the_team_sees_who_is_in_it(alice, bob, carol, team):
    for person in (alice, bob, carol):
        words = person.look(team).words
        assert all(name in words for name in ("Alice", "Bob", "Carol"))
        assert "Mallory" not in words


def test_what_managers_do_is_offered_to_managers(alice, bob, carol, team):
    pages = [team, f"{team}/work", f"{team}/settings", f"{team}/links"]
    managers_only = {"Make an invitation", "Make a link", "Save settings", "Save settings of agents", "Add"}
    assert managers_only <= set().union(*(buttons(bob.look(page)) for page in pages))
    for person in (alice, carol):
        assert not managers_only & set().union(*(buttons(person.look(page)) for page in pages[:2]))
        assert [person.look(page).response.status_code for page in pages[2:]] == [403, 403]
        assert "Links and programs" not in person.look(team).words


def test_the_limit_is_changed_with_a_reason_by_who_may(alice, carol, work, site):
    page = alice.press(alice.look(work), "Change", limit="4", reason="We are one more.")
    assert "We are one more." in page.words
    assert page.response.status_code == 200
    assert "Alice" in page.words.split("We are one more.")[1][:20]
    assert not any("set-wip-limit" in form.action for form in carol.look(work).forms)


def test_an_observer_does_not_read_who_changed_the_limit(alice, carol, work):
    alice.press(alice.look(work), "Change", limit="4", reason="We are one more.")
    after = carol.look(work).words.split("We are one more.")[1]
    assert "Alice" not in after[:20]


def test_a_limit_that_cannot_be_is_told_beside_the_field_and_nothing_typed_is_lost(bob, work):
    page = bob.press(bob.look(work), "Change", limit="100", reason="As many as we like.")
    assert page.response.status_code == 422
    assert "from 1 to 99" in page.words
    assert ("reason", "As many as we like.") in [field for form in page.forms for field in form.fields]


def test_a_role_is_changed(bob, cast, team):
    page = bob.look(team)
    form = next(f for f in page.forms if ("person", str(cast.carol)) in f.fields and "set-role" in f.action)
    answer = bob.browser.post(form.action, {"person": cast.carol, "role": "member"})
    assert answer.status_code == 303
    assert role(cast, cast.carol) is Role.MEMBER


def test_the_only_manager_is_offered_no_way_out(bob, cast, team):
    page = bob.look(team)
    assert "the only manager" in page.words
    assert not any("leave" in address for _, address in page.links)
    answer = bob.browser.post(f"/teams/{cast.team}/leave")
    assert answer.status_code == 409
    assert role(cast, cast.bob) is Role.MANAGER


def test_before_somebody_is_removed_the_page_lists_what_runs_on_alone(bob, cast, team):
    cast.add("Search", "Refunds")
    cast.do(pull_top, by=cast.alice)
    page = bob.look(bob.look(team).link("Remove"))
    assert "Remove Alice?" in page.words
    assert "Search" in page.words
    assert "then nobody is on it" in page.words
    assert "Refunds" not in page.words
    bob.press(page, "Remove from the team")
    assert role(cast, cast.alice) is None
    assert cast.item(1).slot is not None


def test_who_was_removed_meets_a_404_at_the_next_click_and_stays_signed_in(alice, bob, cast, team):
    assert alice.look(team).response.status_code == 200
    bob.browser.post(f"/teams/{cast.team}/people/{cast.alice}/remove")
    assert alice.look(team).response.status_code == 404
    assert alice.look("/").response.status_code == 200


def test_one_leaves_by_oneself(alice, cast, team):
    page = alice.look(alice.look(team).link("Leave"))
    assert "You are on no item in progress." in page.words
    home = alice.press(page, "Leave the team")
    assert "You are not in a team yet." in home.words
    assert role(cast, cast.alice) is None


def test_settings_are_kept_and_signed(bob, site, cast, settings):
    page = bob.press(
        bob.look(settings),
        "Save settings",
        name="Lions",
        zone="Asia/Tokyo",
        finished_means="It is live.",
    )
    assert page.response.status_code == 200
    assert "It is live." in page.words
    (row,) = [row for row in site.rows("team") if row["id"] == cast.team]
    assert (row["name"], row["time_zone"], row["working_days"]) == (
        "Lions",
        "Asia/Tokyo",
        "1111100",
    )
    event = [row for row in site.rows("event") if row["team_id"] == cast.team][-1]
    assert (event["kind"], event["by"]) == ("settings", cast.bob)
    assert set(event["data"]["now"]) == {"name", "time_zone", "finished_means"}


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("zone", "Mars/Olympus", "time zone does not exist"),
        ("zone", "../../etc/passwd", "time zone does not exist"),
        ("standup_at", "25:00", "from 0 to 23"),
        ("end_of_day", "noon", "whole number"),
        ("name", "", "cannot be empty"),
        ("who_orders", "nobody", "Choose one of"),
        ("working_days", ["8"], "from 1 to 7"),
    ],
)
def test_a_setting_that_cannot_be_is_told_beside_its_field(bob, site, settings, field, typed, told):
    before = site.mark()
    page = bob.press(bob.look(settings), "Save settings", **{field: typed})
    assert page.response.status_code == 422
    assert told in page.words
    assert site.mark() == before


def test_an_archived_team_says_so_on_each_page_and_comes_back(bob, team, settings):
    bob.press(bob.look(bob.look(settings).link("Archive the team")), "Archive the team")
    for page in (team, f"{team}/work", settings, f"{team}/links"):
        shown = bob.look(page)
        assert "This team is archived" in shown.words
        assert buttons(shown) == {"Restore"}
    page = bob.press(shown, "Restore")
    assert "This team is archived" not in page.words


def test_a_token_of_the_team_is_listed_and_revoked(bob, site, cast, links):
    token = site.token(cast.alice, cast.team, "work")
    page = bob.look(links)
    assert token[-4:] in page.words
    assert token not in page.words
    page = bob.press(page, "Revoke")
    assert token[-4:] not in page.words


def test_areas_and_kinds_are_added_where_they_stand(bob, work):
    page = bob.press(bob.look(work), "Add", name="Payments")
    assert "Payments" in page.words
    page = bob.press(bob.look(work), "Add", name="payments")
    assert page.response.status_code == 409
    assert "already on the list" in page.words


def test_a_removal_names_the_links_that_end_with_it(site, cast, bob, links):  # X13
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    alice = Person(site.browser(cast.alice))
    alice.press(alice.look(links), "Make a link", name="Screen in the hall", page="radiator")
    page = bob.look(f"/teams/{cast.team}/people/{cast.alice}/remove")
    assert "Alice made these links to pages. They stop working: Screen in the hall" in page.words
    bob.press(page, "Remove from the team")
    assert "Screen in the hall" not in bob.look(links).words


def test_the_same_form_of_two_people_makes_two_links(site, cast, team):  # X13
    cast.do(set_role, person=cast.alice, role=Role.MANAGER)
    typed = {"key": "n" * 16, "name": "hall", "page": "radiator"}
    pages = [Shown(site.browser(one).post(f"/teams/{cast.team}/share-page", typed)) for one in (cast.alice, cast.bob)]
    found = [re.search(r"/shared/[\w-]{43}", page.words)[0] for page in pages]
    assert found[0] != found[1]
