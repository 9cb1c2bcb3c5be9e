"""HAL with HAL-FORMS: a resource, its links, and the actions that are allowed now."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import Response, request, url_for

from queue_app.domain.agents.allowed import needs_run
from queue_app.domain.errors import UserError
from queue_app.service.http.language import gettext, localized
from queue_app.usecases.action import Action
from queue_app.usecases.fields import RUN, Field

REQUIRED_RUN = replace(RUN, required=True)
HAL_FORMS = "application/prs.hal-forms+json"
EVENT_STREAM = "text/event-stream"

Document = dict[str, Any]
Links = Mapping[str, str]

_INPUT_TYPES = {"text": "textarea", "number": "number", "day": "date", "numbers": "number", "lines": "textarea"}


def document(
    links: Links, body: Document, templates: Document | None = None, refused: Document | None = None
) -> Document:
    """One answer: links, properties, allowed actions, and why the other actions are refused."""
    answer: Document = {"_links": {rel: _link(rel, address) for rel, address in links.items()}} | body
    if templates is not None:
        answer |= {"_templates": templates, "refusals": refused or {}}
    return answer


def _link(rel: str, address: str) -> Document:
    kind = {"type": EVENT_STREAM} if rel == "stream" else {}
    return {"href": address} | ({"templated": True} if "{" in address else {}) | kind


def templates(actions: list[Action], *, agent: bool = False, **address: int) -> Document:
    """The actions as templates: {relation: method, target and fields}. For an `agent` they also ask for its run."""
    return {action.name: _template(action, agent, address) for action in actions}


def _template(action: Action, agent: bool, address: dict[str, Any]) -> Document:
    return {
        "title": gettext(action.title),
        "method": "POST",
        "contentType": "application/json",
        "target": url_for(endpoint(action), **address),
        "properties": properties(inputs_of(action, agent)),
    }


def inputs_of(action: Action, agent: bool) -> tuple[Field, ...]:
    """The inputs of the action. For an agent also the run of its item, if the action needs it."""
    return (*action.fields, REQUIRED_RUN) if agent and needs_run(action.agents) else action.fields


def endpoint(action: Action) -> str:
    """The name of the route of an action."""
    return f"api.{action.on}_{action.verb}"


def properties(inputs: Iterable[Field]) -> list[Document]:
    """The inputs as HAL-FORMS properties."""
    return [_property(field) for field in inputs]


def _property(field: Field) -> Document:
    template: Document = {"name": field.name, "prompt": gettext(field.prompt) or field.name, "required": field.required}
    if field.kind in _INPUT_TYPES:
        template["type"] = _INPUT_TYPES[field.kind]
    if field.kind in ("line", "text"):
        template |= {"maxLength": field.most} | ({"minLength": field.least} if field.least else {})
    elif field.kind == "number":
        template |= {"min": field.least, "max": field.most}
    elif field.kind == "flag":
        template["options"] = {"inline": [True, False]}
    elif field.kind == "choice":
        template["options"] = {"inline": list(field.choices)}
    elif field.many:
        template["options"] = {"maxItems": field.most, "minItems": field.least}
    return template


def refusals(refused: Mapping[str, UserError]) -> Document:
    """{relation: the sentence why it is refused now}, from {verb: refusal}."""
    return {verb.replace("_", "-"): localized(refusal) for verb, refusal in refused.items()}


def reply(body: Document, status: int = 200, **headers: str) -> Response:
    """The answer: HAL-FORMS, or plain JSON if the client prefers it."""
    kinds = request.accept_mimetypes
    plain = kinds.best_match([HAL_FORMS, "application/json"], HAL_FORMS) == "application/json"
    answer = Response(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        status=status,
        mimetype="application/json" if plain else HAL_FORMS,
    )
    answer.headers.update(headers)
    answer.headers["Vary"] = "Accept, Accept-Language, Authorization, Cookie"
    return answer
