"""The password hasher of this process."""

from typing import cast

from flask import Flask, current_app

from queue_app.usecases.sign_in.passwords import Passwords


def set_up_passwords(app: Flask) -> None:
    """Make the hasher with the configured cost."""
    app.extensions["passwords"] = Passwords(**app.config["PASSWORD_COST"])


def passwords() -> Passwords:
    """The hasher of the running application."""
    return cast(Passwords, current_app.extensions["passwords"])
