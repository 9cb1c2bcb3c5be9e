"""The password hasher of this process."""

from typing import cast

from flask import Flask, current_app

from queue_app.usecases.sign_in.passwords import PLACES, Passwords


def set_up_passwords(app: Flask) -> None:
    """Make the hasher with the configured cost. It never holds more than half of the server's threads."""
    places = max(1, min(PLACES, app.config["THREADS"] // 2))
    app.extensions["passwords"] = Passwords(**app.config["PASSWORD_COST"], places=places)


def passwords() -> Passwords:
    """The hasher of the running application."""
    return cast(Passwords, current_app.extensions["passwords"])
