"""What the API answers, by status: documents, outcomes of writes, and problems."""

from typing import Any

from queue_app.api.hal import EVENT_STREAM, HAL_FORMS
from queue_app.api.written import WRITTEN, facts_of_write
from queue_app.service.http.access import Access
from queue_app.usecases.action import Action

Json = dict[str, Any]

PROBLEM = "application/problem+json"
_ERRORS = {
    400: "What was sent is malformed.",
    401: "There is no valid token.",
    403: "The role, or the scope of the token, is too low; or it is not for agents.",
    404: "There is nothing here; another team's things answer the same.",
    409: "A rule says no, or the order changed; `code` says which.",
    412: "Actions take no If-Match.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "A field is wrong; `field` names it.",
    429: "The token asks too often.",
    503: "The database is busy, or the outcome is unknown: send the same key again.",
}
_WAIT = {"Retry-After": {"description": "Seconds until it makes sense to ask again.", "schema": {"type": "integer"}}}
_HEADERS: dict[int, Json] = {
    401: {"WWW-Authenticate": {"description": "How to come in.", "schema": {"type": "string"}}},
    429: _WAIT,
    503: _WAIT,
}
_UNCHANGED: Json = {"description": "Nothing changed since this ETag."}
_A_DOCUMENT = "The document, in HAL: `_templates` are what may be done now, `refusals` say why the rest may not."

SCHEMAS: Json = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457. `code` is stable, `detail` is for people, `field` names the input that is wrong.",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "field": {"type": "string"},
            "request": {"type": ["string", "null"]},
        },
        "required": ["type", "title", "status", "code", "detail"],
    },
}


def answers_to_get(access: Access, document: str | None, *, parameters: bool, streams: bool) -> Json:
    """The answers to a GET that returns the named `document`. A route without one is public and describes the API."""
    if document is None:
        about: Json = {
            "description": "What the API is.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
        return {"200": about, "304": _UNCHANGED} | _problems([400])
    etag = {"ETag": {"description": "Send it as If-None-Match.", "schema": {"type": "string"}}}
    found = _found(_A_DOCUMENT, document)
    found["headers"] = etag
    if streams:
        found["content"][EVENT_STREAM] = {"schema": {"type": "string"}}
    # Any address may be malformed.
    statuses = [400, *_of_access(access), *([409, 422] if parameters else []), 503]
    return {"200": found, "304": _UNCHANGED} | _problems(statuses)


def answers_to_post(access: Access, action: Action) -> Json:
    """The answers to a write."""
    schema: Json = {"allOf": [WRITTEN, facts_of_write(action)]}
    written = {"201": _content("It was written.", schema), "200": _content("Nothing had to change.", schema)}
    return written | _problems([400, *_of_access(access), 409, 412, 413, 415, 422, 503])


def _of_access(access: Access) -> list[int]:
    return [401, 429] if access.who == "person" else [401, 403, 404, 429]


def _found(words: str, schema: str) -> Json:
    return _content(words, {"$ref": f"#/components/schemas/{schema}"})


def _content(words: str, schema: Json) -> Json:
    of = {"schema": schema}
    return {"description": words, "content": {HAL_FORMS: of, "application/json": of}}


def _problems(statuses: list[int]) -> Json:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        str(status): {"description": _ERRORS[status], "content": content}
        | ({"headers": _HEADERS[status]} if status in _HEADERS else {})
        for status in sorted(statuses)
    }
