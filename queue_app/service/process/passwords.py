"""The password hasher of this process."""

from typing import cast

from flask import Flask, current_app

from queue_app.usecases.sign_in.passwords import Passwords


def hash_passwords(app: Flask) -> None:
    """Make it with the cost that the configuration says."""
    app.extensions["passwords"] = Passwords(**app.config["PASSWORD_COST"])


def passwords() -> Passwords:
    """The one of the running application."""
    return cast(Passwords, current_app.extensions["passwords"])
