"""The blueprint of the API. Addresses may change, relations do not: clients start at `/api` and follow links."""

from flask import Blueprint

api = Blueprint("api", __name__, url_prefix="/api")
