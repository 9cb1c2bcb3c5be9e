"""The way in for servers. Importing this does nothing: `app` is made when somebody first asks for it.

`python wsgi.py` upgrades the database and serves. `flask --app wsgi ...` asks for `app`, and so does nobody who only wants
to look at the code.
"""

import gc

gc.disable()  # What modules are made of stays: to look for garbage among it took a fifth of the start.

import sys
from functools import partial

from flask import Flask
from sqlalchemy.exc import ArgumentError

from config import ConfigurationError, from_environment
from queue_app.app import create_app, welcome
from queue_app.service.http.gate import body_limit
from queue_app.service.process.serving import Listening, Server, address_of, open_door
from queue_app.service.process.workers import Workers
from queue_app.store.db import migrate

gc.freeze()
gc.enable()


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
    listening = Listening(
        settings.HOST, settings.PORT, settings.THREADS, settings.SERVER_BODY_LIMIT, settings.GRACE_SECONDS
    )
    door = open_door(listening)
    print(welcome(app, settings.TOPMOST_URL or address_of(door)), flush=True)

    def work() -> int:
        cut_off = Server(app, listening, door, partial(body_limit, app)).run()
        if cut_off:
            print(
                f"Stopped. {cut_off} requests took longer than {listening.grace} seconds and were cut off.", flush=True
            )
        return 0

    if settings.WORKERS == 1:
        return work()
    app.extensions["doors"].engine.dispose()  # A connection belongs to one process.
    return Workers(settings.WORKERS, work, door).run()


if __name__ == "__main__":
    try:
        sys.exit(serve())
    except (ConfigurationError, migrate.NotUpgraded, OSError) as refused:
        sys.exit(f"Topmost did not start. {refused}")
