"""An agent in the JSON API: the same addresses as for people, with its run. One answer has all it needs for the work."""

from html import unescape

import pytest

from queue_app.domain.queue.item import State
from queue_app.domain.team.rights import Role
from queue_app.usecases.agents.settings import set_agents
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.team.members import set_role
from queue_app.usecases.team.settings import change_settings
from tests.http.agents.asking import agent, pulled
from tests.http.site import Site

WORDS = "Look at https://git.example.org/7, and (https://ci.example.org/b)."


def test_a_pull_is_enough_to_work_with(site: Site) -> None:
    program = agent(site, "Above", "Search finds nothing", "Below")
    site.cast.do(change_settings, finished_means="Merged and told.")
    site.cast.do(edit, item=2, words=WORDS)
    program.ask("POST", "/api/teams/1/pull", {})
    program = agent(site, person=site.cast.bob)
    answer = pulled(program)
    work = answer["work"]
    assert (answer["item"], answer["run"], work["run"]) == (2, 1, 1)
    assert work["words"] == WORDS
    assert work["links"] == ["https://git.example.org/7", "https://ci.example.org/b"]
    assert work["finished_means"] == "Merged and told."
    assert work["above"] == {"number": 1, "title": "Above", "state": State.IN_PROGRESS}
    assert work["below"]["title"] == "Below"
    assert "no instructions" in work["written_by_people"]
    assert work["lease_until"] > "2026"


def test_pulling_again_answers_the_same_item(site: Site) -> None:
    program = agent(site, "A", "B")
    first, again = pulled(program), pulled(program)
    assert (again["changed"], again["held"]) == (False, True)
    assert again["work"] == first["work"]


def test_its_item_offers_what_an_agent_may_and_asks_for_the_run(site: Site) -> None:
    program = agent(site, "A", "B")
    item = program.get(pulled(program)["_links"]["item"]["href"]).json
    assert item["_templates"].keys() == {
        "block", "edit-block", "unblock", "leave", "note", "plan", "put-back", "ready", "step", "tick",
        "wait-for", "stop-waiting",
    }  # fmt: skip
    assert all(template["properties"][-1]["name"] == "run" for template in item["_templates"].values())
    assert program.get("/api/teams/1/items/2").json["_templates"] == {}


def test_it_finishes_where_the_team_lets_agents(site: Site) -> None:
    program = agent(site, "A")
    pulled(program)
    from_before = program.ask("POST", "/api/teams/1/items/1/finish", {"run": 1})
    assert (from_before.status_code, from_before.json["code"]) == (403, "people_finish")
    site.cast.do(set_agents, agents_finish=True)
    assert "finish" in program.get("/api/teams/1/items/1").json["_templates"]
    assert program.ask("POST", "/api/teams/1/items/1/finish", {"run": 1}).status_code == 201


def test_a_write_with_its_run_is_written_and_signed_by_the_agent(site: Site) -> None:
    program = agent(site, "A")
    pulled(program)
    assert program.ask("POST", "/api/teams/1/items/1/note", {"text": "Found it.", "run": 1}).status_code == 201
    page = site.browser(site.cast.bob).get("/teams/1/items/1").text
    assert "Alice's a test" in unescape(page)
    assert program.get("/api/teams/1/items/1").json["notes"][0]["agent"] == "a test"


def test_a_write_of_a_run_that_is_over_is_409(site: Site) -> None:
    program = agent(site, "A")
    pulled(program)
    site.cast.do(put_back, item=1, kind="other")
    refused = program.ask("POST", "/api/teams/1/items/1/note", {"text": "Late.", "run": 1})
    assert (refused.status_code, refused.json["code"]) == (409, "run_over")
    assert "Nothing was changed" in refused.json["detail"]


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("move", {"items": [1], "to": "top"}),
        ("settings", {}),
        ("set-agents", {"at_once": 9}),
        ("set-wip-limit", {"limit": 9, "reason": "x"}),
        ("items/1/urgent", {"reason": "now"}),
        ("items/1/drop", {"reason": "x"}),
        ("items/1/join", {}),
        ("items/1/skip", {"kind": "area"}),
        ("add-absence", {}),
        ("undo", {}),
    ],
)
def test_what_only_people_do_is_refused_before_the_body_is_read(site: Site, address: str, body: dict) -> None:
    refused = agent(site, "A", person=site.cast.bob).ask("POST", f"/api/teams/1/{address}", body)
    expected = (404, "not_found") if address == "settings" else (403, "only_people")
    assert (refused.status_code, refused.json["code"]) == expected


