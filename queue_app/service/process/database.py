"""The database of this process: Flask-SQLAlchemy holds the engine, and all code uses `doors()`."""

from pathlib import Path
from typing import cast

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import URL

from queue_app.store import tables
from queue_app.store.db.base import Base
from queue_app.store.db.engine import Doors, configure, engine_options, normalised

SCHEMA = tables
db = SQLAlchemy(model_class=Base)


def open_doors(app: Flask) -> None:
    """Make the engine from DATABASE_URL and put its two doors into `app.extensions["doors"]`. It connects later."""
    url = _absolute(normalised(app.config["DATABASE_URL"]))
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, app.config["THREADS"])
    db.init_app(app)
    with app.app_context():
        configure(db.engine)
        app.extensions["doors"] = Doors(db.engine)


def doors() -> Doors:
    """The two doors of the running application."""
    return cast(Doors, current_app.extensions["doors"])


def _absolute(url: URL) -> URL:
    """Resolve a relative SQLite path against the working folder, as migrations do; Flask-SQLAlchemy would use another
    one.
    """
    if url.get_backend_name() != "sqlite" or url.database is None:
        return url
    return url.set(database=str(Path(url.database).absolute()))
