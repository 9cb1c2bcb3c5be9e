"""Tests the API with input that its description allows or forbids: schemathesis sends it with a manager's token.

The normal suite sends a few requests to the documents and to one action per kind of input. `make fuzz` tests all operations.
The API ignores undeclared query parameters, so forbidden input is sent only in bodies.
"""

import os
from functools import cache

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from config import ENVIRONMENTS
from queue_app.api.openapi.description import described
from queue_app.app import create_app
from tests.http.agents.served import served

EXAMPLES = int(os.environ.get("FUZZ", "3"))
WHOLE = EXAMPLES > 3
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]


@cache
def operations():
    """{method and address: the operation}."""
    app = create_app(ENVIRONMENTS["testing"]({"DATABASE_URL": "sqlite:///never-opened.sqlite3"}))
    with app.test_request_context():
        whole = described(app)
    del whole["security"]  # Each request has a token. The access matrix tests who has access.
    schema = schemathesis.openapi.from_dict(whole)
    every = [result.ok() for result in schema.get_all_operations()]
    return {operation.label: operation for operation in every if WHOLE or operation.label in chosen(every)}


def chosen(every):
    """The documents, and the first action for each kind of input."""
    names, seen = set(), set()
    for operation in every:
        body = operation.definition.raw.get("requestBody", {"content": {"application/json": {"schema": {}}}})
        inputs = body["content"]["application/json"]["schema"].get("properties", {})
        kinds = {
            (str(one.get("type")), "enum" in one, one.get("format"), one.get("minLength")) for one in inputs.values()
        }
        if operation.method == "get" or not kinds <= seen:
            names.add(operation.label)
        seen |= kinds
    return names


@pytest.fixture(scope="module")
def address(application):
    """The address of the server. Each test gives the application its own database."""
    with served(application) as where:
        yield where


@pytest.mark.parametrize("operation", operations().values(), ids=operations().keys())
def test_whatever_is_sent_gets_an_answer_of_the_description(operation, address, site, busy):
    headers = {"Authorization": f"Bearer {site.token(site.cast.bob, site.cast.team)}"}
    named = {parameter.name for parameter in operation.path_parameters}
    places = [{"team": site.cast.team, "item": item} for item in (1, 2, 4)]  # Finished, in progress, waiting.
    asked = st.one_of(
        operation.as_strategy(generation_mode=mode, path_parameters={name: place[name] for name in named})
        for mode in GenerationMode
        for place in (places if "item" in named else places[:1])
    )

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not WHOLE,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=asked)
    def ask(case):
        answer = case.call(base_url=address, headers=headers)
        case.validate_response(answer, checks=[*CHECKS, negative_data_rejection] if case.method == "POST" else CHECKS)

    ask()
