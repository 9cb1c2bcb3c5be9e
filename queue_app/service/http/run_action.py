"""An action is done the same way for a form and for a program: read its inputs, run its use case, once for each key.

A form that is sent twice from the same page is one request: its key is made of the page's nonce, the action and what was
typed. A program sends its own key; the same key with another body is refused.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from queue_app.domain import inputs
from queue_app.service.http.access import Caller
from queue_app.service.process.database import doors
from queue_app.usecases.action import Action
from queue_app.usecases.transaction import Outcome, run

_OF_THE_FORM = {"csrf_token", "key", "form", "next"}


def do_form(caller: Caller, action: Action, form: MultiDict[str, str], **address: Any) -> Outcome:
    """Do what a form asks for; `address` are the arguments that its address names. Raises Said."""
    raw = form_values(action, form)
    command = action.read(raw)
    digest = _digest(action.name, address, raw)
    return run(doors(), action.use_case, caller.actor, key=_key(form, digest), digest=digest, **command, **address)


def form_key(form: MultiDict[str, str]) -> str:
    """The key of a form that is no action of a team."""
    return _key(form, _digest("", {}, {name: form.getlist(name) for name in form if name not in _OF_THE_FORM}))


def secret_of_form(form: MultiDict[str, str]) -> str:
    """The secret of the link or token that a form asks for: the same when the form is sent twice, so that one is made.

    It is made of the page's nonce, which is kept nowhere, by the server's key; a day later it is another one.
    """
    nonce = form.get("key") or secrets.token_urlsafe()
    typed = [(name, value) for name, value in form.items(multi=True) if name not in _OF_THE_FORM]
    told = json.dumps([request.path, f"{datetime.now(UTC):%Y-%m-%d}", nonce, typed])
    key = current_app.config["SECRET_KEY"]
    drawn = hmac.digest(key if isinstance(key, bytes) else key.encode(), told.encode(), "sha256")
    return base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()


def do_json(caller: Caller, action: Action, body: Mapping[str, Any], key: str | None, **address: Any) -> Outcome:
    """Do what a program asks for; `key` is its idempotency key. Raises Said."""
    command = action.read(body)
    if key is not None:
        key = inputs.key("key", key)
    digest = _digest(action.name, address, body)
    return run(doors(), action.use_case, caller.actor, key=key, digest=digest, **command, **address)


def form_values(action: Action, form: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, by field: a list where the field takes several boxes, else the text. Unknown names stay, to be refused."""
    several = {field.name for field in action.fields if field.kind == "numbers"}
    return {name: form.getlist(name) if name in several else form[name] for name in form if name not in _OF_THE_FORM}


def _key(form: MultiDict[str, str], digest: str) -> str:
    nonce = form.get("key") or secrets.token_urlsafe()
    return hashlib.sha256(f"{nonce} {digest}".encode()).hexdigest()


def _digest(action: str, address: Mapping[str, Any], raw: Mapping[str, Any]) -> str:
    told = json.dumps([request.path, action, dict(address), dict(raw)], sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
