"""An agent of Alice over HTTP: with the API's links, and with MCP messages."""

import json
from typing import Any

from werkzeug.test import TestResponse

from queue_app.api.mcp.protocol import CAPABILITIES_KEY, STATELESS, VERSION_KEY
from queue_app.usecases.sign_in.tokens import Scope
from tests.cast import Cast
from tests.http.program import Program
from tests.http.site import Site
from tests.usecases.agents.robots import let_agents

NEWEST = STATELESS[-1]


def agent(site: Site, *titles: str, scope: Scope = "agent", person: int | None = None) -> Program:
    """An agent of Alice in a team that allows two agents at once, with these items waiting."""
    cast: Cast = site.cast
    if titles:
        cast.add(*titles)
    let_agents(cast, 2)
    return Program(site, cast.alice if person is None else person, scope)


def pulled(program: Program) -> dict[str, Any]:
    """The API's answer to a pull."""
    return dict(program.act(program.follow("team", "queue"), "pull").json)


def send(program: Program, method: str, params: Any = None, **headers: str) -> TestResponse:
    """Send a message with a version that uses a handshake."""
    return program.ask(
        "POST", "/api/mcp", {"jsonrpc": "2.0", "id": 7, "method": method, "params": params or {}}, **headers
    )


def send_stateless(program: Program, method: str, said: dict[str, Any] | None = None, **headers: str) -> TestResponse:
    """Send a message with the newest version, with its `_meta` and headers."""
    said = said or {}
    meta = {VERSION_KEY: NEWEST, CAPABILITIES_KEY: {}}
    named = {"Mcp_Name": said["name"]} if "name" in said else {}
    known = {"Mcp_Protocol_Version": NEWEST, "Mcp_Method": method} | named
    return send(program, method, said | {"_meta": meta}, **(known | headers))


def tool(program: Program, name: str, **arguments: Any) -> tuple[bool, str]:
    """Whether a tool succeeded, and its text."""
    result = send(program, "tools/call", {"name": name, "arguments": arguments}).json["result"]
    return not result.get("isError"), result["content"][0]["text"]


def told(program: Program, name: str, **arguments: Any) -> dict[str, Any]:
    """The document of a tool that must succeed."""
    worked, text = tool(program, name, **arguments)
    assert worked, text
    return dict(json.loads(text))
