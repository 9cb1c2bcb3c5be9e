"""The answers to writes: they match their description, with the links to the changed items and the undo."""

import shutil
from dataclasses import replace

import jsonschema_rs
import pytest

from queue_app.api.hal import endpoint
from queue_app.api.schemas import NAMED
from queue_app.api.written import facts_of_write
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS
from tests.http.furnished import SqliteFurnished
from tests.http.matrix import Cell, Matrix
from tests.http.openapi.test_answers import closed

EVERY = {endpoint(action): action for action in (ACTIONS | FOR_AGENTS).values()}

TWICE_IS_ONCE = [
    *("api.queue_move", "api.item_move", "api.queue_areas", "api.queue_change_view", "api.item_edit", "api.item_areas"),
    *(
        "api.item_plan",
        "api.item_tick",
        "api.item_edit_block",
        "api.item_people_only",
        "api.item_place",
        "api.item_ask",
    ),
    *("api.team_set_wip_limit", "api.team_set_agents", "api.team_declare", "api.team_rename_area"),
    *("api.team_add_days_off", "api.team_add_absence", "api.team_forget_history"),
]


@pytest.fixture(scope="session")
def furnished(request, application, tmp_path_factory):
    template = tmp_path_factory.mktemp("written") / "template.sqlite3"
    shutil.copyfile(request.getfixturevalue("_sqlite").template, template)
    made = SqliteFurnished(application, template)
    yield made
    made.close()


def check(verb: str, answer: dict) -> None:
    """Assert that the answer matches the description, without other properties."""
    facts, written = facts_of_write(EVERY[verb]), NAMED["Written"]
    both = {"type": "object", "properties": written["properties"] | facts["properties"]}
    whole = closed(both) | {"required": [*written["required"], *facts["required"]]}
    jsonschema_rs.validate(whole, answer)


@pytest.mark.parametrize("verb", EVERY)
def test_a_write_answers_what_is_described_and_its_event(furnished, verb):
    matrix = Matrix(furnished, "POST", verb)
    site, _ = matrix.fresh()
    cell = matrix.allowed()[-1]
    asked, before = matrix.asked(cell), site.revision(cell.team)
    answer = matrix.send(asked, cell, furnished.browser(cell.who))
    check(verb, answer.json)
    assert (answer.status_code, answer.json["changed"]) == (201, True)
    assert answer.json["seq"] == site.revision(cell.team) > before
    again = matrix.send(asked, cell, furnished.browser(cell.who))
    if again.status_code == 200:
        check(verb, again.json)
        assert (again.json["changed"], again.json["seq"]) == (False, answer.json["seq"])
        assert "_templates" not in again.json
    assert again.status_code in (200, 201, 404, 409)
    assert site.revision(cell.team) - answer.json["seq"] == (again.status_code == 201)


@pytest.mark.parametrize("verb", [name for name, one in EVERY.items() if not any(f.required for f in one.fields)])
def test_what_is_told_no_more_than_it_needs_answers_what_is_described(furnished, verb):
    """For example a request for company without words, which withdraws the request."""
    matrix = Matrix(furnished, "POST", verb)
    matrix.fresh()
    cell = matrix.allowed()[-1]
    asked = matrix.asked(cell)
    run = {name: value for name, value in asked.body.items() if name == "run"}
    answer = matrix.send(replace(asked, body=run), cell, furnished.browser(cell.who))
    if answer.status_code < 300:
        check(verb, answer.json)


@pytest.mark.parametrize("verb", TWICE_IS_ONCE)
def test_what_is_so_already_changes_nothing(furnished, verb):
    matrix = Matrix(furnished, "POST", verb)
    site, _ = matrix.fresh()
    cell = matrix.allowed()[-1]
    asked = matrix.asked(cell)
    done, again = (matrix.send(asked, cell, furnished.browser(cell.who)) for _ in range(2))
    assert (done.status_code, again.status_code) == (201, 200)
    assert (again.json["changed"], again.json["seq"]) == (False, site.revision(cell.team))


@pytest.mark.parametrize("verb", EVERY)
def test_what_it_leads_to_is_there_and_its_undo_works(furnished, verb):
    matrix = Matrix(furnished, "POST", verb)
    matrix.fresh()
    cell = matrix.allowed()[-1]
    browser = furnished.browser(cell.who)
    answer = matrix.send(matrix.asked(cell), cell, browser).json
    if cell.by == "agent":
        assert "_templates" not in answer
        return
    several = answer.get("items", [])
    for number in several if "item" not in answer else [answer["item"], *several]:
        link = answer["_links"]["each" if len(several) > 1 else "item"]["href"].replace("{number}", str(number))
        shown = browser.client.get(link, headers=by_token(matrix, cell))
        assert (shown.status_code, shown.json["number"]) == (200, number)
    if "_templates" in answer:
        template = answer["_templates"]["undo"]
        filled = {field["name"]: field["value"] for field in template["properties"]}
        undone = browser.client.post(template["target"], json=filled, headers=by_token(matrix, cell))
        assert (undone.status_code, undone.json["undone"]) == (201, answer["seq"])


def by_token(matrix: Matrix, cell: Cell) -> dict[str, str]:
    return {"Authorization": f"Bearer {matrix.world.tokens[matrix.world.people()[cell.who]]}"}


def test_a_repeated_request_gets_the_same_answer_with_its_undo(furnished):
    matrix = Matrix(furnished, "POST", "api.item_block")
    matrix.fresh()
    cell = matrix.allowed()[-1]
    browser = furnished.browser(cell.who)
    browser.client.environ_base["HTTP_IDEMPOTENCY_KEY"] = "sent-twice"
    first, second = (matrix.ask(cell, browser).json for _ in range(2))
    assert first == second
    assert "undo" in first["_templates"]


def test_an_agent_gets_all_of_its_item_and_no_undo(furnished):
    matrix = Matrix(furnished, "POST", "api.item_ready")
    matrix.fresh()
    cell = matrix.allowed()[-1]
    pull = Matrix(furnished, "POST", "api.queue_pull")
    answer = pull.send(replace(pull.asked(cell), body={}), cell, furnished.browser(cell.who))
    check("api.queue_pull", answer.json)
    assert answer.json["held"]
    assert answer.json["work"]["number"] == answer.json["item"]
    assert "_templates" not in answer.json
