"""The security log: sign-ins, failures, passwords, tokens, roles. It has the numbers of people, not their names.

The service adds the time and the client of the request to each line.
"""

import logging

LOG = logging.getLogger("topmost.security")


def note(what: str, **facts: object) -> None:
    """Log that something happened. Call it after the transaction has committed."""
    LOG.info("%s", " ".join([what, *(f"{name}={fact}" for name, fact in facts.items())]))
