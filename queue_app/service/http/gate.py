"""The gate for every request: its size and address, and later whether its body is well-formed.

The body is read only after the sender's access to the address was checked.

Errors are HTTP 413 and 400 here. A content type that the address does not take is 415, after the access check.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Request, current_app, g, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, UnsupportedMediaType

from queue_app.domain import well_formed
from queue_app.domain.errors import N_, NotFound, Sentence
from queue_app.domain.well_formed import Malformed
from queue_app.service.http.sub_path import without_path

FORM, UPLOAD = "application/x-www-form-urlencoded", "multipart/form-data"
_NO_BODY = {"GET", "OPTIONS"}
LONGEST_QUERY = 8_192
LONGEST_BOUNDARY = 100
"""Characters. RFC 2046 allows 70, and some programs send a few more. A long one is costly: the parser compares it at each
position of the body."""


class AsGet(Request):
    """Treat HEAD as GET in every view, so that it never does what only POST does."""

    def __init__(self, *args: Any, **further: Any) -> None:
        super().__init__(*args, **further)
        self.method = "GET" if self.method == "HEAD" else self.method


def may_record_use() -> bool:
    """Whether this request may record the use of a session, a token or a link. Only GET and POST may."""
    return request.environ["REQUEST_METHOD"] in ("GET", "POST")


def large_body(view: Any) -> Any:
    """Mark a view that takes files: its requests may have the size limit of the server."""
    view.large_body = True
    return view


def body_limit(app: Flask, path: str, headers: Mapping[str, str]) -> int:
    """How many bytes of body the server accepts before a view runs. Only uploads by signed-in people may be large.

    Elsewhere it is twice MAX_CONTENT_LENGTH: a request slightly over the limit still gets an error page that explains it.
    """
    small: int = 2 * app.config["MAX_CONTENT_LENGTH"]
    try:
        endpoint, _ = app.url_map.bind("").match(without_path(app, path), method="POST")
    except HTTPException:
        return small
    if not getattr(app.view_functions[endpoint], "large_body", False):
        return small
    sent = app.request_class({"HTTP_COOKIE": headers.get("COOKIE", ""), "REQUEST_METHOD": "POST"})
    session = app.session_interface.open_session(app, sent)
    return int(app.config["SERVER_BODY_LIMIT"]) if session and "_user_id" in session else small


def refuse_oversized() -> None:
    """Raises RequestEntityTooLarge, before any other check."""
    config = current_app.config
    view = current_app.view_functions.get(request.endpoint or "")
    limit = config["SERVER_BODY_LIMIT"] if getattr(view, "large_body", False) else config["MAX_CONTENT_LENGTH"]
    request.max_content_length = request.max_form_memory_size = limit
    if (request.content_length or 0) > limit:
        raise RequestEntityTooLarge


def refuse_malformed_address() -> None:
    """Raises Malformed for a malformed query, NotFound for an address that is not valid text."""
    if "\0" in request.path:
        raise NotFound
    query = request.query_string
    if len(query) > LONGEST_QUERY:
        raise Malformed(what=Sentence(N_("its address is too long")))
    well_formed.encoded(query)


def refuse_malformed_body() -> None:
    """Raises Malformed for a malformed body. JSON is read below `/api` only."""
    if request.method in _NO_BODY:
        return
    if request.mimetype == UPLOAD:
        _multipart()
        return
    body = request.get_data(cache=True)
    if request.mimetype == FORM:
        well_formed.encoded(body)
    elif _takes_json() and _is_json(request.mimetype) and body:
        g.json = well_formed.parse_json(body)


def json_body() -> Any:
    """The JSON value of the request's body; an empty object when there is no body."""
    return g.get("json", {})


def refuse_foreign_content() -> None:
    """Raises UnsupportedMediaType unless the body is empty, a form, or JSON below `/api`."""
    if request.method in _NO_BODY or not (request.content_length or request.mimetype):
        return
    if not (_is_json(request.mimetype) if _takes_json() else request.mimetype in (FORM, UPLOAD)):
        raise UnsupportedMediaType


def _takes_json() -> bool:
    return request.path.startswith("/api")


def _is_json(mimetype: str) -> bool:
    return mimetype == "application/json" or mimetype.endswith("+json")


def _multipart() -> None:
    """Parse the body now: Werkzeug's parser reads a broken body as an empty one."""
    boundary = request.mimetype_params.get("boundary", "")
    if not boundary:
        raise Malformed(what=Sentence(N_("it has no boundary")))
    if len(boundary) > LONGEST_BOUNDARY:
        raise Malformed(what=Sentence(N_("its boundary is too long")))
    parts = list(request.form.items(multi=True))
    files = list(request.files.items(multi=True))
    if not parts and not files:
        raise Malformed(what=Sentence(N_("it has no parts")))
    named: list[tuple[str | None, str]] = [*parts, *((name, file.filename or "") for name, file in files)]
    for name, value in named:
        if name is None:  # The framework's parser returns this for a part without a name, against its type hints.
            raise Malformed(what=Sentence(N_("a part has no name")))
        well_formed.check_text(name)
        well_formed.check_text(value)
