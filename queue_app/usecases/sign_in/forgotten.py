"""A forgotten password. The answer is the same with and without an account; only the account's mailbox gets a link."""

from queue_app.store.db.engine import Doors
from queue_app.store.sign_in.address_fold import folded
from queue_app.usecases.mail import letters
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.sign_in.sign_in import count_each
from queue_app.usecases.transaction import in_transaction, utc_now


def ask_for_link(doors: Doors, address: str, visit: Visit, locale: str) -> None:
    """Put a letter about a new password into the outbox. Raises TooManyAttempts.

    Requests are counted apart from passwords, so that asking for another person's link cannot keep them from signing in.
    """
    count_each(doors, (("account", f"{folded(address)} asks"), ("address", f"{visit.address} asks")))
    in_transaction(doors, letters.reset, address=address, locale=locale, now=utc_now())
    security_log.note("password-asked")
