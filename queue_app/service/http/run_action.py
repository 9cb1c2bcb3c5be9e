"""Runs an action for a form or an API request: read its inputs, then run its use case, once per key.

A form that is sent twice from one page counts as one request: its key is made of the page's nonce, the action and the inputs.
An API client sends its own key; the same key with another body is refused.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from queue_app.domain import inputs
from queue_app.domain.errors import UserError
from queue_app.service.http.access import Caller
from queue_app.service.http.visitor import visitor
from queue_app.service.process.database import doors
from queue_app.service.reports.metrics import metrics
from queue_app.usecases.action import Action
from queue_app.usecases.fields import RUN
from queue_app.usecases.transaction import Outcome, run

_OF_THE_FORM = {"csrf_token", "key", "form", "next"}


def do_form(caller: Caller, action: Action, form: MultiDict[str, str], **address: Any) -> Outcome:
    """Run the action of a form; `address` are the arguments in its URL. Raises UserError."""
    with _counted(action) as count:
        raw = form_values(action, form)
        command = action.read(raw)
        digest = _digest(action.name, address, raw)
        key = _key(form, digest)
        return count(run(doors(), action.use_case, caller.actor, key=key, digest=digest, **command, **address))


def form_key(form: MultiDict[str, str]) -> str:
    """The key of a form that is not an action of a team."""
    return _key(form, _digest("", {}, {name: form.getlist(name) for name in form if name not in _OF_THE_FORM}))


def secret_of_form(form: MultiDict[str, str]) -> str:
    """The secret of the link or token that a form creates. A form that is sent twice gets the same secret.

    It is an HMAC of the person and the page's nonce under the server's key, so it is not stored. It changes after a day.
    """
    nonce = form.get("key") or secrets.token_urlsafe()
    typed = [(name, value) for name, value in form.items(multi=True) if name not in _OF_THE_FORM]
    text = json.dumps([_sender(), request.path, f"{datetime.now(UTC):%Y-%m-%d}", nonce, typed])
    key = current_app.config["SECRET_KEY"]
    mac = hmac.digest(key if isinstance(key, bytes) else key.encode(), text.encode(), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def do_json(caller: Caller, action: Action, body: Mapping[str, Any], key: str | None, **address: Any) -> Outcome:
    """Run the action of an API request; `key` is its idempotency key. An agent also sends its `run`. Raises UserError."""
    actor, said = caller.actor, dict(body)
    with _counted(action) as count:
        if actor.agent is not None:
            actor = replace(actor, agent=replace(actor.agent, run=RUN.read(said.pop(RUN.name, None))))
        command = action.read(said)
        if key is not None:
            key = inputs.key("key", key)
        digest = _digest(action.name, address, body)
        return count(run(doors(), action.use_case, actor, key=key, digest=digest, **command, **address))


def form_values(action: Action, form: MultiDict[str, str]) -> dict[str, Any]:
    """The inputs by field: a list if the field takes several values, else the text. Unknown names stay in, so that they are
    refused."""
    several = {field.name for field in action.fields if field.kind == "numbers"}
    return {name: form.getlist(name) if name in several else form[name] for name in form if name not in _OF_THE_FORM}


@contextmanager
def _counted(action: Action) -> Iterator[Callable[[Outcome], Outcome]]:
    """Count what was done, and what was refused by which rule."""

    def count(outcome: Outcome) -> Outcome:
        if outcome.changed and not outcome.replayed:
            metrics().acts.labels(action.name).inc()
        return outcome

    try:
        yield count
    except UserError as refused:
        metrics().refusals.labels(refused.code).inc()
        raise


def _key(form: MultiDict[str, str], digest: str) -> str:
    nonce = form.get("key") or secrets.token_urlsafe()
    return hashlib.sha256(f"{_sender()} {nonce} {digest}".encode()).hexdigest()


def _sender() -> int | None:
    """The person of the request. It is part of every key, so requests of two people never share one."""
    sender = visitor()
    return sender.person if sender else None


def _digest(action: str, address: Mapping[str, Any], raw: Mapping[str, Any]) -> str:
    text = json.dumps([request.path, action, dict(address), dict(raw)], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
