"""A forgotten password: whoever asks is told the same, and only the mailbox of an account learns more."""

from queue_app.store.db.engine import Doors
from queue_app.store.sign_in.address_fold import folded
from queue_app.usecases.mail import letters
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.sign_in.sign_in import count_each
from queue_app.usecases.transaction import in_transaction, utc_now


def ask_for_link(doors: Doors, address: str, visit: Visit, locale: str) -> None:
    """Put a letter about a new password into the outbox. Raises TooManyAttempts.

    Asking is counted apart from passwords: who asks for others keeps nobody from signing in.
    """
    count_each(doors, (("account", f"{folded(address)} asks"), ("address", f"{visit.address} asks")))
    in_transaction(doors, letters.reset, address=address, locale=locale, now=utc_now())
    security_log.note("password-asked")
