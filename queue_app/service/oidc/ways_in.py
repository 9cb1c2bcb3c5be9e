"""Which ways in are open: passwords, the identity provider, or both."""

from flask import current_app

from queue_app.service.oidc.known_provider import provider
from queue_app.service.process.database import doors
from queue_app.store.sign_in import identities


def passwords_open() -> bool:
    """Whether people may sign in with a password.

    PASSWORD_SIGN_IN=off takes effect only after a manager signed in with the provider, so an untried provider locks nobody out.
    """
    known = provider()
    if current_app.config["PASSWORD_SIGN_IN"] or known is None:
        return True
    with doors().reading() as conn:
        return not identities.a_manager_came_in(conn, known.settings.issuer)
