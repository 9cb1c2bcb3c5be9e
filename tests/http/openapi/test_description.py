"""The API's description of itself: every route is in it, and it allows what the routes take."""

import jsonschema_rs
import pytest

from queue_app.api.hal import endpoint, inputs_of
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS
from tests.http.example_actions import ACTIONS as EXAMPLES
from tests.http.world import build

EVERY = list((ACTIONS | FOR_AGENTS).values())


@pytest.fixture
def described(app):
    return app.test_client().get("/api/openapi.json").json


@pytest.fixture
def operations(described):
    return {one["operationId"]: one for path in described["paths"].values() for one in path.values()}


def test_it_is_openapi_3_1_and_says_that_addresses_may_change(described):
    assert described["openapi"].startswith("3.1")
    assert "Addresses may change" in described["info"]["description"]


def test_every_route_of_the_api_is_in_it(app, described):
    routes = {
        (method.lower(), rule.rule.replace("<number:", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.mcp"
    }
    assert {(method, path) for path, methods in described["paths"].items() for method in methods} == routes


def test_every_answer_is_a_document_or_a_problem_that_the_description_knows(described, operations):
    assert set(described["components"]["schemas"]) >= {"Written", "Problem", "WaitingRow", "HistoryLine"}
    for name, operation in operations.items():
        assert {"400"} < set(operation["responses"]), name
        assert operation["summary"], name


@pytest.mark.parametrize("action", EVERY, ids=endpoint)
def test_the_body_of_an_action_has_the_fields_of_its_declaration(action, operations):
    schema = operations[f"{action.on}_{action.verb}"]["requestBody"]["content"]["application/json"]["schema"]
    fields = inputs_of(action, agent=not action.people)
    assert list(schema["properties"]) == [field.name for field in fields]
    assert schema.get("required", []) == [field.name for field in fields if field.required]
    jsonschema_rs.meta.validate(schema)


def test_it_allows_each_example_and_no_unknown_field(app, doors, operations):
    world = build(doors, app)
    home = world.homes[world.cast.team]
    for action in EVERY:
        schema = operations[f"{action.on}_{action.verb}"]["requestBody"]["content"]["application/json"]["schema"]
        body = dict(EXAMPLES[f"{action.on}_{action.verb}"].body(world, home, home.manager))
        jsonschema_rs.validate(schema, body)
        with pytest.raises(jsonschema_rs.ValidationError):
            jsonschema_rs.validate(schema, body | {"assignee": 1})


def test_it_is_the_same_until_it_changes(app):
    client = app.test_client()
    etag = client.get("/api/openapi.json").headers["ETag"]
    assert client.get("/api/openapi.json", headers={"If-None-Match": etag}).status_code == 304


def test_its_titles_are_said_in_the_language_that_is_asked_for(app):
    german = app.test_client().get("/api/openapi.json", headers={"Accept-Language": "de"}).json
    (pull,) = (one["post"] for path, one in german["paths"].items() if path.endswith("/pull"))
    assert pull["summary"] != ACTIONS["queue", "pull"].title
