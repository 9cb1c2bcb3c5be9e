"""The application, put together: a list of parts, each configured by one function. Wiring only, no rules."""

from flask import Flask
from jinja2 import StrictUndefined

from config import Config, from_environment
from queue_app.service import addresses, database
from queue_app.web.assets import Assets
from queue_app.web.rendering import furnish


def create_app(config: Config | None = None) -> Flask:
    """The application with the settings `config`, those of the process environment when there are none."""
    app = Flask("queue_app", static_folder=None)
    app.config.from_object(config or from_environment())
    _configure_database(app)
    _configure_addresses(app)
    _configure_templates(app)
    return app


def welcome(app: Flask, address: str) -> str:
    """What the operator reads when the server listens at `address`."""
    return f"Topmost listens at {address}"


def _configure_database(app: Flask) -> None:
    database.open_doors(app)


def _configure_addresses(app: Flask) -> None:
    addresses.know_addresses(app)


def _configure_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    assets = Assets()
    app.register_blueprint(assets.blueprint())
    furnish(app.jinja_env, assets)
