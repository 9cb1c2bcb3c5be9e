"""`topmost health`: asks the running server with the same settings, for container health checks and timers."""

import http.client
from contextlib import closing

import click
from flask import current_app
from flask.cli import with_appcontext

_SECONDS = 8
_THIS_MACHINE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - the way back from "everybody"


@click.command("health")
@with_appcontext
def health() -> None:
    """Ask the running server whether it can work. It must have the same settings. Exit code 1 if it cannot."""
    host, port = current_app.config["HOST"], current_app.config["PORT"]
    if port == 0:
        raise click.ClickException("PORT is 0, so the server took a free port. Set PORT to that one.")
    try:
        with closing(http.client.HTTPConnection(_THIS_MACHINE.get(host, host), port, timeout=_SECONDS)) as server:
            server.request("GET", "/readyz")
            answer = server.getresponse()
            said = answer.read().decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        raise click.ClickException(f"No server answers at {host}, port {port}: {error}.") from None
    if answer.status != 200:
        raise click.ClickException(f"The server cannot work: {said}.")
    click.echo(said)
