"""All routes of the API, on one blueprint."""

from queue_app.api import act, read, root
from queue_app.api.blueprint import api
from queue_app.api.documents import cover, flow, forecast, history, lists, standup
from queue_app.api.mcp import server
from queue_app.api.openapi import description

__all__ = [
    "act",
    "api",
    "cover",
    "description",
    "flow",
    "forecast",
    "history",
    "lists",
    "read",
    "root",
    "server",
    "standup",
]
