"""The official client of the protocol, in each of its modes, against the served application."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client

from tests.http.agents.asking import agent
from tests.http.agents.served import served
from tests.http.site import Site


async def _day(address: str, token: str, mode: str) -> dict[str, Any]:
    """What a client reads in a short session: its tools, its item, a refusal."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=20) as http,
        Client(streamable_http_client(f"{address}/api/mcp", http_client=http), mode=mode) as client,
    ):
        tools = await client.list_tools()
        pulled = await client.call_tool("pull", {})
        work = json.loads(pulled.content[0].text)
        noted = await client.call_tool("note", {"item": work["number"], "run": work["run"], "text": "Found it."})
        late = await client.call_tool("note", {"item": work["number"], "run": 99, "text": "Late."})
    return {
        "tools": len(tools.tools),
        "title": work["title"],
        "noted": not noted.is_error,
        "refused": late.is_error and late.content[0].text,
    }


@pytest.mark.parametrize("mode", ["legacy", "auto", "2026-07-28"])
def test_a_day_of_the_official_client(site: Site, mode: str) -> None:
    program = agent(site, "Search finds nothing")
    with served(site.app) as address, ThreadPoolExecutor(1) as apart:  # A browser's loop may still run in this thread.
        day = apart.submit(lambda: asyncio.run(_day(address, program.token, mode))).result()
    assert (day["tools"], day["title"], day["noted"]) == (12, "Search finds nothing", True)
    assert day["refused"].endswith("[run_over]")
