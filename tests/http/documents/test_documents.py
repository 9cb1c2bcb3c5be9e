"""The documents of a team: reached only by links, with the facts of their pages. Lists continue with links."""

import pytest

from queue_app.api.links import RELATIONS
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.queue.finish import finish
from tests.http.program import Program

pytestmark = pytest.mark.usefixtures("day_of_the_cast")


@pytest.fixture
def program(site, busy):
    return Program(site, site.cast.bob, "manage")


def titles(rows):
    return [row["title"] for row in rows]


def pages(program, document):
    """The document, and all further ones that the links `next` lead to."""
    yield document
    while "next" in document["_links"]:
        document = program.get(document["_links"]["next"]["href"]).json
        yield document


def test_every_relation_is_linked_from_the_team(program):
    team = program.follow("team")
    assert set(team["_links"]) == {"self", "item", "stream", *RELATIONS}
    for relation in RELATIONS:
        answer = program.get(team["_links"][relation]["href"])
        assert (answer.status_code, answer.json["_links"]["team"]["href"]) == (200, team["_links"]["self"]["href"])
        assert answer.json["seq"] == team["seq"]


def test_the_list_of_items_has_every_one_and_goes_on_by_links(program):
    team = program.follow("team")
    first = program.get(f"{team['_links']['items']['href']}?size=2").json
    rows = [row for page in pages(program, first) for row in page["_embedded"]["items"]]
    assert [row["number"] for row in rows] == [5, 4, 3, 2, 1]
    assert {row["state"] for row in rows} == {"waiting", "in_progress", "finished"}
    assert first["matches"] == 5


def test_a_list_is_searched_by_its_own_template(program):
    items = program.get(f"{program.follow('team')['_links']['items']['href']}?size=2").json
    template = items["_templates"]["query"]
    assert [field["name"] for field in template["properties"]] == ["words", "size", "after"]
    found = program.ask(template["method"], f"{template['target']}?words=tax").json
    assert titles(found["_embedded"]["items"]) == ["Tax"]


def test_finished_items_say_how_long_they_took_and_never_by_whom(program):
    finished = program.follow("team", "finished")
    (row,) = finished["_embedded"]["items"]
    assert (row["title"], row["took_days"], finished["finished"]) == ("Logo", 1, 1)
    assert "Alice" not in str(finished)


@pytest.mark.parametrize("relation", ["items", "finished", "history", "events", "order", "queue"])
@pytest.mark.parametrize("size", ["0", "201", "x", "-1"])
def test_a_page_has_1_to_200_entries(program, relation, size):
    answer = program.get(f"{program.follow('team')['_links'][relation]['href']}?size={size}")
    assert (answer.status_code, answer.json["field"]) == (422, "size")


def test_the_stand_up_has_counts_of_people_and_no_names(program):
    standup = program.follow("team", "standup")
    parts = standup["_embedded"]
    assert titles(parts["blocked"]) == ["Search"]
    assert parts["blocked"][0]["block"]["sentence"] == "waits for the bank"
    assert titles(parts["nobody_on_it"]) == ["Search"]
    assert titles(parts["help"]) == ["Search"]
    assert parts["help"][0]["states"] == ["blocked", "nobody", "top"]
    assert titles(parts["next"]) == ["Tax", "Photos"]
    (changed,) = parts["limits"]
    assert (changed["was"], changed["limit"], changed["by"]) == (3, 4, None)
    assert "Alice" not in str(standup)


@pytest.mark.parametrize("question", ["ask=many", "ask=odds&items=3", "item=4", "items=2&place=1", "item=4&down=1"])
def test_a_forecast_answers_what_its_page_answers(program, question):
    address = program.follow("team")["_links"]["forecast"]["href"]
    forecast = program.get(f"{address}?{question}")
    assert forecast.status_code == 200
    assert forecast.json["quality"]["level"] == "none"  # One day with a finished item is not enough.
    assert forecast.json["answer"] is None


def test_a_question_that_makes_no_sense_names_its_field(program):
    address = program.follow("team")["_links"]["forecast"]["href"]
    for question, field in (
        ("ask=who", "ask"),
        ("item=99", "item"),
        ("by=soon", "by"),
        ("by=2999-01-01&ask=many", "by"),
    ):
        answer = program.get(f"{address}?{question}")
        assert (answer.status_code, answer.json["field"]) == (422, field), question


def test_flow_has_the_numbers_of_its_page(program, cast):
    flow = program.follow("team", "flow")
    assert sum(part["items"] for part in flow["throughput"]["parts"]) == 1
    assert flow["throughput"]["limits"] == [
        {"on": f"{cast.now:%Y-%m-%d}", "was": 3, "limit": 4, "reason": "a fourth person came"}
    ]
    assert titles(flow["_embedded"]["running"]) == ["Search", "Refunds"]
    assert flow["blocked"]["days"] == 1
    assert flow["levels"][-1] | {"first": "", "last": ""} == {
        "first": "", "last": "", "waiting": 2, "running": 2, "finished": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "span", ["span=1d", "from=2026-01-01", "from=0001-01-01&to=9999-12-31", "from=2026-02-01&to=2026-01-01"]
)
def test_days_that_form_no_span_are_refused(program, span):
    answer = program.get(f"{program.follow('team')['_links']['flow']['href']}?{span}")
    assert answer.status_code == 422


def test_cover_tells_absences_and_no_count_of_people(program, cast):
    day = cast.now.date()
    cast.do(add_absence, by=cast.bob, person=cast.alice, first=day, last=day)
    cover = program.follow("team", "cover")
    assert [(one["name"], one["first"]) for one in cover["absences"]] == [("Alice", f"{day}")]
    assert not [area for area in cover["_embedded"]["areas"] if "people" in area]


def test_an_observer_finds_no_cover_and_no_names(site, busy):
    program = Program(site, site.cast.carol, "read")
    team = program.follow("team")
    assert set(RELATIONS) - set(team["_links"]) == {"cover"}
    for relation in ("history", "events", "order", "standup"):
        document = program.get(team["_links"][relation]["href"])
        assert not {"Alice", "Bob"} & set(document.get_data(as_text=True).replace('"', " ").split()), relation


def test_an_agent_reads_no_cover(site, busy):
    agent = Program(site, site.cast.alice, "agent")
    team = agent.follow("team")
    assert "cover" not in team["_links"]
    assert agent.get(f"{team['_links']['self']['href']}/cover").status_code == 403


def test_an_unchanged_document_is_not_sent_again(program, cast):
    root = program.get("/api").json["_links"]
    links = program.follow("team")["_links"]
    addresses = [links[relation]["href"] for relation in RELATIONS] + [
        root[name]["href"] for name in ("self", "me", "teams")
    ]
    for address in addresses:
        etag = program.get(address).headers["ETag"]
        assert program.get(address, If_None_Match=etag).status_code == 304, address
    etag = program.get(links["events"]["href"]).headers["ETag"]
    cast.do(finish, by=cast.bob, item=3)
    assert program.get(links["events"]["href"], If_None_Match=etag).status_code == 200
