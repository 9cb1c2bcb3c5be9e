"""The example team: one click makes it, one takes it away, and only managers have either."""

from sqlalchemy import update

from queue_app.domain.team.team import RESTORABLE
from queue_app.store.tables import TEAM
from queue_app.usecases.team.example import delete_removed
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.http.site import Site


def test_a_manager_makes_it_and_is_led_to_the_same_one_again(site: Site, monkeypatch) -> None:
    monkeypatch.setattr("queue_app.service.example.play.WEEKS", 2)
    bob = site.browser(site.cast.bob)
    made = bob.post("/example", {"zone": "Europe/Vienna"})
    again = bob.post("/example")
    assert made.status_code == again.status_code == 303
    assert made.location == again.location
    page = bob.get(made.location).text
    assert "This is an example" in page
    assert bob.post(f"{made.location}/remove-example").status_code == 303
    assert "You can restore it until" in bob.get("/").text
    assert bob.post("/example").location != made.location
    delete = {"now": utc_now() + 2 * RESTORABLE}
    assert in_transaction(site.cast.doors, delete_removed, **delete) == 1
    assert bob.get(made.location).status_code == 404


def test_who_manages_no_team_makes_none(site: Site) -> None:
    assert site.browser(site.cast.alice).post("/example").status_code == 403


def test_a_zone_that_there_is_not_is_refused(site: Site) -> None:
    person = site.browser(site.cast.bob)
    before = site.mark()
    home = person.client.post("/example", data={"csrf_token": person.csrf, "zone": "Mars/Base"}, follow_redirects=True)
    assert "time zone does not exist" in home.text
    assert site.mark() == before


def test_a_real_team_stays(site: Site) -> None:
    person = site.browser(site.cast.bob)
    before = site.mark()
    path = f"/teams/{site.cast.team}/remove-example"
    page = person.client.post(path, data={"csrf_token": person.csrf}, follow_redirects=True)
    assert "Only the example team can be removed." in page.text
    assert site.mark() == before


def test_a_member_does_not_take_it_away(site: Site) -> None:
    marked = update(TEAM).where(TEAM.c.id == site.cast.team).values(is_example=True)
    in_transaction(site.cast.doors, lambda conn: conn.execute(marked))
    person = site.browser(site.cast.alice)
    before = site.mark()
    assert person.post(f"/teams/{site.cast.team}/remove-example").status_code == 403
    assert site.mark() == before
