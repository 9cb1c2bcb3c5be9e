"""`topmost serve`: upgrade the database, print the address, and serve until SIGTERM."""

import sys
from functools import partial
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo

from queue_app.service.http.gate import body_limit
from queue_app.service.process.free_memory import few_heaps
from queue_app.service.process.life_signs import life_signs
from queue_app.service.process.serving import Listening, Server, address_of, open_door
from queue_app.service.process.workers import Workers
from queue_app.service.reports.metrics import Metrics
from queue_app.service.reports.restarts import noted_run
from queue_app.store.db import migrate
from queue_app.usecases.sign_in.links import set_up_link
from queue_app.usecases.transaction import utc_now


@click.command("serve")
@click.pass_obj
def serve(info: ScriptInfo) -> None:
    """Upgrade the database and serve until the process is asked to stop. HOST and PORT say where."""
    app = info.load_app()
    try:
        sys.exit(run_server(app))
    except (migrate.NotUpgraded, OSError) as refused:
        sys.exit(f"Topmost did not start. {refused}")


def run_server(app: Flask) -> int:
    """Upgrade, print the address and (until it was used) the set-up link, and serve. Returns the exit code."""
    few_heaps()
    settings = app.config
    migrate.upgrade(settings["DATABASE_URL"])
    listening = Listening(
        settings["HOST"],
        settings["PORT"],
        settings["THREADS"],
        settings["SERVER_BODY_LIMIT"],
        settings["GRACE_SECONDS"],
    )
    door = open_door(listening)

    def work() -> int:
        server = Server(app, listening, door, partial(body_limit, app))
        with life_signs(app.extensions["doors"]):
            cut_off = server.run()
        if cut_off:
            click.echo(f"Stopped. {cut_off} requests took longer than {listening.grace} seconds and were cut off.")
        return 0

    with noted_run(Path(settings["TOPMOST_DATA"]), utc_now()) as note_unexpected:
        click.echo(welcome(app, settings["TOPMOST_URL"] or address_of(door)))
        if settings["WORKERS"] == 1:
            return work()
        app.extensions["doors"].engine.dispose()  # Forked processes must not share connections.
        numbers = app.extensions["metrics"] = Metrics.shared()

        def died(process: int, words: str) -> None:
            numbers.forget(process)
            note_unexpected(words)

        return Workers(settings["WORKERS"], work, door, died).run()


def welcome(app: Flask, address: str) -> str:
    """What a server that listens at `address` prints for the operator, with the set-up link until one was used."""
    secret = set_up_link(app.extensions["doors"])
    sentence = f"Topmost listens at {address}"
    if secret is None:
        return sentence
    return f"{sentence}\nMake the first team within 7 days. Open this link:\n  {address}/set-up/{secret}"
