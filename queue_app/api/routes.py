"""All routes of the API, on one blueprint."""

from queue_app.api import act, read, root
from queue_app.api.blueprint import api
from queue_app.api.mcp import server

__all__ = ["act", "api", "read", "root", "server"]
