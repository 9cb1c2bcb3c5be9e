"""Encryption of secrets under this installation's key."""

from flask import current_app

from queue_app.usecases.sign_in.seal import Seal


def seal() -> Seal:
    """The seal with the running application's key."""
    return Seal(current_app.config["SECRET_KEY"])
