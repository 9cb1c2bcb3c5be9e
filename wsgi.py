"""The way in for servers. Importing this does nothing: `app` is made when somebody first asks for it.

`python wsgi.py` upgrades the database and serves. `gunicorn -c gunicorn.conf.py wsgi:app` and `flask --app wsgi ...`
ask for `app`, and so does nobody who only wants to look at the code.
"""

import sys

from flask import Flask
from sqlalchemy.exc import ArgumentError

from config import ConfigurationError, from_environment
from queue_app.app import create_app, welcome
from queue_app.service.process.serving import Listening, Server
from queue_app.store.db import migrate


def __getattr__(name: str) -> Flask:
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        app = globals()["app"] = create_app(from_environment())
    except (ConfigurationError, ArgumentError) as refused:
        sys.exit(f"Topmost did not start. {refused}")
    return app


def serve() -> int:
    """Upgrade, say the address and (until it was used) the set-up link, and serve. The exit code."""
    settings = from_environment()
    migrate.upgrade(settings.DATABASE_URL)
    app = create_app(settings)
    server = Server(
        app,
        Listening(settings.HOST, settings.PORT, settings.THREADS, settings.SERVER_BODY_LIMIT, settings.GRACE_SECONDS),
    )
    print(welcome(app, settings.TOPMOST_URL or server.address), flush=True)
    cut_off = server.run()
    if cut_off:
        print(
            f"Stopped. {cut_off} requests took longer than {settings.GRACE_SECONDS} seconds and were cut off.",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    try:
        sys.exit(serve())
    except (ConfigurationError, migrate.NotUpgraded, OSError) as refused:
        sys.exit(f"Topmost did not start. {refused}")
