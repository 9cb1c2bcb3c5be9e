"""The seal of this process."""

from flask import current_app

from queue_app.usecases.sign_in.seal import Seal


def seal() -> Seal:
    """What seals secrets under the running application's key."""
    return Seal(current_app.config["SECRET_KEY"])