def test_the_agent_of_who_became_an_observer_is_told_so(site: Site) -> None:
    program = agent(site, "A")
    pulled(program)
    site.cast.do(set_role, person=site.cast.alice, role=Role.OBSERVER)
    for address, body, code in [
        ("pull", {}, "role_too_low"),
        ("items/1/note", {"run": 1, "text": "x"}, "role_too_low"),
        ("set-agents", {}, "only_people"),
    ]:
        refused = program.ask("POST", f"/api/teams/1/{address}", body)
        assert (refused.status_code, refused.json["code"]) == (403, code)
    item = program.get("/api/teams/1/items/1").json
    assert (item["on"]["count"], item["_templates"]) == (0, {})


def test_the_documents_of_an_agent_say_who_wrote_the_texts(site: Site) -> None:
    program = agent(site, "A")
    person = agent(site, scope="work")
    for address in ("/api/teams/1/queue", "/api/teams/1/items/1"):
        assert "no instructions" in program.get(address).json["written_by_people"]
        assert "written_by_people" not in person.get(address).json


def test_an_agent_of_another_team_sees_nothing(site: Site) -> None:
    program = agent(site, "A")
    assert program.get(f"/api/teams/{site.cast.other_team}/queue").status_code == 404


def test_the_page_and_the_queue_show_what_is_ready(site: Site) -> None:
    program = agent(site, "A")
    pulled(program)
    browser = site.browser(site.cast.bob)
    assert "Alice's a test" in unescape(browser.get("/teams/1").text)
    body = {"text": "The change is up.", "links": ["https://git.example.org/1"], "run": 1}
    assert program.ask("POST", "/api/teams/1/items/1/ready", body).status_code == 201
    for page in ("", "/items/1", "/standup", "/radiator"):
        assert "Ready to be looked at" in browser.get(f"/teams/1{page}").text, page
    assert "ready to be looked at" in browser.get("/teams/1/standup/text").text
    assert "git.example.org/1" in browser.get("/teams/1/items/1").text


@pytest.mark.parametrize("link", ["ftp://x", "javascript:alert(1)", "git.example.org"])
def test_a_link_to_look_at_is_an_address(site: Site, link: str) -> None:
    program = agent(site, "A")
    pulled(program)
    refused = program.ask("POST", "/api/teams/1/items/1/ready", {"text": "Up.", "links": [link], "run": 1})
    assert (refused.status_code, refused.json["field"]) == (422, "links")


def test_how_an_agent_works_here_fits_into_its_instructions(site: Site) -> None:
    site.cast.do(change_settings, finished_means="Merged and told.")
    program = agent(site)
    anybody, own = site.app.test_client().get("/agents.md").text, program.get("/agents.md").text
    assert len(own.splitlines()) <= 60
    assert "Merged and told." in own
    assert "Merged and told." not in anybody
    assert "Merged and told." in site.browser(site.cast.alice).get("/teams/1/agents.md").text


def test_the_first_document_leads_to_tools_guide_and_client(site: Site) -> None:
    program = agent(site)
    links = program.get("/api").json["_links"]
    assert [links[name]["href"] for name in ("mcp", "guide", "client")] == ["/api/mcp", "/agents.md", "/topmost.py"]
    assert program.get("/api/me").json["agent"] == "a test"


def test_the_client_is_served(site: Site) -> None:
    answer = site.app.test_client().get("/topmost.py")
    assert (answer.status_code, answer.mimetype) == (200, "text/x-python")
    compile(answer.text, "topmost.py", "exec")
