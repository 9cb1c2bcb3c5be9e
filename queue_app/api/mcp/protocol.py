"""The messages of the protocol (JSON-RPC): its versions, what a request must contain, and the answers.

Since version 2026-07-28 each request names its version in `_meta` and in headers, and the server keeps no state.
Earlier versions begin with `initialize`. The server answers it, and keeps no state for them either.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import Headers

HANDSHAKE = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
"""Versions whose clients begin with `initialize`, oldest first."""
STATELESS = ("2026-07-28",)
"""Versions that the client names with each request."""

INVALID_REQUEST, UNKNOWN_METHOD, INVALID_PARAMS = -32600, -32601, -32602
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022
STATUS = {
    INVALID_REQUEST: 400,
    UNKNOWN_METHOD: 404,
    INVALID_PARAMS: 400,
    HEADER_MISMATCH: 400,
    UNSUPPORTED_VERSION: 400,
}
"""The HTTP status of each error, for a stateless version."""

_META = "io.modelcontextprotocol/"
VERSION_KEY, CAPABILITIES_KEY, SERVER_KEY = (
    f"{_META}protocolVersion",
    f"{_META}clientCapabilities",
    f"{_META}serverInfo",
)
_ENCODED = "=?base64?", "?="

Json = dict[str, Any]


class Rejected(Exception):
    """The message gets an error of the protocol as its answer."""

    def __init__(self, code: int, message: str, data: Json | None = None) -> None:
        super().__init__(message)
        self.code, self.data = code, data


@dataclass(frozen=True, slots=True)
class McpMessage:
    """A request, or a notification if `id` is None. `stateless`: its version has no handshake."""

    id: str | int | None
    method: str
    params: Json
    stateless: bool


def read(body: Any, headers: Headers) -> McpMessage:
    """The message in the body of a request. Raises Rejected."""
    if not isinstance(body, dict) or body.get("jsonrpc") != "2.0" or not isinstance(body.get("method"), str):
        raise Rejected(INVALID_REQUEST, "Send one JSON-RPC request or notification.")
    params, number = body.get("params", {}), body.get("id")
    if not isinstance(params, dict):
        raise Rejected(INVALID_PARAMS, "params must be an object.")
    if "id" in body and (isinstance(number, bool) or not isinstance(number, str | int)):
        raise Rejected(INVALID_REQUEST, "id must be a string or a whole number.")
    version = headers.get("Mcp-Protocol-Version")
    meta = params.get("_meta", {})
    stateless = version in STATELESS or (isinstance(meta, dict) and VERSION_KEY in meta)
    message = McpMessage(number, body["method"], params, stateless)
    if stateless and number is not None:
        _check_envelope(message, meta, headers)
    elif not stateless and version is not None and version not in HANDSHAKE:
        raise unsupported(version)
    return message


def _check_envelope(message: McpMessage, meta: Any, headers: Headers) -> None:
    if not isinstance(meta, dict) or VERSION_KEY not in meta or CAPABILITIES_KEY not in meta:
        raise Rejected(INVALID_PARAMS, f"params._meta needs {VERSION_KEY} and {CAPABILITIES_KEY}.")
    if headers.get("Mcp-Protocol-Version") != meta[VERSION_KEY]:
        raise Rejected(HEADER_MISMATCH, "The header MCP-Protocol-Version differs from the request.")
    if headers.get("Mcp-Method") != message.method:
        raise Rejected(HEADER_MISMATCH, "The header Mcp-Method differs from the request.")
    name = message.params.get("name")
    if message.method == "tools/call" and name is not None and _decoded(headers.get("Mcp-Name")) != name:
        raise Rejected(HEADER_MISMATCH, "The header Mcp-Name differs from the request.")
    if meta[VERSION_KEY] not in STATELESS:
        raise unsupported(meta[VERSION_KEY])


def unsupported(version: Any) -> Rejected:
    """The error for a version that this server does not support."""
    return Rejected(
        UNSUPPORTED_VERSION, "Unsupported protocol version", {"supported": list(STATELESS), "requested": version}
    )


def _decoded(value: str | None) -> str | None:
    """A header value, decoded if it is base64. None if the encoding is broken."""
    if value is None or not (value.startswith(_ENCODED[0]) and value.endswith(_ENCODED[1])):
        return value
    try:
        return base64.b64decode(value[len(_ENCODED[0]) : -len(_ENCODED[1])], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def result(message: McpMessage, body: Json, server: Json) -> Json:
    """The answer to a request."""
    if message.stateless:
        body = {"resultType": "complete", "_meta": {SERVER_KEY: server}} | body
    return {"jsonrpc": "2.0", "id": message.id, "result": body}


def error(number: str | int | None, rejected: Rejected) -> Json:
    """The answer to a rejected message."""
    body: Json = {"code": rejected.code, "message": str(rejected)}
    return {"jsonrpc": "2.0", "id": number, "error": body | ({"data": rejected.data} if rejected.data else {})}
