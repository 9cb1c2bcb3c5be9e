"""The description of all routes, built from the URL map, the declared parameters and the actions."""

import json
import re
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.routing import Rule

from queue_app import __version__
from queue_app.api.blueprint import api
from queue_app.api.hal import endpoint, inputs_of
from queue_app.api.openapi.answers import SCHEMAS, Json, answers_to_get, answers_to_post
from queue_app.api.openapi.schema import NUMBER, body_schema, parameter_schema
from queue_app.api.parameters import parameters_of
from queue_app.api.schemas import NAMED, schema_of_answer
from queue_app.service.http.access import Access, access_of, anybody
from queue_app.service.http.hosts import address_for_people
from queue_app.service.http.language import gettext
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS, FOR_AGENTS

ABOUT = (
    "Addresses may change. Start at `/api` and follow links: relations, names of fields and codes are the contract. "
    "What a rule would refuse now is not among the `_templates` of a document. An agent also sends the `run` of its item."
)
_OF_AN_ACTION: dict[str, Action] = {endpoint(action): action for action in (ACTIONS | FOR_AGENTS).values()}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key with the same body does nothing twice, for 24 hours.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"},
}


@api.get("/openapi.json", endpoint="openapi")
@anybody
def openapi() -> Response:
    """This description (OpenAPI 3.1)."""
    answer = Response(json.dumps(described(current_app), ensure_ascii=False), mimetype="application/json")
    answer.headers["Vary"] = "Accept-Language, Authorization, Cookie"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def described(app: Flask) -> Json:
    """The description of the application's API."""
    paths: Json = {}
    documents: Json = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint.startswith(f"{api.name}.") and rule.endpoint != "api.mcp":
            documents |= _document(app, rule)
            paths.setdefault(re.sub(r"<[^:>]*:?([^>]+)>", r"{\1}", rule.rule), {}).update(_operation(app, rule))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Topmost", "version": __version__, "description": ABOUT},
        "servers": [{"url": address_for_people()}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS | NAMED | documents,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(app: Flask, rule: Rule) -> Json:
    access, view = access_of(app, rule.endpoint), app.view_functions[rule.endpoint]
    if access is None:
        raise LookupError(rule.endpoint)
    address = [{"name": name, "in": "path", "required": True, "schema": NUMBER} for name in sorted(rule.arguments)]
    action = _OF_AN_ACTION.get(rule.endpoint)
    if action is not None:
        return {"post": _named(rule, access) | _of_action(action, access, address)}
    declared = parameters_of(view)
    asked = [{"name": field.name, "in": "query", "schema": parameter_schema(field)} for field in declared]
    words = " ".join((view.__doc__ or "").split())
    operation = {"summary": words, "parameters": [*address, *asked]}
    answers = answers_to_get(
        access, next(iter(_document(app, rule)), None), parameters=bool(declared), streams=rule.endpoint == "api.events"
    )
    return {"get": _named(rule, access) | operation | {"responses": answers}}


def _document(app: Flask, rule: Rule) -> Json:
    """{name: schema} of the document that the route returns; {} if it declares none."""
    schema = schema_of_answer(app.view_functions[rule.endpoint])
    name = "".join(part.capitalize() for part in rule.endpoint.removeprefix("api.").split("_"))
    return {} if schema is None else {name: schema}


def _named(rule: Rule, access: Access) -> Json:
    named: Json = {"operationId": rule.endpoint.removeprefix("api.")}
    if access.who == "anybody":
        named["security"] = []
    return named | ({"x-right": access.right} if access.right else {})


def _of_action(action: Action, access: Access, address: list[Any]) -> Json:
    inputs = inputs_of(action, agent=not action.people)
    needed = any(field.required for field in inputs)
    body = {"required": needed, "content": {"application/json": {"schema": body_schema(inputs)}}}
    about = {"summary": gettext(action.title), "x-relation": action.name, "x-agents": action.agents}
    answers = {"requestBody": body, "responses": answers_to_post(access, action)}
    return about | {"parameters": [*address, _KEY]} | answers
