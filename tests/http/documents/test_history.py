"""The history for programs: all events except those about one person alone, in order, from any event on."""

import pytest

from queue_app.domain.queue.events import EVENT_KINDS, OF_ONE_PERSON
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.queue.finish import finish
from tests.conftest import BOTH_ENGINES
from tests.http.program import Program

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def program(site, busy):
    return Program(site, site.cast.alice, "work")


def kinds(document):
    return [line["kind"] for line in document["_embedded"]["events"]]


@BOTH_ENGINES
def test_events_come_in_their_order_from_a_number_on(program):
    events = program.follow("team", "events")
    numbers = [line["seq"] for line in events["_embedded"]["events"]]
    assert numbers == sorted(numbers)
    third = numbers[2]
    later = program.get(f"{events['_links']['self']['href']}?after={third}").json
    assert [line["seq"] for line in later["_embedded"]["events"]] == numbers[3:]


def test_pages_of_events_lead_to_the_present_and_then_wait_there(program, cast):
    page = program.get(f"{program.follow('team')['_links']['events']['href']}?size=5").json
    seen = kinds(page)
    while page["more"]:
        page = program.get(page["_links"]["next"]["href"]).json
        seen += kinds(page)
    assert seen == list(reversed(kinds(program.follow("team", "history"))))
    assert kinds(program.get(page["_links"]["next"]["href"]).json) == []
    cast.do(finish, by=cast.bob, item=3)
    assert kinds(program.get(page["_links"]["next"]["href"]).json) == ["finished"]


def test_the_history_goes_back_by_links(program):
    whole = kinds(program.follow("team", "history"))
    page = program.get(f"{program.follow('team')['_links']['history']['href']}?size=5").json
    seen = kinds(page)
    while "next" in page["_links"]:
        page = program.get(page["_links"]["next"]["href"]).json
        seen += kinds(page)
    assert seen == whole


def test_who_pulled_is_nowhere_and_who_set_the_limit_is_told(program):
    by_kind = {line["kind"]: line["by"] for line in program.follow("team", "history")["_embedded"]["events"]}
    assert (by_kind["pulled"], by_kind["blocked"], by_kind["limit_set"]) == (None, None, "Bob")


def test_absences_and_what_people_say_they_can_are_no_events_for_programs(program, cast):
    day = cast.now.date()
    present = program.follow("team", "history")["seq"]
    cast.do(add_absence, by=cast.bob, person=cast.bob, first=day, last=day)
    history = program.follow("team", "history")
    assert (history["seq"], history["_embedded"]["events"][0]["seq"]) == (present + 1, present)
    assert set(OF_ONE_PERSON) == {"declared", "disowned", "claimed", "absence_entered", "absence_removed"}
    assert not [name for name in OF_ONE_PERSON if EVENT_KINDS[name].signed]


def test_an_item_leads_to_its_own_history(program):
    team = program.follow("team")
    item = program.get(team["_links"]["item"]["href"].replace("{number}", "1")).json
    history = program.get(item["_links"]["history"]["href"]).json
    assert kinds(history) == ["finished", "pulled", "added"]
    assert history["_embedded"]["events"][0]["item"]["title"] == "Logo"
    missing = program.get(item["_links"]["history"]["href"].replace("/1/", "/99/"))
    assert missing.status_code == 404
